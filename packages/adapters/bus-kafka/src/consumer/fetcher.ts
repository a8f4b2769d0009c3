/**
 * Fetches for the feeds of one subscription: a loop for each broker that leads some of them, waiting at the broker for
 * news. A broker that is gone or leads no longer costs nothing but time: the loop looks for the leaders and goes on.
 */
import type { Logger, Scheduler, Timer } from '@oasis/ports'
import { Backoff } from '../cluster/backoff.ts'
import type { Cluster, Layout } from '../cluster/cluster.ts'
import { isRefusal, reasonOf, refused } from '../cluster/kafka-faults.ts'
import { type FetchedPartition, fetchApi } from '../wire/fetch-api.ts'
import { type PartitionFeed, partitionKey } from './partition-feed.ts'

export interface FetcherOptions {
  /** Of its own: a fetch waits at the broker. */
  readonly cluster: Cluster
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly topics: readonly string[]
  readonly feeds: () => Iterable<PartitionFeed>
  readonly onOutOfRange: (feed: PartitionFeed) => Promise<void>
  /** The broker refuses this consumer for good. */
  readonly onRefused: (error: unknown) => void
  /** As often as the layout is looked at. */
  readonly onLayout: (layout: Layout) => void
}

/** How long a broker keeps a fetch that finds nothing: also how long a new feed may have to wait for its first. */
const MAX_WAIT_MS = 250
const MAX_BYTES = 16 * 1_024 * 1_024
const PARTITION_BYTES = 1_024 * 1_024
const LAYOUT_INTERVAL_MS = 10_000

export class Fetcher {
  readonly #options: FetcherOptions
  readonly #loops = new Map<number, Promise<void>>()
  #leaders: Layout['topics'] = new Map()
  #sleepers: (() => void)[] = []
  #refreshing: Promise<void> | undefined
  #layoutTimer: Timer | undefined
  #inTrouble = false

  constructor(options: FetcherOptions) {
    this.#options = options
  }

  start(): void {
    this.#lookRegularly()
    this.wake()
  }

  /** There are feeds to begin with, or room in those that had none. */
  wake(): void {
    for (const wakeUp of this.#sleepers.splice(0)) wakeUp()
    let isLost = false
    for (const feed of this.#options.feeds()) {
      const leader = this.#leaderOf(feed)
      if (leader === undefined) isLost = true
      else if (!this.#loops.has(leader)) this.#begin(leader)
    }
    if (isLost) void this.#refresh()
  }

  async close(): Promise<void> {
    this.#layoutTimer?.cancel()
    await this.#options.cluster.close()
    this.wake()
    await Promise.all(this.#loops.values())
  }

  #leaderOf(feed: PartitionFeed): number | undefined {
    return this.#leaders.get(feed.topic)?.leaders[feed.partition]
  }

  #begin(leader: number): void {
    if (this.#options.cluster.closed.aborted) return
    const loop = this.#run(leader)
      // The only way out by an error is the end of waiting when the subscription closes.
      .catch(() => {})
      .finally(() => {
        this.#loops.delete(leader)
      })
    this.#loops.set(leader, loop)
  }

  async #run(leader: number): Promise<void> {
    const { cluster, scheduler } = this.#options
    const backoff = new Backoff(scheduler, cluster.closed)
    while (!cluster.closed.aborted) {
      const mine = [...this.#options.feeds()].filter((feed) => this.#leaderOf(feed) === leader)
      if (mine.length === 0) return
      const wanted = mine.filter((feed) => feed.wantsMore)
      if (wanted.length === 0) {
        await new Promise<void>((resolve) => this.#sleepers.push(resolve))
        continue
      }
      const isWell = await this.#fetch(leader, wanted)
      if (isWell) backoff.reset()
      else {
        await backoff.pause()
        await this.#refresh()
      }
    }
  }

  /** False when the leaders have to be looked for. */
  async #fetch(leader: number, feeds: readonly PartitionFeed[]): Promise<boolean> {
    const { cluster } = this.#options
    const broker = cluster.broker(leader)
    if (broker === undefined) return false
    const asked = new Map(feeds.map((feed) => [feed.key, { feed, from: feed.fetchFrom }]))
    const request = feeds.map((feed) => ({
      topic: feed.topic,
      partition: feed.partition,
      offset: feed.fetchFrom,
      maxBytes: PARTITION_BYTES,
    }))
    try {
      const answer = await cluster.call(
        broker,
        fetchApi,
        { maxWaitMs: MAX_WAIT_MS, maxBytes: MAX_BYTES },
        request,
      )
      let isWell = true
      for (const fetched of answer) {
        const known = asked.get(partitionKey(fetched))
        if (known !== undefined && !(await this.#take(known.feed, known.from, fetched))) isWell = false
      }
      if (isWell) this.#recovered()
      return isWell
    } catch (error) {
      if (!cluster.closed.aborted) this.#failed(error)
      return false
    }
  }

  async #take(feed: PartitionFeed, from: number, fetched: FetchedPartition): Promise<boolean> {
    switch (fetched.error) {
      case 'NONE':
        feed.accept(from, fetched)
        return true
      case 'OFFSET_OUT_OF_RANGE':
        await this.#options.onOutOfRange(feed)
        return false
      case 'TOPIC_AUTHORIZATION_FAILED':
        this.#options.onRefused(refused(`reading ${feed.topic}`, fetched.error))
        return true
      default:
        this.#failed(fetched.error)
        return false
    }
  }

  /** Never rejects. One question at a time. */
  #refresh(): Promise<void> {
    this.#refreshing ??= this.#look().finally(() => {
      this.#refreshing = undefined
    })
    return this.#refreshing
  }

  async #look(): Promise<void> {
    const { cluster, topics, onLayout } = this.#options
    try {
      const layout = await cluster.layout(topics)
      this.#leaders = layout.topics
      onLayout(layout)
    } catch (error) {
      if (cluster.closed.aborted) return
      this.#failed(error)
    }
    for (const feed of this.#options.feeds()) {
      const leader = this.#leaderOf(feed)
      if (leader !== undefined && !this.#loops.has(leader)) this.#begin(leader)
    }
  }

  #lookRegularly(): void {
    this.#layoutTimer = this.#options.scheduler.after(LAYOUT_INTERVAL_MS, () => {
      void this.#refresh().then(() => {
        if (!this.#options.cluster.closed.aborted) this.#lookRegularly()
      })
    })
  }

  #failed(error: unknown): void {
    if (isRefusal(error)) this.#options.onRefused(refused('reading', error))
    if (this.#inTrouble) return
    this.#inTrouble = true
    this.#options.logger.warn(
      { reason: reasonOf(error), topics: this.#options.topics },
      'records cannot be read from Kafka, trying again',
    )
  }

  #recovered(): void {
    if (!this.#inTrouble) return
    this.#inTrouble = false
    this.#options.logger.info({ topics: this.#options.topics }, 'Kafka gives records again')
  }
}
