/** A halt latch that outlives the services that use it, as a file does. */
import type { HaltLatch, HaltRecord } from '@oasis/ports'

export class MemoryLatch implements HaltLatch {
  record: HaltRecord | undefined
  /** What a call meets with. */
  fault: 'NONE' | 'UNREADABLE' | 'READ_ONLY' | 'HANGS' = 'NONE'

  async read(): Promise<HaltRecord | undefined> {
    if (this.fault === 'UNREADABLE') throw new Error('the latch cannot be read')
    return this.record
  }

  async set(record: HaltRecord): Promise<void> {
    await this.#write()
    this.record = record
  }

  async clear(): Promise<void> {
    await this.#write()
    this.record = undefined
  }

  async #write(): Promise<void> {
    if (this.fault === 'READ_ONLY') throw new Error('the disk is read-only')
    if (this.fault === 'HANGS') await new Promise(() => {})
  }
}
