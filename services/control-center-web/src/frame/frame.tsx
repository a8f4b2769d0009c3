'use client'

import { type ReactNode, Suspense } from 'react'

export function Frame({ children }: { children: ReactNode }) {
  return (
    <main className="p-4">
      <Suspense>{children}</Suspense>
    </main>
  )
}
