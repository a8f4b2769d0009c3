/** Which events have been seen, in bounded memory: two generations of ids, the older one dropped when the newer is full. */
import type { EventId } from '@oasis/domain'

export class SeenEvents {
  readonly #perGeneration: number
  #young = new Set<EventId>()
  #old = new Set<EventId>()

  /** Remembers at least half of `capacity` of the last ids, and never more than all of it. */
  constructor(capacity: number) {
    this.#perGeneration = Math.max(1, Math.floor(capacity / 2))
  }

  /** True the first time, as far as it can remember. */
  add(id: EventId): boolean {
    if (this.#young.has(id) || this.#old.has(id)) return false
    if (this.#young.size >= this.#perGeneration) {
      this.#old = this.#young
      this.#young = new Set()
    }
    this.#young.add(id)
    return true
  }
}
