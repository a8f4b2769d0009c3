/** What a bar is made of: `30s`, `1m`, `4h`, `1d` by time (aligned to UTC), `100t` by number of trades. */
import { NANOS_PER_SECOND } from '@oasis/domain'
import { z } from 'zod'

export type BarKind =
  | { readonly by: 'TIME'; readonly text: string; readonly nanos: bigint }
  | { readonly by: 'TICKS'; readonly text: string; readonly ticks: number }

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 }
const KIND = /^([1-9]\d{0,5})([smhdt])$/

/** Throws `RangeError` on text that names no bar. */
export function parseBarKind(text: string): BarKind {
  const [, count, unit] = KIND.exec(text) ?? []
  if (count === undefined || unit === undefined) {
    throw new RangeError(`"${text}" is not a kind of bar: write 30s, 1m, 4h, 1d, or 100t for trades`)
  }
  if (unit === 't') return { by: 'TICKS', text, ticks: Number(count) }
  return { by: 'TIME', text, nanos: BigInt(Number(count) * (SECONDS[unit] ?? 0)) * NANOS_PER_SECOND }
}

/** A zod type for a parameter that names a kind of bar. */
export const barKind = () => z.string().regex(KIND, 'write 30s, 1m, 4h, 1d, or 100t for trades')
