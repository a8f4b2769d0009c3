import type { ENGLISH } from './english.ts'
import type { Language } from './languages.ts'

// Keys of texts are checked by the compiler against the English ones.
declare module 'next-intl' {
  interface AppConfig {
    Locale: Language
    Messages: typeof ENGLISH
  }
}
