/** One subscription: a reader for each partition that its group gives it. */
import type { Logger, Scheduler, SubscribeOptions, Subscription, TopicPosition } from '@oasis/ports'
import type { ConsumerGroup, GroupMember } from './consumer-group.ts'
import type { PartitionLog } from './partition-log.ts'
import { PartitionReader } from './partition-reader.ts'

export interface SubscriptionContext {
  readonly scheduler: Scheduler
  readonly logger: Logger | undefined
  readonly group: ConsumerGroup
  /** All partitions of all its topics. */
  readonly logs: readonly PartitionLog[]
  readonly commit: (positions: readonly TopicPosition[]) => Promise<void>
  readonly onEnd: (subscription: EmbeddedSubscription) => void
}

const DEFAULT_MAX_BATCH = 500

export class EmbeddedSubscription implements Subscription, GroupMember {
  readonly topics: ReadonlySet<string>
  readonly caughtUp: Promise<void>
  readonly failed: Promise<unknown>
  readonly #options: SubscribeOptions
  readonly #context: SubscriptionContext
  readonly #readers = new Map<PartitionLog, PartitionReader>()
  /** Asked-for positions, each used once. */
  readonly #positions: Map<PartitionLog, number>
  /** Partitions not yet read up to where they ended when the subscription began. */
  readonly #behind = new Map<PartitionLog, number>()
  #resolveCaughtUp: () => void = () => {}
  #resolveFailed: (error: unknown) => void = () => {}
  #paused = false
  #closing: Promise<void> | undefined

  constructor(options: SubscribeOptions, context: SubscriptionContext) {
    this.#options = options
    this.#context = context
    this.topics = new Set(options.topics)
    this.#positions = positionsByLog(options.positions ?? [], context.logs)
    this.caughtUp = new Promise((resolve) => {
      this.#resolveCaughtUp = resolve
    })
    this.failed = new Promise((resolve) => {
      this.#resolveFailed = resolve
    })
  }

  start(): void {
    for (const log of this.#context.logs) this.#behind.set(log, log.end)
    this.#context.group.join(this, this.#context.logs)
    // Partitions that others of the group read are not this one's to catch up with.
    for (const log of this.#context.logs) if (!this.#readers.has(log)) this.#behind.delete(log)
    this.#checkCaughtUp()
  }

  assign(log: PartitionLog, from: number | undefined): number {
    const offset = this.#startOffset(log, from)
    const reader = new PartitionReader({
      log,
      scheduler: this.#context.scheduler,
      from: offset,
      maxBatch: this.#options.maxBatch ?? DEFAULT_MAX_BATCH,
      isPaused: () => this.#paused,
      onBatch: this.#options.onBatch,
      onSettled: this.#onSettled,
      onFailure: this.#onFailure,
    })
    this.#readers.set(log, reader)
    this.#onSettled(reader, offset)
    reader.pumpLater()
    return offset
  }

  revoke(log: PartitionLog): Promise<void> | undefined {
    const inHand = this.#readers.get(log)?.stop()
    this.#readers.delete(log)
    this.#behind.delete(log)
    this.#checkCaughtUp()
    return inHand
  }

  commit(positions: readonly TopicPosition[]): Promise<void> {
    return this.#context.commit(positions)
  }

  pause(): void {
    this.#paused = true
  }

  resume(): void {
    this.#paused = false
    for (const reader of this.#readers.values()) reader.pumpLater()
  }

  lag(topic?: string): number {
    let lag = 0
    for (const { log, settled } of this.#readers.values()) {
      if (topic === undefined || log.topic === topic) lag += Math.max(0, log.end - settled)
    }
    return lag
  }

  close(): Promise<void> {
    this.#closing ??= this.#end()
    return this.#closing
  }

  async #end(): Promise<void> {
    const inHand = [...this.#readers.values()].map((reader) => reader.stop())
    this.#context.group.leave(this)
    await Promise.all(inHand)
    this.#context.onEnd(this)
  }

  #startOffset(log: PartitionLog, committed: number | undefined): number {
    const { startAt } = this.#options
    const asked = this.#positions.get(log)
    this.#positions.delete(log)
    const offset = asked ?? committed ?? (startAt === 'earliest' ? 0 : log.end)
    if (offset <= log.end) return offset
    // The log was begun anew, or replaced: its offsets mean nothing to this consumer.
    const { topic, partition, end } = log
    this.#context.logger?.warn(
      { topic, partition, offset, end, startAt },
      'position is beyond the log, starting over',
    )
    return startAt === 'earliest' ? 0 : end
  }

  readonly #onSettled = (reader: PartitionReader, offset: number): void => {
    const target = this.#behind.get(reader.log)
    if (target === undefined || offset < target) return
    this.#behind.delete(reader.log)
    this.#checkCaughtUp()
  }

  readonly #onFailure = (error: unknown): void => {
    this.#resolveFailed(error)
    void this.close()
  }

  #checkCaughtUp(): void {
    if (this.#behind.size === 0) this.#resolveCaughtUp()
  }
}

function positionsByLog(
  positions: readonly TopicPosition[],
  logs: readonly PartitionLog[],
): Map<PartitionLog, number> {
  const found = new Map<PartitionLog, number>()
  for (const { topic, partition, offset } of positions) {
    const log = logs.find((candidate) => candidate.topic === topic && candidate.partition === partition)
    if (log) found.set(log, offset)
  }
  return found
}
