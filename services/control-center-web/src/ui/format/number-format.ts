/**
 * Numbers as people of a language read them, exactly: `Intl.NumberFormat` takes decimals as text and rounds nothing but
 * what is asked for. With a true minus, and never abbreviated.
 */
import { absDecimal, compareDecimals } from './decimal.ts'

export interface NumberForm {
  /** Exactly so many digits after the point. */
  readonly digits?: number
  /** At least so many; more where there are. */
  readonly minDigits?: number
  readonly isSigned?: boolean
}

/** More than any amount of ours has. */
const MOST_DIGITS = 20
const formats = new Map<string, Intl.NumberFormat>()

function formatOf(
  locale: string,
  { digits, minDigits = 0, isSigned = false }: NumberForm,
): Intl.NumberFormat {
  const key = `${locale}/${digits}/${minDigits}/${isSigned}`
  const known = formats.get(key)
  if (known !== undefined) return known
  const made = new Intl.NumberFormat(locale, {
    minimumFractionDigits: digits ?? minDigits,
    maximumFractionDigits: digits ?? MOST_DIGITS,
    signDisplay: isSigned ? 'exceptZero' : 'negative',
    roundingMode: 'halfEven',
  })
  formats.set(key, made)
  return made
}

export const TRUE_MINUS = '−'

export function formatNumber(text: string, locale: string, form: NumberForm = {}): string {
  // Decimals of the API are numeric literals by their schema.
  return formatOf(locale, form)
    .format(text as Intl.StringNumericLiteral)
    .replace('-', TRUE_MINUS)
}

/** "0.8312" as "83 %". With a narrow space before the sign, as units have it. */
export function formatShare(share: number, locale: string, digits = 0): string {
  const text = (share * 100).toFixed(digits)
  return `${formatNumber(text, locale, { digits })}\u202f%`
}

/** A rate as text, "0.005", as "0.50 %", moved by two digits and not through a float. */
export function formatRate(rate: string, locale: string, form: NumberForm = { minDigits: 2 }): string {
  return `${formatNumber(`${rate}e2`, locale, form)}\u202f%`
}

/** Small prices need more digits than large ones, where the instrument's increment is not at hand. */
export function priceDigits(price: string): number {
  const size = absDecimal(price)
  if (compareDecimals(size, '10') >= 0) return 2
  return compareDecimals(size, '0.1') >= 0 ? 4 : 8
}
