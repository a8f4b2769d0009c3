/** Runs something after a change: the first time at once, then at most so often, and never less than once after the last. */
import { addMillis, type UnixNanos } from '@oasis/domain'
import type { Scheduler, Timer } from '@oasis/ports'

export class Throttle {
  readonly #scheduler: Scheduler
  readonly #intervalMs: number
  readonly #run: () => void
  #notBefore: UnixNanos | undefined
  #timer: Timer | undefined
  #closed = false

  constructor(scheduler: Scheduler, intervalMs: number, run: () => void) {
    this.#scheduler = scheduler
    this.#intervalMs = intervalMs
    this.#run = run
  }

  changed(): void {
    if (this.#closed || this.#timer) return
    const now = this.#scheduler.now()
    const due = this.#notBefore !== undefined && this.#notBefore > now ? this.#notBefore : now
    // At `now`, too: what one event changes in several steps is told once.
    this.#timer = this.#scheduler.at(due, () => this.#fire())
  }

  /** Runs what is still due, and nothing after it. */
  close(): void {
    if (this.#timer) this.#fire()
    this.#closed = true
  }

  #fire(): void {
    this.#timer?.cancel()
    this.#timer = undefined
    this.#notBefore = addMillis(this.#scheduler.now(), this.#intervalMs)
    this.#run()
  }
}
