/** Which language the pages are in: chosen by the person, else by the browser. Known in the browser only. */
import { useSyncExternalStore } from 'react'

export const LANGUAGES = ['en', 'pt-BR'] as const
export type Language = (typeof LANGUAGES)[number]

const STORAGE_KEY = 'ots-language'
const listeners = new Set<() => void>()

export function setLanguage(language: Language): void {
  localStorage.setItem(STORAGE_KEY, language)
  for (const listener of listeners) listener()
}

/** English while rendered at build time; the person's own right after. */
export const useLanguage = (): Language => useSyncExternalStore(subscribe, currentLanguage, () => 'en')

function currentLanguage(): Language {
  const chosen = localStorage.getItem(STORAGE_KEY)
  const known = LANGUAGES.find((language) => language === chosen)
  return known ?? (navigator.language.toLowerCase().startsWith('pt') ? 'pt-BR' : 'en')
}

/** Other tabs tell by the storage event. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    removeEventListener('storage', listener)
  }
}
