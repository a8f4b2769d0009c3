import type { UnixNanos } from '@oasis/domain'
import type { HaltLatch, HaltRecord } from '@oasis/ports'

/** A halt latch that outlives its service and is forgotten with the run. */
export class MemoryHaltLatch implements HaltLatch {
  readonly #now: () => UnixNanos
  #record: HaltRecord | undefined
  #since: UnixNanos | undefined

  constructor(now: () => UnixNanos) {
    this.#now = now
  }

  get record(): HaltRecord | undefined {
    return this.#record
  }

  /** When the halt in force was set. */
  get since(): UnixNanos | undefined {
    return this.#since
  }

  async read(): Promise<HaltRecord | undefined> {
    return this.#record
  }

  async set(record: HaltRecord): Promise<void> {
    this.#since ??= this.#now()
    this.#record = record
  }

  async clear(): Promise<void> {
    this.#record = undefined
    this.#since = undefined
  }
}
