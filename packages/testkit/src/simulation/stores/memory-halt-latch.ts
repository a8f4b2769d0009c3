import type { HaltLatch, HaltRecord } from '@oasis/ports'

/** A halt latch that outlives its service and is forgotten with the run. */
export class MemoryHaltLatch implements HaltLatch {
  #record: HaltRecord | undefined

  async read(): Promise<HaltRecord | undefined> {
    return this.#record
  }

  async set(record: HaltRecord): Promise<void> {
    this.#record = record
  }

  async clear(): Promise<void> {
    this.#record = undefined
  }
}
