/**
 * How far two clocks may be apart: what is stamped later than that is not from our time, and says nothing about its age.
 * A clock more than 250 ms off the venue's closes trading; so two that are both good may differ by twice as much, one
 * being ahead and the other behind.
 */
import { NANOS_PER_MS, type UnixNanos } from '@oasis/domain'

export const CLOCK_TOLERANCE_MS = 500

const TOLERANCE_NANOS = BigInt(CLOCK_TOLERANCE_MS) * NANOS_PER_MS

export const isInFuture = (time: UnixNanos, now: UnixNanos): boolean => time - now > TOLERANCE_NANOS
