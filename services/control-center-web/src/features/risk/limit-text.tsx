'use client'
import { useLocale } from 'next-intl'
import { formatNumber, formatRate } from '../../ui/format/number-format.ts'
import { isLimitName, LIMIT_KINDS } from './limit-kinds.ts'

/** A limit, or what is used of one, in its own unit. */
export function LimitText({ name, value }: { readonly name: string; readonly value: string | null }) {
  const locale = useLocale()
  if (value === null) return <>–</>
  const kind = isLimitName(name) ? LIMIT_KINDS[name].kind : 'count'
  if (kind === 'money') return <>{formatNumber(value, locale, { digits: 2 })}</>
  if (kind === 'share') return <>{formatRate(value, locale, { digits: 2 })}</>
  const unit = kind === 'ms' ? '\u202fms' : kind === 'rate' ? '\u202f/s' : ''
  return (
    <>
      {formatNumber(value, locale)}
      <span className="text-faint">{unit}</span>
    </>
  )
}
