/** Nanoseconds since 1970-01-01T00:00:00Z. Every event has `tsEvent` (the venue's) and `tsInit` (ours, at the edge). */
import type { Brand } from '../brand.ts'

export type UnixNanos = Brand<bigint, 'UnixNanos'>

export const NANOS_PER_MS = 1_000_000n
export const NANOS_PER_SECOND = 1_000_000_000n

export class InvalidTimestamp extends Error {
  constructor(text: string) {
    super(`"${text.slice(0, 64)}" is not an RFC 3339 time in UTC`)
    this.name = 'InvalidTimestamp'
  }
}

const RFC3339 = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?Z$/

/** Venue fractions have 0 to 9 digits, trailing zeros trimmed. */
export function parseRfc3339(text: string): UnixNanos {
  const match = RFC3339.exec(text)
  if (!match) throw new InvalidTimestamp(text)
  const [, seconds, fraction] = match
  const ms = Date.parse(`${seconds}Z`)
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 19) !== seconds)
    throw new InvalidTimestamp(text)
  return (BigInt(ms) * NANOS_PER_MS + (fraction ? BigInt(fraction.padEnd(9, '0')) : 0n)) as UnixNanos
}

/** Always nine fraction digits, so that text order is time order. */
export function formatRfc3339(time: UnixNanos): string {
  const ms = time / NANOS_PER_MS
  const rest = time % NANOS_PER_SECOND
  return `${new Date(Number(ms)).toISOString().slice(0, 19)}.${rest.toString().padStart(9, '0')}Z`
}

export const fromMillis = (ms: number): UnixNanos => (BigInt(Math.trunc(ms)) * NANOS_PER_MS) as UnixNanos
export const toMillis = (time: UnixNanos): number => Number(time / NANOS_PER_MS)
export const addMillis = (time: UnixNanos, ms: number): UnixNanos =>
  (time + BigInt(Math.round(ms * 1_000_000))) as UnixNanos
/** Whole and fractional milliseconds from `from` to `to`. */
export const millisBetween = (from: UnixNanos, to: UnixNanos): number => Number(to - from) / 1_000_000
