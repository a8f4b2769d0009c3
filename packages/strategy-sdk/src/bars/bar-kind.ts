/**
 * What a bar is made of: `30s`, `1m`, `4h`, `1d` by time (aligned to UTC), `100t` by number of trades, `2.5v` by volume in
 * the base currency, `50000q` by value in the quote currency.
 */
import { type Money, NANOS_PER_SECOND, parseMoney, parseQuantity, type Quantity } from '@oasis/domain'
import { z } from 'zod'

export type BarKind =
  | { readonly by: 'TIME'; readonly text: string; readonly nanos: bigint }
  | { readonly by: 'TICKS'; readonly text: string; readonly ticks: number }
  | { readonly by: 'VOLUME'; readonly text: string; readonly volume: Quantity }
  | { readonly by: 'VALUE'; readonly text: string; readonly value: Money }

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 }
const COUNTED = /^([1-9]\d{0,5})([smhdt])$/
const MEASURED = /^(?=.*[1-9])(0|[1-9]\d{0,11})(\.\d{1,9})?[vq]$/
const ADVICE = 'write 30s, 1m, 4h, 1d, 100t for trades, 2.5v for volume, 50000q for value'

/** Throws `RangeError` on text that names no bar. */
export function parseBarKind(text: string): BarKind {
  if (MEASURED.test(text)) {
    const size = text.slice(0, -1)
    return text.endsWith('v')
      ? { by: 'VOLUME', text, volume: parseQuantity(size) }
      : { by: 'VALUE', text, value: parseMoney(size) }
  }
  const [, count, unit] = COUNTED.exec(text) ?? []
  if (count === undefined || unit === undefined)
    throw new RangeError(`"${text}" is not a kind of bar: ${ADVICE}`)
  if (unit === 't') return { by: 'TICKS', text, ticks: Number(count) }
  return { by: 'TIME', text, nanos: BigInt(Number(count) * (SECONDS[unit] ?? 0)) * NANOS_PER_SECOND }
}

/** A zod type for a parameter that names a kind of bar. */
export const barKind = () =>
  z.string().refine((text) => COUNTED.test(text) || MEASURED.test(text), { error: ADVICE })
