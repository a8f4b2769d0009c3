import type { Scheduler } from '@oasis/ports'

const FIRST_MS = 50
const MAX_MS = 1_000

/** Doubling pauses between attempts at the same thing. */
export class Backoff {
  readonly #scheduler: Scheduler
  readonly #signal: AbortSignal
  #delayMs = FIRST_MS

  constructor(scheduler: Scheduler, signal: AbortSignal) {
    this.#scheduler = scheduler
    this.#signal = signal
  }

  /** Rejects when the signal aborts. */
  async pause(): Promise<void> {
    const delayMs = this.#delayMs
    this.#delayMs = Math.min(delayMs * 2, MAX_MS)
    await this.#scheduler.sleep(delayMs, this.#signal)
  }

  reset(): void {
    this.#delayMs = FIRST_MS
  }
}
