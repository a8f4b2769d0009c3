/** When something happened, for how often it has lately. */
import type { UnixNanos } from '@oasis/domain'

/** More in a moment than any limit lets through. */
const KEPT = 1_000

export class RecentTimes {
  /** Oldest first. */
  #times: UnixNanos[] = []

  add(ts: UnixNanos): void {
    this.#times.push(ts)
    if (this.#times.length >= 2 * KEPT) this.#times = this.#times.slice(-KEPT)
  }

  since(from: UnixNanos): number {
    return this.#times.length - (this.#times.findLastIndex((ts) => ts <= from) + 1)
  }
}
