/**
 * When the code being watched began, in memory that both threads see: the thread that runs it may be stuck, and the one
 * that watches may be late, so each tells by the same monotonic clock and neither needs the other's event loop.
 */
import type { RunnerWatch } from '@oasis/ports'

const BEGAN = 0
const LONGEST = 1
const NOT_RUNNING = 0n

export type SharedCallbackClock = BigInt64Array<SharedArrayBuffer>

export const createSharedClock = (): SharedCallbackClock =>
  new BigInt64Array(new SharedArrayBuffer(2 * BigInt64Array.BYTES_PER_ELEMENT))

/** The side of the thread that is watched. */
export const watchInto = (shared: SharedCallbackClock): RunnerWatch => ({
  begin: () => {
    Atomics.store(shared, BEGAN, process.hrtime.bigint())
  },
  end: () => {
    const took = process.hrtime.bigint() - Atomics.load(shared, BEGAN)
    Atomics.store(shared, BEGAN, NOT_RUNNING)
    if (took > Atomics.load(shared, LONGEST)) Atomics.store(shared, LONGEST, took)
  },
})

/** The longest that a piece of watched code has run, the one that runs now included, in nanoseconds. */
export function longestRun(shared: SharedCallbackClock): bigint {
  const began = Atomics.load(shared, BEGAN)
  const longest = Atomics.load(shared, LONGEST)
  if (began === NOT_RUNNING) return longest
  const running = process.hrtime.bigint() - began
  return running > longest ? running : longest
}
