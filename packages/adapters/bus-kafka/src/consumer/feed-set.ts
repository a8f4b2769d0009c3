/** The partitions that one subscription reads, and whether it has caught up with where they ended when it began. */
import type { Scheduler, SubscribeOptions, TopicPosition } from '@oasis/ports'
import { PartitionFeed, partitionKey } from './partition-feed.ts'

export interface FeedSetOptions {
  readonly subscribe: SubscribeOptions
  readonly scheduler: Scheduler
  /** Where the log ended at the time of subscribing. */
  readonly ends: readonly TopicPosition[]
  readonly onFailure: (error: unknown) => void
  readonly onRoom: () => void
}

const DEFAULT_MAX_BATCH = 500

export class FeedSet {
  readonly caughtUp: Promise<void>
  readonly #options: FeedSetOptions
  readonly #feeds = new Map<string, PartitionFeed>()
  /** Where to get to before having caught up. */
  readonly #behind: Map<string, number>
  #resolveCaughtUp: () => void = () => {}
  #paused = false

  constructor(options: FeedSetOptions) {
    this.#options = options
    this.#behind = new Map(options.ends.map((end) => [partitionKey(end), end.offset]))
    this.caughtUp = new Promise((resolve) => {
      this.#resolveCaughtUp = resolve
    })
  }

  [Symbol.iterator](): Iterator<PartitionFeed> {
    return this.#feeds.values()
  }

  find(key: string): PartitionFeed | undefined {
    return this.#feeds.get(key)
  }

  /** Of all topics, or of one. */
  lag(topic?: string): number {
    let lag = 0
    for (const feed of this.#feeds.values()) if (topic === undefined || feed.topic === topic) lag += feed.lag
    return lag
  }

  add(position: TopicPosition): void {
    const { subscribe, scheduler, onFailure, onRoom } = this.#options
    const key = partitionKey(position)
    const feed = new PartitionFeed({
      topic: position.topic,
      partition: position.partition,
      from: position.offset,
      end: Math.max(position.offset, this.#behind.get(key) ?? 0),
      maxBatch: subscribe.maxBatch ?? DEFAULT_MAX_BATCH,
      scheduler,
      isPaused: () => this.#paused,
      onBatch: subscribe.onBatch,
      onSettled: this.#settled,
      onFailure,
      onRoom,
    })
    this.#feeds.set(key, feed)
    this.#settled(feed)
  }

  /** Ends reading it; its batch in hand may go on. */
  remove(key: string): PartitionFeed | undefined {
    const feed = this.#feeds.get(key)
    this.#feeds.delete(key)
    this.#behind.delete(key)
    this.#check()
    return feed
  }

  /** Partitions that others read are not this subscription's to catch up with. */
  keepBehind(isMine: (key: string) => boolean): void {
    for (const key of this.#behind.keys()) if (!isMine(key)) this.#behind.delete(key)
    this.#check()
  }

  pause(): void {
    this.#paused = true
  }

  resume(): void {
    this.#paused = false
    for (const feed of this.#feeds.values()) feed.pumpLater()
  }

  readonly #settled = (feed: PartitionFeed): void => {
    const target = this.#behind.get(feed.key)
    if (target === undefined || feed.settled < target) return
    this.#behind.delete(feed.key)
    this.#check()
  }

  #check(): void {
    if (this.#behind.size === 0) this.#resolveCaughtUp()
  }
}
