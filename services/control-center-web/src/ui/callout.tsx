import { Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

export interface CalloutProps {
  readonly tone?: 'info' | 'warn'
  readonly className?: string | undefined
  readonly children: ReactNode
}

/** Something to know before going on. */
export function Callout({ tone = 'info', className, children }: CalloutProps) {
  const Icon = tone === 'warn' ? TriangleAlert : Info
  return (
    <div
      className={classNames(
        'flex items-start gap-2.5 rounded-2 px-3 py-2.5 text-12',
        tone === 'warn' ? 'bg-warn-tint text-warn' : 'bg-surface-2 text-body',
        className,
      )}
    >
      <Icon className="mt-0.5 size-3.5 flex-none" aria-hidden />
      <div className="min-w-0">{children}</div>
    </div>
  )
}
