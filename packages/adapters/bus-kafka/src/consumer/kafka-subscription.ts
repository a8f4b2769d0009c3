/**
 * One subscription. `ALL` reads every partition by itself, those that are added later, too; `GROUP` reads what its
 * membership gives it. A partition that goes is let go of once its batch in hand has settled and, for a moment, once
 * what the consumer has done of it is committed; so records are seen again at most, never not at all.
 */
import type { Logger, Scheduler, SubscribeOptions, Subscription, Timer, TopicPosition } from '@oasis/ports'
import { type Metrics, TransientError } from '@oasis/runtime'
import type { Cluster, Layout } from '../cluster/cluster.ts'
import { deadline } from '../cluster/deadline.ts'
import { beginOffsets, endOffsets, type LogOffsetsOptions } from '../cluster/log-offsets.ts'
import { FeedSet } from './feed-set.ts'
import { Fetcher } from './fetcher.ts'
import type { TopicPartition } from './group-assignment.ts'
import { GroupMembership, type MembershipTimes } from './group-membership.ts'
import { type Committer, GroupOffsets, NO_MEMBER } from './group-offsets.ts'
import { type PartitionFeed, partitionKey } from './partition-feed.ts'
import { StartPositions } from './start-positions.ts'

export interface SubscriptionContext {
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly metrics: Metrics
  /** For short requests, shared. */
  readonly requests: Cluster
  /** Connections of its own, for what waits at the broker. */
  readonly openCluster: (kind: 'FETCH' | 'JOIN') => Cluster
  readonly times: MembershipTimes
  readonly requestWithinMs: number
  readonly onEnd: (subscription: KafkaSubscription) => void
}

/** A consumer that commits behind processing does so every 200 ms. */
const COMMIT_GRACE_MS = 400
const POLL_MS = 20
/** After the end nobody waits long: what is not committed is seen again. */
const LAST_COMMIT_WITHIN_MS = 1_000
const RETRY_MS = 100
/** How often ends are asked for where nothing is fetched, since a full or paused feed does not hear of them. */
const ENDS_INTERVAL_MS = 1_000

export class KafkaSubscription implements Subscription {
  readonly failed: Promise<unknown>
  readonly #options: SubscribeOptions
  readonly #context: SubscriptionContext
  readonly #starts: StartPositions
  readonly #feeds: FeedSet
  readonly #fetcher: Fetcher
  readonly #offsets: GroupOffsets
  readonly #membership: GroupMembership | undefined
  /** By partition, what was committed last: what others begin at. */
  readonly #committed = new Map<string, number>()
  /** Let go of but not gone: what was done of them may still be committed. */
  readonly #leaving = new Set<string>()
  /** How many partitions each topic is known to have. */
  readonly #partitions: Map<string, number>
  /** Changes of what is read, one after the other. */
  #changes: Promise<void> = Promise.resolve()
  #endsTimer: Timer | undefined
  #joined = false
  #isGone = false
  #resolveFailed: (error: unknown) => void = () => {}
  #closing: Promise<void> | undefined

