/**
 * How far clocks may be apart: what is stamped later than that is not from our time, and says nothing about its age.
 * The limit is the one at which a clock's offset closes trading.
 */
import { addMillis, type UnixNanos } from '@oasis/domain'

export const CLOCK_TOLERANCE_MS = 250

export const isInFuture = (time: UnixNanos, now: UnixNanos): boolean =>
  time > addMillis(now, CLOCK_TOLERANCE_MS)
