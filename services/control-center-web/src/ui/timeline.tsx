import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

export type TimelineTone = 'plain' | 'passed' | 'done' | 'denied' | 'doubt'

export interface TimelineStepProps {
  /** Since the beginning: "+1.5 ms", "+23.3 s". */
  readonly offset: ReactNode
  readonly time: ReactNode
  readonly title: ReactNode
  readonly end?: ReactNode | undefined
  readonly tone?: TimelineTone
  readonly children?: ReactNode
}

const NODES = {
  plain: 'border-faint bg-surface rounded-full',
  passed:
    'border-gain bg-surface rounded-full after:absolute after:inset-0.5 after:rounded-full after:bg-gain',
  done: 'border-gain bg-gain rounded-full',
  denied: 'border-loss bg-loss rounded-[1px]',
  doubt: 'border-warn bg-warn rotate-45 rounded-[1px]',
} as const

export const Timeline = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <ol aria-label={label} className="py-2.5 pr-4 pl-2 text-12">
    {children}
  </ol>
)

export function TimelineStep({ offset, time, title, end, tone = 'plain', children }: TimelineStepProps) {
  return (
    <li className="group relative grid grid-cols-[72px_15px_minmax(0,1fr)] gap-x-2.5 pb-2.5">
      <span className="whitespace-nowrap pt-px text-right leading-[15px]">
        <b className="block font-medium text-strong">{offset}</b>
        <small className="block text-[10px] text-faint leading-3">{time}</small>
      </span>
      <span aria-hidden className="relative">
        <span
          className={classNames('absolute top-1 left-[3px] z-10 size-[9px] border-[1.5px]', NODES[tone])}
        />
        <span className="absolute top-[13px] -bottom-[13px] left-[7px] w-px bg-line-strong group-last:hidden" />
      </span>
      <div className="min-w-0">
        <div className="flex items-baseline gap-2">
          <h3 className="font-medium text-13 text-strong leading-[18px]">{title}</h3>
          {end === undefined ? null : <span className="ml-auto whitespace-nowrap text-faint">{end}</span>}
        </div>
        {children}
      </div>
    </li>
  )
}
