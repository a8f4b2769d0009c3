/** Records written in the same transaction as the state they tell of; one relay publishes them, in order. */
import type { NewRecord } from './bus.ts'

export interface OutboxEntry extends NewRecord {
  /** Order of writing, growing. */
  readonly id: number
}

export interface Outbox {
  /** Oldest first. */
  pendingEntries(limit: number): Promise<readonly OutboxEntry[]>
  /** Everything up to and including `id` has been published. */
  markPublished(id: number): Promise<void>
}
