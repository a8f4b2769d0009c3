'use client'

import { useQuery } from '@tanstack/react-query'
import { NextIntlClientProvider } from 'next-intl'
import { type ReactNode, useEffect } from 'react'
import type {} from './app-config.ts'
import { ENGLISH } from './english.ts'
import { useLanguage } from './languages.ts'

/** Times are shown in the zone of whoever looks; at build time there is none. */
const zoneHere = (): string =>
  typeof window === 'undefined' ? 'UTC' : Intl.DateTimeFormat().resolvedOptions().timeZone

/** English is in the first load; the other language comes when it is wanted, and English stands until it is there. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const language = useLanguage()
  const { data: texts } = useQuery({
    queryKey: ['texts', language],
    queryFn: async () => (language === 'en' ? ENGLISH : (await import('./portuguese.ts')).PORTUGUESE),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  })
  const shown = texts === undefined ? 'en' : language
  useEffect(() => {
    document.documentElement.lang = shown
  }, [shown])
  return (
    <NextIntlClientProvider locale={shown} messages={texts ?? ENGLISH} timeZone={zoneHere()}>
      {children}
    </NextIntlClientProvider>
  )
}
