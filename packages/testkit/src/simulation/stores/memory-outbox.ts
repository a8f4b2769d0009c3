/** The outbox of a store in memory: ids grow for ever, entries stay until they are marked. */
import type { NewRecord, Outbox, OutboxEntry } from '@oasis/ports'

export class MemoryOutbox implements Outbox {
  #entries: OutboxEntry[] = []
  #lastId = 0

  /** Within the transaction of whoever owns it. */
  add(records: readonly NewRecord[]): void {
    for (const record of records) this.#entries.push({ ...record, id: ++this.#lastId })
  }

  async pendingEntries(limit: number): Promise<readonly OutboxEntry[]> {
    return this.#entries.slice(0, limit)
  }

  async markPublished(id: number): Promise<void> {
    this.#entries = this.#entries.filter((entry) => entry.id > id)
  }
}