  private constructor(
    options: SubscribeOptions,
    context: SubscriptionContext,
    ends: readonly TopicPosition[],
  ) {
    this.#options = options
    this.#context = context
    this.#starts = new StartPositions(options, context.logger, logOffsetsOptions(context), ends)
    this.#partitions = new Map(
      [...Map.groupBy(ends, ({ topic }) => topic)].map(([name, each]) => [name, each.length]),
    )
    this.failed = new Promise((resolve) => {
      this.#resolveFailed = resolve
    })
    const { scheduler, logger, requests: cluster } = context
    this.#feeds = new FeedSet({
      subscribe: options,
      scheduler,
      ends,
      onFailure: this.#fail,
      onRoom: () => this.#fetcher.wake(),
    })
    this.#fetcher = new Fetcher({
      cluster: context.openCluster('FETCH'),
      scheduler,
      logger,
      topics: options.topics,
      feeds: () => this.#feeds,
      onOutOfRange: (feed) => this.#relocate(feed),
      onRefused: this.#fail,
      onLayout: (layout) => this.#compare(layout),
    })
    this.#offsets = new GroupOffsets({
      cluster,
      scheduler,
      group: options.group,
      withinMs: context.requestWithinMs,
    })
    this.#membership = options.assignment === 'ALL' ? undefined : this.#createMembership()
  }

  /** Throws `OTS_TOPIC_UNKNOWN`, and `TransientError` when Kafka does not answer. */
  static async open(options: SubscribeOptions, context: SubscriptionContext): Promise<KafkaSubscription> {
    const topics = [...new Set(options.topics)]
    const ends = await endOffsets(topics, logOffsetsOptions(context))
    const begins = options.assignment === 'ALL' ? await beginOffsets(topics, logOffsetsOptions(context)) : []
    const subscription = new KafkaSubscription({ ...options, topics }, context, ends)
    subscription.#start(begins)
    return subscription
  }

  get caughtUp(): Promise<void> {
    return this.#feeds.caughtUp
  }

  /** Of partitions that went to others nothing is committed: they are theirs now. */
  async commit(positions: readonly TopicPosition[]): Promise<void> {
    if (this.#membership === undefined) return this.#commitAlone(positions)
    const { scheduler, requestWithinMs } = this.#context
    const isOver = deadline(scheduler, requestWithinMs)
    while (!this.#joined && this.#closing === undefined) {
      if (isOver()) throw new TransientError(`group ${this.#options.group} has not been joined yet`)
      await scheduler.sleep(POLL_MS)
    }
    for (;;) {
      const mine = this.#isGone ? positions : positions.filter((each) => this.#isMine(partitionKey(each)))
      if (mine.length === 0) return
      const within = this.#isGone ? [LAST_COMMIT_WITHIN_MS] : []
      const outcome = await this.#offsets.commit(mine, this.#committer, ...within)
      if (outcome === 'COMMITTED') return this.#note(mine)
      // In between two generations, or they are somebody else's by now, who sees the records again.
      if (this.#isGone || isOver()) return
      await scheduler.sleep(RETRY_MS)
    }
  }

  pause(): void {
    this.#feeds.pause()
  }

  resume(): void {
    this.#feeds.resume()
  }

  lag(topic?: string): number {
    return this.#feeds.lag(topic)
  }

  close(): Promise<void> {
    this.#closing ??= this.#end()
    return this.#closing
  }

  #start(begins: readonly TopicPosition[]): void {
    if (this.#membership === undefined) {
      for (const begin of begins) this.#feeds.add(this.#starts.alone(begin))
      this.#joined = true
    }
    this.#fetcher.start()
    this.#membership?.start()
    this.#askForEnds()
  }

  async #end(): Promise<void> {
    this.#endsTimer?.cancel()
    for (const feed of this.#feeds) feed.stop()
    await this.#change(() => this.#settle([...this.#feeds], this.#membership !== undefined))
    await this.#fetcher.close()
    await this.#membership?.leave()
    this.#isGone = true
    this.#context.onEnd(this)
  }

  readonly #fail = (error: unknown): void => {
    this.#resolveFailed(error)
    void this.close()
  }

  #createMembership(): GroupMembership {
    const { scheduler, logger, metrics, requests, openCluster, times } = this.#context
    const { group, topics } = this.#options
    return new GroupMembership({
      ...times,
      cluster: openCluster('JOIN'),
      requests,
      scheduler,
      logger,
      group,
      topics,
      onRevoked: (partitions) => this.#change(() => this.#letGo(partitions, true)),
      onLost: (partitions) => this.#change(() => this.#letGo(partitions, false)),
      onAssigned: (partitions) => this.#change(() => this.#take(partitions)),
      onStable: () => {
        metrics.increment('ots_bus_rebalances_total', { group })
        if (!this.#joined) this.#feeds.keepBehind((key) => this.#feeds.find(key) !== undefined)
        this.#joined = true
      },
      onRefused: this.#fail,
    })
  }

  /** One after the other; never rejects. */
  #change(work: () => Promise<void>): Promise<void> {
    this.#changes = this.#changes.then(work).catch(this.#fail)
    return this.#changes
  }

  async #take(partitions: readonly TopicPartition[]): Promise<void> {
    const committed = await this.#committedOffsets(partitions)
    if (this.#closing !== undefined || committed === undefined) return
    const starts = await this.#starts.inGroup(partitions, committed)
    for (const start of starts) this.#feeds.add(start)
    this.#fetcher.wake()
    const fresh = starts.filter(({ isFresh }) => isFresh)
    // Whoever takes over before anything was committed must not begin later than this one did.
    if (this.#options.startAt === 'latest' && fresh.length > 0) {
      await this.#offsets.commit(fresh, this.#committer).catch((error) => {
        this.#context.logger.warn({ err: error }, 'the beginning of a new group is not committed')
      })
    }
  }

  /** Undefined when the subscription closes meanwhile. */
  async #committedOffsets(
    partitions: readonly TopicPartition[],
  ): Promise<ReadonlyMap<string, number> | undefined> {
    while (this.#closing === undefined) {
      try {
        return await this.#offsets.fetch(partitions)
      } catch (error) {
        if (!(error instanceof TransientError)) throw error
        this.#context.logger.warn({ err: error }, 'committed offsets cannot be read, trying again')
      }
    }
    return undefined
  }

  async #letGo(partitions: readonly TopicPartition[], withGrace: boolean): Promise<void> {
    const feeds = partitions.flatMap((each) => this.#feeds.remove(partitionKey(each)) ?? [])
    await this.#settle(feeds, withGrace)
  }

  /** Waits for batches in hand, and for the consumer to commit what it has done. */
  async #settle(feeds: readonly PartitionFeed[], withGrace: boolean): Promise<void> {
    for (const feed of feeds) this.#leaving.add(feed.key)
    await Promise.all(feeds.map((feed) => feed.stop()))
    const { scheduler } = this.#context
    const isOver = deadline(scheduler, withGrace ? COMMIT_GRACE_MS : 0)
    const isDone = (feed: PartitionFeed) =>
      feed.settled <= Math.max(feed.startedAt, this.#committed.get(feed.key) ?? 0)
    while (!feeds.every(isDone) && !isOver()) await scheduler.sleep(POLL_MS)
    for (const feed of feeds) this.#leaving.delete(feed.key)
  }

  #isMine(key: string): boolean {
    return this.#feeds.find(key) !== undefined || this.#leaving.has(key)
  }

  readonly #committer = (): Committer =>
    this.#isGone ? NO_MEMBER : (this.#membership?.committer ?? NO_MEMBER)

  async #commitAlone(positions: readonly TopicPosition[]): Promise<void> {
    if (positions.length === 0) return
    if ((await this.#offsets.commit(positions, () => NO_MEMBER)) === 'COMMITTED') return
    throw new Error(
      `group ${this.#options.group} has members: who reads all partitions keeps positions itself`,
    )
  }

  #note(positions: readonly TopicPosition[]): void {
    for (const position of positions) this.#committed.set(partitionKey(position), position.offset)
  }

  async #relocate(feed: PartitionFeed): Promise<void> {
    const offset = await this.#starts.relocated(feed)
    if (offset !== undefined) feed.moveTo(offset)
  }

  /** Partitions may be added while this runs. */
  #compare({ topics }: Layout): void {
    for (const { name, leaders } of topics.values()) {
      const known = this.#partitions.get(name) ?? leaders.length
      if (leaders.length <= known) continue
      this.#partitions.set(name, leaders.length)
      this.#membership?.rejoin()
      if (this.#membership !== undefined || this.#closing !== undefined) continue
      for (let partition = known; partition < leaders.length; partition++) {
        this.#feeds.add({ topic: name, partition, offset: 0 })
      }
    }
  }

  #askForEnds(): void {
    this.#endsTimer = this.#context.scheduler.after(ENDS_INTERVAL_MS, () => {
      void this.#learnEnds().then(() => {
        if (this.#closing === undefined) this.#askForEnds()
      })
    })
  }

  async #learnEnds(): Promise<void> {
    if ([...this.#feeds].every((feed) => feed.wantsMore)) return
    const ends = await endOffsets(this.#options.topics, logOffsetsOptions(this.#context)).catch(() => [])
    for (const end of ends) this.#feeds.find(partitionKey(end))?.endsAt(end.offset)
  }
}

function logOffsetsOptions({ requests, scheduler, requestWithinMs }: SubscriptionContext): LogOffsetsOptions {
  return { cluster: requests, scheduler, withinMs: requestWithinMs }
}
