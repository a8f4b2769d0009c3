/**
 * How long the venue could be reached, told from what became of our looks at it. One or two failed looks in a row are
 * taken for faults of their own; three are the venue being away, from the end of the first to the start of the last. The
 * time before and after is counted: the venue counts as there until looks show otherwise.
 */
import type { UnixNanos } from '@oasis/domain'

export interface VenueReach {
  /** Nanoseconds, up to `countedTo`: the last look that was answered, or the start. */
  readonly counted: bigint
  readonly countedTo: UnixNanos
  /** In a row, since then. */
  readonly failures: number
  readonly awayFrom: UnixNanos
  readonly awayTo: UnixNanos
}

const FAILURES_OF_AN_OUTAGE = 3

export const beginReach = (now: UnixNanos): VenueReach => ({
  counted: 0n,
  countedTo: now,
  failures: 0,
  awayFrom: now,
  awayTo: now,
})

export const isAway = ({ failures }: VenueReach): boolean => failures >= FAILURES_OF_AN_OUTAGE

export function lookAnswered(reach: VenueReach, now: UnixNanos): VenueReach {
  const away = isAway(reach) ? reach.awayTo - reach.awayFrom : 0n
  const counted = reach.counted + (now - reach.countedTo) - (away > 0n ? away : 0n)
  return { counted, countedTo: now, failures: 0, awayFrom: now, awayTo: now }
}

export function lookFailed(reach: VenueReach, startedAt: UnixNanos, now: UnixNanos): VenueReach {
  const awayFrom = reach.failures === 0 ? now : reach.awayFrom
  return { ...reach, failures: reach.failures + 1, awayFrom, awayTo: startedAt }
}

/** Nanoseconds since the start; stands still while the venue is away. */
export const reachedFor = (reach: VenueReach, now: UnixNanos): bigint =>
  reach.counted + (isAway(reach) ? reach.awayFrom : now) - reach.countedTo
