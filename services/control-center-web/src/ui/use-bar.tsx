'use client'
/** How much of a limit is used: in use, held by resting orders (striped), and a mark at 80 %, from where on it warns. */
import { useLocale, useTranslations } from 'next-intl'
import { classNames } from './class-names.ts'
import { formatShare } from './format/number-format.ts'

const WARN_AT = 0.8

export interface UseBarProps {
  readonly label: string
  /** Of the limit: 0.83 for 83 %. Undefined where it is not known. */
  readonly share: number | null | undefined
  /** Of the limit, and part of `share`: what resting orders may yet use. */
  readonly held?: number
  readonly hasMark?: boolean
  readonly className?: string | undefined
}

const within = (share: number): number => Math.min(1, Math.max(0, share))
const percent = (share: number): string => `${(within(share) * 100).toFixed(2)}%`

export function UseBar({ label, share, held = 0, hasMark = false, className }: UseBarProps) {
  const t = useTranslations('ui')
  const locale = useLocale()
  const used = share ?? 0
  const isHigh = used >= WARN_AT
  return (
    // biome-ignore lint/a11y/useSemanticElements: no browser draws a meter with two parts and a mark.
    <div
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(within(used) * 100)}
      aria-valuetext={share === null || share === undefined ? t('notKnown') : formatShare(used, locale)}
      className={classNames('relative h-1 flex-none overflow-hidden rounded-full bg-line', className)}
    >
      <i
        className={classNames(
          'absolute inset-y-0 left-0 rounded-full stale:bg-stale',
          isHigh ? 'bg-warn-fill' : 'bg-faint',
        )}
        style={{ width: percent(used - held) }}
      />
      {held > 0 ? (
        <i
          className={classNames('striped absolute inset-y-0', isHigh ? 'text-warn' : 'text-faint')}
          style={{ left: percent(used - held), width: percent(held) }}
        />
      ) : null}
      {hasMark ? <i className="absolute inset-y-0 left-[80%] w-px bg-line-strong" /> : null}
    </div>
  )
}
