/**
 * One order whose outcome cannot be told, and what has been done to find out. "Not found" directly after creation proves
 * nothing: only several complete scans over a while do, together with balances; and whatever is found or not, the doubt
 * ends after a minute in which the venue could be reached.
 */
import { addMillis, type Order, type UnixNanos } from '@oasis/domain'

export interface DoubtRules {
  /** Complete scans without the order, and how far the last must be from the first. */
  readonly absentScans: number
  readonly absentAfterMs: number
  /** Of reachable time: then a person decides. */
  readonly reviewAfterMs: number
}

export interface Doubt {
  /** What is doubtful: whether the venue has it, or fills that it speaks of and does not list. */
  readonly kind: 'OUTCOME' | 'FILLS'
  /** Executions may be as old as the order. */
  readonly createdAt: UnixNanos
  /** By the clock of reachable time. */
  readonly reachedAtStart: bigint
  readonly scans: number
  readonly firstScanAt: UnixNanos | undefined
  readonly lastScanAt: UnixNanos | undefined
}

export const beginDoubt = (kind: Doubt['kind'], order: Order, reached: bigint): Doubt => ({
  kind,
  createdAt: order.createdAt,
  reachedAtStart: reached,
  scans: 0,
  firstScanAt: undefined,
  lastScanAt: undefined,
})

/** A scan that began at that time was complete and did not find the order. */
export const scannedInVain = (doubt: Doubt, startedAt: UnixNanos): Doubt => ({
  ...doubt,
  scans: doubt.scans + 1,
  firstScanAt: doubt.firstScanAt ?? startedAt,
  lastScanAt: startedAt,
})

export function scannedEnough({ scans, firstScanAt, lastScanAt }: Doubt, rules: DoubtRules): boolean {
  if (firstScanAt === undefined || lastScanAt === undefined || scans < rules.absentScans) return false
  return lastScanAt >= addMillis(firstScanAt, rules.absentAfterMs)
}

/** When enough scans can have been made at the earliest; undefined before the first. */
export const scansDueAt = ({ firstScanAt }: Doubt, rules: DoubtRules): UnixNanos | undefined =>
  firstScanAt === undefined ? undefined : addMillis(firstScanAt, rules.absentAfterMs)

/** Nanoseconds of reachable time until a person is asked; 0 when that is now. */
export function reviewDueIn(doubt: Doubt, rules: DoubtRules, reached: bigint): bigint {
  const left = BigInt(rules.reviewAfterMs) * 1_000_000n - (reached - doubt.reachedAtStart)
  return left > 0n ? left : 0n
}
