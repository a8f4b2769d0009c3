import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

export interface PanelProps {
  readonly title: ReactNode
  /** Beside the title: a count, a span of time. */
  readonly sub?: ReactNode
  /** At the end of the head: a link, a switch. */
  readonly end?: ReactNode | undefined
  readonly isStale?: boolean
  readonly className?: string | undefined
  readonly bodyClassName?: string
  readonly children: ReactNode
}

/** A titled part of a page, a landmark of its own. */
export function Panel({ title, sub, end, isStale = false, className, bodyClassName, children }: PanelProps) {
  const name = typeof title === 'string' ? title : undefined
  return (
    <section
      aria-label={name}
      className={classNames(
        'flex min-w-0 flex-col overflow-hidden rounded-3 border border-line bg-surface',
        className,
      )}
    >
      <header className="flex min-h-[38px] flex-none flex-wrap items-center gap-x-2 py-1 pr-3 pl-3.5">
        <h2 className="whitespace-nowrap font-semibold text-13 text-strong">{title}</h2>
        {sub === undefined ? null : <span className="whitespace-nowrap text-12 text-faint">{sub}</span>}
        {end === undefined ? null : (
          <div className="ml-auto flex items-center gap-2 text-12 text-faint">{end}</div>
        )}
      </header>
      <div data-stale={isStale} className={classNames('min-h-0 flex-1 stale:hatched', bodyClassName)}>
        {children}
      </div>
    </section>
  )
}
