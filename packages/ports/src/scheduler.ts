/**
 * The only way to time, timers and "later" for services and adapters. Two implementations in `runtime`: real time,
 * and virtual time, where the clock jumps to the next due event once everything in flight has settled.
 */
import type { UnixNanos } from '@oasis/domain'

export interface Timer {
  cancel(): void
}

export interface Scheduler {
  /** Wall-clock time; virtual in a replay. Never goes backwards within one process. */
  now(): UnixNanos
  /** Runs once when `due` is reached; ties run in the order they were set. A past `due` runs in the next turn. */
  at(due: UnixNanos, run: () => void): Timer
  after(delayMs: number, run: () => void): Timer
  /** Runs after the current turn, in order: group commits and batches. In virtual time, before the clock moves. */
  defer(run: () => void): void
  /** Rejects with the signal's reason when aborted. */
  sleep(delayMs: number, signal?: AbortSignal): Promise<void>
  /**
   * Declares work that only real I/O ends (a worker, a socket): virtual time does not advance until it is released.
   * Work that goes on in promises and `defer` needs no hold. A no-op in real time.
   */
  hold(): () => void
}

/** Uniform in [0, 1). Seeded in tests, replay and simulation. */
export type Random = () => number

export interface Ids {
  /** A fresh UUID, for things that no fact of the world names: connections, epochs. */
  uuid(): string
}
