/**
 * One order whose outcome cannot be told, and what has been done to find out. "Not found" directly after creation proves
 * nothing: only several complete scans over a while do, together with balances; and whatever is found or not, the doubt
 * ends after a minute in which the venue could be reached. Of that minute a few seconds at a time are charged in advance:
 * the charge is what a restart goes on from, so that restarts can shorten the minute and never lengthen it.
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
  /** By the clock of reachable time, which begins with the process: negative where the doubt is older than that. */
  readonly reachedAtStart: bigint
  /** Of reachable time, and written down: begins with what earlier processes were charged. */
  readonly chargedMs: number
  readonly scans: number
  readonly firstScanAt: UnixNanos | undefined
  readonly lastScanAt: UnixNanos | undefined
}

/** Charged at a time: no more than that is taken from the minute by a process that ends. */
export const CHARGE_MS = 5_000

const NANOS_PER_MS = 1_000_000n
const nanos = (ms: number): bigint => BigInt(ms) * NANOS_PER_MS

/** `chargedMs`: by processes before this one. */
export const beginDoubt = (kind: Doubt['kind'], order: Order, reached: bigint, chargedMs = 0): Doubt => ({
  kind,
  createdAt: order.createdAt,
  reachedAtStart: reached - nanos(chargedMs),
  chargedMs,
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
  return orZero(nanos(rules.reviewAfterMs) - spent(doubt, reached))
}

/** Nanoseconds of reachable time that are paid for; 0 when more has to be charged. */
export const chargeDueIn = (doubt: Doubt, reached: bigint): bigint =>
  orZero(nanos(doubt.chargedMs) - spent(doubt, reached))

/** Of the minute so far, by this process and those before; rounded up. */
export const spentMs = (doubt: Doubt, reached: bigint): number =>
  Number((spent(doubt, reached) + NANOS_PER_MS - 1n) / NANOS_PER_MS)

const spent = ({ reachedAtStart }: Doubt, reached: bigint): bigint => reached - reachedAtStart
const orZero = (value: bigint): bigint => (value > 0n ? value : 0n)
