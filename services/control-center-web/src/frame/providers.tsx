'use client'

import { QueryClientProvider } from '@tanstack/react-query'
import { ThemeProvider } from 'next-themes'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import { type ReactNode, Suspense, useState } from 'react'
import { ApiProvider } from '../api/api-provider.tsx'
import { createQueryClient } from '../api/query-client.ts'
import { LanguageProvider } from '../i18n/language-provider.tsx'
import { LiveProvider } from '../live/live-provider.tsx'

/** What every page has around it, whether somebody has logged in or not. */
export function Providers({ children }: { children: ReactNode }) {
  const [queryClient] = useState(createQueryClient)
  return (
    <ThemeProvider
      attribute="data-theme"
      defaultTheme="dark"
      themes={['dark', 'light']}
      enableSystem={false}
      enableColorScheme={false}
    >
      <QueryClientProvider client={queryClient}>
        <LanguageProvider>
          <ApiProvider>
            <LiveProvider>
              {/* Addresses with queries are known in the browser only. */}
              <Suspense>
                <NuqsAdapter>{children}</NuqsAdapter>
              </Suspense>
            </LiveProvider>
          </ApiProvider>
        </LanguageProvider>
      </QueryClientProvider>
    </ThemeProvider>
  )
}
