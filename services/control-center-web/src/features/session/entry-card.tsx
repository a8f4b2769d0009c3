import type { ReactNode } from 'react'
import { Mark } from '../../frame/mark.tsx'

/** What stands alone on the page, before one is in. */
export function EntryCard({ title, note, children }: { title: string; note?: string; children: ReactNode }) {
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <title>{`${title} · Oasis`}</title>
      <div className="w-full max-w-[360px]">
        <p className="mb-5 flex items-center justify-center gap-2.5 font-semibold text-15 text-strong">
          <Mark className="size-7" />
          Oasis Control Center
        </p>
        <section className="rounded-3 border border-line bg-surface p-6">
          <h1 className="font-semibold text-19 text-strong">{title}</h1>
          {note === undefined ? null : <p className="mt-1 text-12 text-body">{note}</p>}
          {children}
        </section>
      </div>
    </main>
  )
}
