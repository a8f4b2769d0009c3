/**
 * A durable, partitioned log with consumer groups: Kafka, or the embedded one. Delivery is at least once; consumers
 * see a record only after it is committed; order holds within a partition.
 */
import type { UnixNanos } from '@oasis/domain'

/** `content-type`, `schema`, `event-id`, `traceparent`. */
export type BusHeaders = Readonly<Record<string, string>>

export interface NewRecord {
  readonly topic: string
  /** Chooses the partition (murmur2, as Kafka's default partitioner). */
  readonly key: string
  /** Undefined is a tombstone: compaction removes the key. */
  readonly value: Uint8Array | undefined
  readonly headers: BusHeaders
}

export interface BusRecord extends NewRecord {
  readonly partition: number
  readonly offset: number
  /** When the log took it. */
  readonly timestamp: UnixNanos
}

/** `offset` is the next one to read. */
export interface TopicPosition {
  readonly topic: string
  readonly partition: number
  readonly offset: number
}

export interface TopicSpec {
  readonly name: string
  readonly partitions: number
  /** Undefined keeps records for ever. */
  readonly retentionMs: number | undefined
  /** Keeps the last record of each key instead of dropping by age. */
  readonly compacted: boolean
  /** May be committed together with others of the same turn; see architecture.md, failure policy. */
  readonly groupCommit: boolean
}

export interface SubscribeOptions {
  /** Offsets committed under this name are where a later subscription goes on. */
  readonly group: string
  readonly topics: readonly string[]
  /**
   * `GROUP` (default): the partitions are shared among all subscriptions of the group. `ALL`: this one reads every
   * partition, whoever else reads under the same name; for those who keep their positions themselves, or keep nothing.
   */
  readonly assignment?: 'GROUP' | 'ALL'
  /** Where to begin a partition that the group has no offset for. */
  readonly startAt: 'earliest' | 'latest'
  /** Overrides committed offsets: for consumers that keep their positions in a store of their own. */
  readonly positions?: readonly TopicPosition[]
  /** At most this many records in one batch; default 500. */
  readonly maxBatch?: number
  /**
   * Records of one partition, in order. The next batch of that partition waits until this one has settled, which is
   * the backpressure. Must not reject: a rejection ends the subscription and `failed` settles.
   */
  readonly onBatch: (records: readonly BusRecord[]) => void | Promise<void>
}

export interface Subscription {
  /** Durable when resolved. */
  commit(positions: readonly TopicPosition[]): Promise<void>
  /** Everything that was in the log at the time of subscribing has been handed to `onBatch` and settled. */
  readonly caughtUp: Promise<void>
  /** Resolves with the cause if the subscription ended by an error; never settles otherwise. */
  readonly failed: Promise<unknown>
  pause(): void
  resume(): void
  /** Records committed to the log and not yet settled, those in hand included: of all topics, or of one. */
  lag(topic?: string): number
  /** Waits for the batch in hand. */
  close(): Promise<void>
}

export interface Bus {
  /** Idempotent. A topic that exists with other partitions is refused. */
  createTopics(specs: readonly TopicSpec[]): Promise<void>
  /** Resolves once the records are durable; all of one call are committed together, in order. */
  publish(records: readonly NewRecord[]): Promise<void>
  subscribe(options: SubscribeOptions): Promise<Subscription>
  /** One past the last record, per partition. */
  endPositions(topics: readonly string[]): Promise<readonly TopicPosition[]>
  close(): Promise<void>
}
