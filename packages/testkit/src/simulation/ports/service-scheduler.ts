/** One service's view of the world's time: its own clock, which is off by a constant, and timers that end with it. */
import type { UnixNanos } from '@oasis/domain'
import type { Scheduler } from '@oasis/ports'
import type { Life } from '../process/life.ts'

const NANOS_PER_MS = 1_000_000n

export function serviceScheduler(world: Scheduler, life: Life, skewMs: number): Scheduler {
  const skew = BigInt(skewMs) * NANOS_PER_MS
  const after: Scheduler['after'] = (delayMs, run) => world.after(delayMs, life.whileAlive(run))
  return {
    now: () => (world.now() + skew) as UnixNanos,
    at: (due, run) => world.at((due - skew) as UnixNanos, life.whileAlive(run)),
    after,
    defer: (run) => world.defer(life.whileAlive(run)),
    sleep: (delayMs, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason)
        const onAbort = () => {
          timer.cancel()
          reject(signal?.reason)
        }
        const timer = after(delayMs, () => {
          signal?.removeEventListener('abort', onAbort)
          resolve()
        })
        signal?.addEventListener('abort', onAbort, { once: true })
      }),
    hold: () => world.hold(),
  }
}
