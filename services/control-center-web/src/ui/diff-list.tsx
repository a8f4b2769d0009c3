'use client'
/** What a change would change: each name with what was and what is to be. */
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

export interface Change {
  readonly name: string
  /** What people call it, where that is not its name. */
  readonly label?: string
  readonly from: ReactNode
  readonly to: ReactNode
}

export function DiffList({
  changes,
  className,
}: {
  readonly changes: readonly Change[]
  readonly className?: string | undefined
}) {
  const t = useTranslations('ui')
  return (
    <ul className={className}>
      {changes.map(({ name, label, from, to }) => (
        <li
          key={name}
          className={classNames('flex items-center gap-2.5 border-line border-b py-1 text-12 last:border-0')}
        >
          <span
            className={classNames('min-w-0 truncate text-body', label === undefined && 'font-mono')}
            title={name}
          >
            {label ?? name}
          </span>
          <span className="ml-auto whitespace-nowrap text-faint line-through">
            <span className="sr-only">{t('from')} </span>
            {from}
          </span>
          <span aria-hidden className="text-faint">
            →
          </span>
          <span className="whitespace-nowrap font-semibold text-accent">
            <span className="sr-only">{t('to')} </span>
            {to}
          </span>
        </li>
      ))}
    </ul>
  )
}
