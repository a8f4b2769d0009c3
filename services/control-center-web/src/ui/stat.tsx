import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

export interface StatProps {
  readonly label: ReactNode
  readonly children: ReactNode
  readonly size?: 'normal' | 'big'
  readonly className?: string | undefined
}

/** A value under its name. To stand in a `<dl>`. */
export function Stat({ label, children, size = 'normal', className }: StatProps) {
  return (
    <div className={classNames('min-w-0', className)}>
      <dt className="whitespace-nowrap text-11 text-faint leading-4">{label}</dt>
      <dd
        className={classNames(
          'whitespace-nowrap font-medium text-strong',
          size === 'big' ? 'font-semibold text-27' : 'text-13 leading-[19px]',
        )}
      >
        {children}
      </dd>
    </div>
  )
}
