'use client'
/** Amounts, prices and quantities: exact text of the API, shown in the user's language; the exact digits on hover. */
import { useLocale } from 'next-intl'
import { classNames } from './class-names.ts'
import { signOf } from './format/decimal.ts'
import { formatNumber, formatShare, priceDigits } from './format/number-format.ts'
import { Glyph } from './glyphs.tsx'

interface AmountProps {
  /** Null where nobody knows it: shown as a dash, never as zero. */
  readonly value: string | null | undefined
  readonly className?: string | undefined
}

const UNKNOWN = '–'

/** In the valuation currency, to the cent. */
export function Money({ value, digits = 2, className }: AmountProps & { readonly digits?: number }) {
  const locale = useLocale()
  if (value === null || value === undefined) return <span className={className}>{UNKNOWN}</span>
  return (
    <span className={className} title={value}>
      {formatNumber(value, locale, { digits })}
    </span>
  )
}

/** As exact as it is: no digit is rounded away. */
export function Quantity({ value, className }: AmountProps) {
  const locale = useLocale()
  if (value === null || value === undefined) return <span className={className}>{UNKNOWN}</span>
  return <span className={className}>{formatNumber(value, locale)}</span>
}

/** With the digits of its instrument, or as many as its size asks for; more where it has more. */
export function Price({ value, digits, className }: AmountProps & { readonly digits?: number | undefined }) {
  const locale = useLocale()
  if (value === null || value === undefined) return <span className={className}>{UNKNOWN}</span>
  return (
    <span className={className} title={value}>
      {formatNumber(value, locale, { digits: digits ?? priceDigits(value) })}
    </span>
  )
}

const toneOf = (sign: number): string => (sign > 0 ? 'text-gain' : sign < 0 ? 'text-loss' : 'text-body')

/** A gain or a loss: told by shape and sign, and then by colour. */
export function Delta({ value, digits = 2, className }: AmountProps & { readonly digits?: number }) {
  const locale = useLocale()
  if (value === null || value === undefined) return <span className={className}>{UNKNOWN}</span>
  const text = formatNumber(value, locale, { digits, isSigned: true })
  // What is nothing at these digits is neither gain nor loss.
  const sign = /[1-9]/.test(text) ? signOf(value) : 0
  return (
    <span
      title={value}
      className={classNames(
        'inline-flex items-center gap-[5px] whitespace-nowrap stale:text-stale',
        toneOf(sign),
        className,
      )}
    >
      {sign === 0 ? null : <Glyph name={sign > 0 ? 'up' : 'down'} />}
      {text}
    </span>
  )
}

/** 0.83 as "83 %". */
export function Share({
  value,
  digits = 0,
  className,
}: {
  readonly value: number | null | undefined
  readonly digits?: number
  readonly className?: string | undefined
}) {
  const locale = useLocale()
  return (
    <span className={className}>
      {value === null || value === undefined ? UNKNOWN : formatShare(value, locale, digits)}
    </span>
  )
}
