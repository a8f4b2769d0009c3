'use client'
/** A day with its year, for what lasts: the exact time on hover. */
import { useLocale, useTimeZone } from 'next-intl'
import { formatDate, formatUtc } from '../../ui/format/time-format.ts'

export function Day({ value }: { readonly value: string }) {
  const locale = useLocale()
  const timeZone = useTimeZone()
  return (
    <time dateTime={value} title={formatUtc(value)} className="whitespace-nowrap">
      {formatDate(value, { locale, ...(timeZone === undefined ? {} : { timeZone }) })}
    </time>
  )
}
