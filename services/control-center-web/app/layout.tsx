import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { Providers } from '../src/frame/providers.tsx'
import './globals.css'

export const metadata: Metadata = { title: 'Oasis Control Center' }

export const viewport: Viewport = { width: 'device-width', initialScale: 1 }

export default function RootLayout({ children }: { children: ReactNode }) {
  // The theme is set on <html> before anything is drawn, the language once it is known: not what was rendered here.
  return (
    <html lang="en" suppressHydrationWarning>
      <body>
        <Providers>{children}</Providers>
      </body>
    </html>
  )
}
