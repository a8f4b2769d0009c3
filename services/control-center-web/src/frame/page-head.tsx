import type { ReactNode } from 'react'

/** The page's name, in the window's title, too, and what stands beside it. */
export function PageHead({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <header className="mb-3 flex min-h-7 items-center justify-between gap-3">
      <title>{`${title} · Oasis`}</title>
      <h1 className="font-semibold text-19 text-strong">{title}</h1>
      {children}
    </header>
  )
}
