/**
 * A load as both sides know it: the process that sends it, and the one that measures. Arrivals are open-loop: the
 * k-th is due at a time of its own, whatever became of the earlier ones.
 */
import { seededRandom } from '@oasis/runtime'

export interface LoadPlan {
  readonly instruments: number
  /** Trade frames a second, all instruments together. */
  readonly framesPerSecond: number
  readonly tradesPerFrame: number
  readonly seconds: number
  /** Each instrument's book changes this often, so that its price stays fresh. */
  readonly bookEveryMs: number
  /** A snapshot of about 5 MB, of an instrument of its own, comes this long after the start. */
  readonly bigSnapshotAtMs?: number
  /** Intervals drawn from an exponential distribution instead of equal ones. */
  readonly poisson: boolean
}

export const symbolOfLoad = (index: number): string => `L${String(index).padStart(2, '0')}-USD`
/** Of everything that trades. */
export const symbolsOfLoad = ({ instruments }: Pick<LoadPlan, 'instruments'>): readonly string[] =>
  Array.from({ length: instruments }, (_, i) => symbolOfLoad(i))
/** Gets the big snapshot; nothing trades on it. */
export const BIG_SYMBOL = 'BIG-USD'
export const FIRST_TRADE_ID = 1_000_000

/** When each frame is due, in nanoseconds after the start. */
export function arrivals(plan: LoadPlan): Float64Array {
  const count = Math.floor(plan.framesPerSecond * plan.seconds)
  const random = seededRandom('arrivals')
  const meanNanos = 1e9 / plan.framesPerSecond
  const due = new Float64Array(count)
  let at = 0
  for (let k = 0; k < count; k++) {
    at += plan.poisson ? -Math.log(1 - random()) * meanNanos : meanNanos
    due[k] = at
  }
  return due
}

/** The k-th frame is about instrument k mod n, and carries its next trades. */
export const instrumentOfFrame = (plan: LoadPlan, k: number): number => k % plan.instruments

/** The frame that carried a trade. */
export function frameOfTrade(plan: LoadPlan, instrument: number, tradeId: number): number {
  return Math.floor((tradeId - FIRST_TRADE_ID) / plan.tradesPerFrame) * plan.instruments + instrument
}
