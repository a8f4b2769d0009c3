/** How far our clock is from the venue's: its answer belongs to the middle of the time that asking took. */
import type { UnixNanos } from '@oasis/domain'

export interface ClockReading {
  readonly askedAt: UnixNanos
  readonly answeredAt: UnixNanos
  readonly venueTime: UnixNanos
}

const NANOS_PER_MS = 1_000_000n

/** Milliseconds; positive when the venue's clock is ahead. */
export function clockOffsetMs({ askedAt, answeredAt, venueTime }: ClockReading): number {
  const middle = askedAt + (answeredAt - askedAt) / 2n
  return Number((venueTime - middle) / NANOS_PER_MS)
}

/** What asking took is how wrong a reading can be, twice. Of two alike, the first. */
export const moreExact = (a: ClockReading, b: ClockReading): ClockReading =>
  tookNanos(b) < tookNanos(a) ? b : a

const tookNanos = ({ askedAt, answeredAt }: ClockReading): bigint => answeredAt - askedAt

/** Undefined when they agree well enough to trade. */
export function clockFault(offsetMs: number, maxOffsetMs: number): string | undefined {
  if (Math.abs(offsetMs) <= maxOffsetMs) return undefined
  const which = offsetMs > 0 ? 'behind' : 'ahead of'
  return (
    `this machine's clock is ${Math.abs(offsetMs)} ms ${which} the venue's, more than the ${maxOffsetMs} ms ` +
    'allowed: synchronise it (NTP); trading goes on by itself then'
  )
}
