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

/** Taken before any code of the user's could put another one in its place. */
const now = process.hrtime.bigint

/** The side of the thread that is watched. */
export const watchInto = (shared: SharedCallbackClock): RunnerWatch => ({
  begin: () => {
    Atomics.store(shared, BEGAN, now())
  },
  end: () => {
    const began = Atomics.load(shared, BEGAN)
    if (began === NOT_RUNNING) return
    const took = now() - began
    Atomics.store(shared, BEGAN, NOT_RUNNING)
    if (took > Atomics.load(shared, LONGEST)) Atomics.store(shared, LONGEST, took)
  },
})

/** The longest that a piece of watched code has run, the one that runs now included, in nanoseconds. */
export function longestRun(shared: SharedCallbackClock): bigint {
  const began = Atomics.load(shared, BEGAN)
  const longest = Atomics.load(shared, LONGEST)
  if (began === NOT_RUNNING) return longest
  const running = now() - began
  return running > longest ? running : longest
}
