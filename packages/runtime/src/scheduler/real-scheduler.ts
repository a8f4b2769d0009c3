/**
 * Real time. The clock is the system's wall clock at nanosecond resolution: it follows the monotonic counter and is
 * set to wall time again every second, but never steps back within the process.
 */
import { fromMillis, millisBetween, type UnixNanos } from '@oasis/domain'
import type { Scheduler, Timer } from '@oasis/ports'
import { sleepOn } from './sleep.ts'

const REANCHOR_NANOS = 1_000_000_000n
/** setTimeout's own maximum; a longer wait is taken in parts. */
const MAX_TIMEOUT_MS = 2_147_483_647
const NO_HOLD = () => {}

function createWallClock(): () => UnixNanos {
  let anchorMono = process.hrtime.bigint()
  let anchorWall: bigint = fromMillis(Date.now())
  let last = 0n
  return () => {
    const mono = process.hrtime.bigint()
    if (mono - anchorMono > REANCHOR_NANOS) {
      const estimate = anchorWall + (mono - anchorMono)
      const wall = fromMillis(Date.now())
      const drift = wall - estimate
      // Date has whole milliseconds: a smaller difference is its rounding, not drift.
      anchorWall = drift > 1_000_000n || drift < -1_000_000n ? wall : estimate
      anchorMono = mono
    }
    const now = anchorWall + (mono - anchorMono)
    if (now > last) last = now
    return last as UnixNanos
  }
}

export function createRealScheduler(): Scheduler {
  const now = createWallClock()

  const after = (delayMs: number, run: () => void): Timer => {
    if (delayMs <= 0) {
      const immediate = setImmediate(run)
      return { cancel: () => clearImmediate(immediate) }
    }
    let inner: Timer | undefined
    const handle = setTimeout(
      () => {
        if (delayMs > MAX_TIMEOUT_MS) inner = after(delayMs - MAX_TIMEOUT_MS, run)
        else run()
      },
      Math.min(Math.ceil(delayMs), MAX_TIMEOUT_MS),
    )
    return {
      cancel: () => {
        clearTimeout(handle)
        inner?.cancel()
      },
    }
  }

  return {
    now,
    after,
    at: (due, run) => after(millisBetween(now(), due), run),
    defer: (run) => {
      setImmediate(run)
    },
    sleep: (delayMs, signal) => sleepOn({ after }, delayMs, signal),
    hold: () => NO_HOLD,
  }
}
