/**
 * Virtual time: the clock jumps to the next due timer, and only when everything in flight has settled: promises,
 * deferred work and holds. Ties run in the order they were set. The same inputs therefore give the same run.
 */
import { addMillis, type UnixNanos } from '@oasis/domain'
import type { Scheduler, Timer } from '@oasis/ports'
import { sleepOn } from './sleep.ts'
import { TimerQueue } from './timer-queue.ts'

export interface VirtualSchedulerOptions {
  readonly startAt: UnixNanos
  /** Called before the clock jumps; a replay at less than full speed waits here. */
  readonly pace?: (from: UnixNanos, to: UnixNanos) => Promise<void>
}

export interface VirtualScheduler extends Scheduler {
  /** Runs until no timer is left. */
  runUntilIdle(): Promise<void>
  /** Runs all timers due up to `time` and leaves the clock there. */
  runUntil(time: UnixNanos): Promise<void>
  /** Runs timers until `done` settles; throws when no timer is left before that. */
  runUntilSettled<T>(done: Promise<T>): Promise<T>
  /** Lets everything in flight settle without moving the clock. */
  settle(): Promise<void>
}

/** All pending microtasks run before an immediate does. */
const drainMicrotasks = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

export function createVirtualScheduler(options: VirtualSchedulerOptions): VirtualScheduler {
  let clock = options.startAt
  const timers = new TimerQueue()
  let deferred: (() => void)[] = []
  let holds = 0
  let onRelease: (() => void) | undefined

  const at = (due: UnixNanos, run: () => void): Timer => timers.add(due > clock ? due : clock, run)
  const after = (delayMs: number, run: () => void): Timer => at(addMillis(clock, Math.max(0, delayMs)), run)

  async function settle(): Promise<void> {
    for (;;) {
      await drainMicrotasks()
      if (deferred.length > 0) runDeferred()
      else if (holds > 0) await new Promise<void>((resolve) => (onRelease = resolve))
      else return
    }
  }

  function runDeferred(): void {
    const batch = deferred
    deferred = []
    for (const run of batch) run()
  }

  /** Runs the next timer if it is due by `limit`; false when there is none. */
  async function step(limit: UnixNanos | undefined): Promise<boolean> {
    await settle()
    const next = timers.peek()
    if (next === undefined || (limit !== undefined && next.due > limit)) return false
    if (next.due > clock && options.pace !== undefined) {
      await options.pace(clock, next.due)
      // Real input may have come in while waiting, and set an earlier timer.
      await settle()
    }
    const due = timers.peek() ?? next
    timers.pop()
    if (due.due > clock) clock = due.due
    due.run()
    return true
  }

  return {
    now: () => clock,
    at,
    after,
    defer: (run) => {
      deferred.push(run)
    },
    sleep: (delayMs, signal) => sleepOn({ after }, delayMs, signal),
    hold: () => {
      holds++
      let released = false
      return () => {
        if (released) return
        released = true
        holds--
        if (holds === 0) onRelease?.()
      }
    },
    settle,
    runUntilIdle: async () => {
      while (await step(undefined));
    },
    runUntil: async (time) => {
      while (await step(time));
      if (time > clock) clock = time
    },
    runUntilSettled: (done) => driveUntilSettled(done, settle, () => step(undefined)),
  }
}

async function driveUntilSettled<T>(
  done: Promise<T>,
  settle: () => Promise<void>,
  step: () => Promise<boolean>,
): Promise<T> {
  let settled = false
  const mark = () => {
    settled = true
  }
  done.then(mark, mark)
  for (;;) {
    await settle()
    if (settled) return done
    if (!(await step()) && !settled) {
      throw new Error('virtual time has come to its end and the awaited promise is still pending')
    }
  }
}
