/**
 * The one consumer loop, with the failure policy of the architecture: undecodable records are put aside or stop the
 * consumer, as the topic says; transient failures are tried again with bounded backoff and nothing is committed; any
 * other error is a bug or corrupt state and goes to `onFatal`. It stays synchronous while handlers are, since a turn
 * of the event loop per record would dominate the cost.
 */
import type { Bus, BusRecord, Logger, NewRecord, Scheduler, TopicPosition } from '@oasis/ports'
import { TransientError } from '../errors/ots-error.ts'
import type { Metrics } from '../metrics/metrics.ts'
import { OffsetCommitter } from './offset-committer.ts'
import { sharedDecoder } from './shared-decoder.ts'

export interface ConsumedTopic<T> {
  readonly spec: { readonly name: string }
  readonly codec: { readonly schema: string; decode(bytes: Uint8Array): T }
  readonly onUndecodable: 'DEAD_LETTER' | 'STOP'
}

/** A topic whose values a consumer wants in a form of its own; what is decoded is shared with its other readers. */
export interface MappedTopic<T> extends Omit<ConsumedTopic<never>, 'codec'> {
  readonly read: (record: BusRecord, bytes: Uint8Array) => T
}

export function consumedAs<Value, T>(topic: ConsumedTopic<Value>, into: (value: Value) => T): MappedTopic<T> {
  const { spec, codec, onUndecodable } = topic
  const decoder = sharedDecoder(codec)
  return { spec, onUndecodable, read: (record, bytes) => into(decoder.decode(record, bytes)) }
}

export interface ConsumeOptions<T> {
  readonly bus: Bus
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly metrics: Metrics
  readonly group: string
  readonly topics: readonly (ConsumedTopic<T> | MappedTopic<T>)[]
  readonly startAt: 'earliest' | 'latest'
  /** For consumers that keep positions in a store of their own. */
  readonly positions?: readonly TopicPosition[]
  /**
   * `auto`: offsets are committed behind processing, and partitions are shared with the group. `own`: the consumer keeps
   * its positions itself, or needs none, and reads all partitions.
   */
  readonly commit: 'auto' | 'own'
  /** Records of other keys are passed over undecoded. */
  readonly keys?: ReadonlySet<string>
  readonly onEvent: (event: T, record: BusRecord) => void | Promise<void>
  /** After the last record of a batch and before its offsets count as processed. */
  readonly onBatchEnd?: (last: BusRecord) => void | Promise<void>
  readonly deadLetter: (record: BusRecord, reason: string) => NewRecord
  /** The consumer has ended; the process should, too. */
  readonly onFatal: (error: unknown) => void
  readonly maxBatch?: number
}

export interface Consumer {
  readonly caughtUp: Promise<void>
  lag(): number
  pause(): void
  resume(): void
  close(): Promise<void>
}

const FIRST_DELAY_MS = 20
const MAX_DELAY_MS = 5_000
const LAG_INTERVAL_MS = 1_000

class ConsumerLoop<T> {
  readonly #options: ConsumeOptions<T>
  readonly #topics: ReadonlyMap<string, MappedTopic<T>>
  readonly #closed = new AbortController()
  #told = false
  readonly offsets: OffsetCommitter

  constructor(options: ConsumeOptions<T>) {
    this.#options = options
    this.#topics = new Map(
      options.topics.map((topic) => [
        topic.spec.name,
        'read' in topic ? topic : consumedAs(topic, (value) => value),
      ]),
    )
    this.offsets = new OffsetCommitter(options.scheduler, options.logger)
  }

  readonly onBatch = (records: readonly BusRecord[]): void | Promise<void> => {
    for (let i = 0; i < records.length; i++) {
      const record = records[i]
      const pending = record === undefined ? undefined : this.#handle(record)
      if (pending !== undefined) return this.#finish(records, i + 1, pending)
    }
    return this.#endBatch(records)
  }

  close(): void {
    this.#closed.abort(new Error('consumer closed'))
  }

  async #finish(records: readonly BusRecord[], from: number, pending: Promise<void>): Promise<void> {
    await pending
    for (let i = from; i < records.length; i++) {
      const record = records[i]
      if (record !== undefined) await this.#handle(record)
    }
    await this.#endBatch(records)
  }

  #handle(record: BusRecord): void | Promise<void> {
    const { keys, onEvent } = this.#options
    if (keys !== undefined && !keys.has(record.key)) return
    const topic = this.#topics.get(record.topic)
    if (topic === undefined || record.value === undefined) return
    let event: T
    try {
      event = topic.read(record, record.value)
    } catch (error) {
      return topic.onUndecodable === 'STOP' ? this.#fail(error) : this.#putAside(record, error)
    }
    return this.#attempt(() => onEvent(event, record))
  }

  #putAside(record: BusRecord, error: unknown): Promise<void> {
    const { metrics, logger, bus, deadLetter } = this.#options
    const reason = error instanceof Error ? error.message : String(error)
    metrics.increment('ots_dead_letters_total', { topic: record.topic, reason: 'undecodable' })
    logger.error({ topic: record.topic, offset: record.offset, reason }, 'record put aside as a dead letter')
    return this.#retrying(() => bus.publish([deadLetter(record, reason)]))
  }

  #endBatch(records: readonly BusRecord[]): void | Promise<void> {
    const last = records.at(-1)
    if (last === undefined) return
    const { onBatchEnd } = this.#options
    const pending = onBatchEnd === undefined ? undefined : this.#attempt(() => onBatchEnd(last))
    if (pending === undefined) return this.#markProcessed(last, records.length)
    return pending.then(() => this.#markProcessed(last, records.length))
  }

  #markProcessed(last: BusRecord, count: number): void {
    const { metrics, group, commit } = this.#options
    metrics.increment('ots_bus_consumed_total', { topic: last.topic, group }, count)
    if (commit === 'auto') this.offsets.mark(last)
  }

  /** Runs `work`, synchronously if it is; a transient failure turns into retries, any other is fatal. */
  #attempt(work: () => void | Promise<void>): void | Promise<void> {
    try {
      // A handler may be an expression whose value nobody meant: only a promise is waited for.
      const pending: unknown = work()
      return pending instanceof Promise ? pending.catch((error) => this.#retrying(work, error)) : undefined
    } catch (error) {
      return this.#retrying(work, error)
    }
  }

  async #retrying(work: () => void | Promise<void>, first?: unknown): Promise<void> {
    const { scheduler, logger, group } = this.#options
    let error = first
    let delayMs = FIRST_DELAY_MS
    for (;;) {
      if (error !== undefined) {
        if (!(error instanceof TransientError)) return this.#fail(error)
        logger.warn({ err: error, group, retryInMs: delayMs }, 'transient failure, trying again')
        await scheduler.sleep(delayMs, this.#closed.signal)
        delayMs = Math.min(delayMs * 2, MAX_DELAY_MS)
      }
      try {
        return await work()
      } catch (next) {
        error = next
      }
    }
  }

  /** The bus has ended the subscription: by an error of a handler, which is told already, or by one of its own. */
  ended(cause: unknown): void {
    if (this.#told || this.#closed.signal.aborted) return
    this.#told = true
    this.#options.onFatal(cause)
  }

  #fail(error: unknown): never {
    this.ended(error)
    throw error
  }
}

export async function consume<T>(options: ConsumeOptions<T>): Promise<Consumer> {
  const { bus, scheduler, metrics, group } = options
  const loop = new ConsumerLoop(options)
  const topics = options.topics.map((topic) => topic.spec.name)
  const subscription = await bus.subscribe({
    group,
    topics,
    startAt: options.startAt,
    assignment: options.commit === 'own' ? 'ALL' : 'GROUP',
    ...(options.positions === undefined ? {} : { positions: options.positions }),
    ...(options.maxBatch === undefined ? {} : { maxBatch: options.maxBatch }),
    onBatch: loop.onBatch,
  })
  loop.offsets.attach(subscription)
  void subscription.failed.then((cause) => loop.ended(cause))
  const reportLag = () => {
    for (const topic of topics) metrics.set('ots_bus_consumer_lag', { topic, group }, subscription.lag(topic))
    lagTimer = scheduler.after(LAG_INTERVAL_MS, reportLag)
  }
  let lagTimer = scheduler.after(LAG_INTERVAL_MS, reportLag)
  return {
    caughtUp: subscription.caughtUp,
    lag: () => subscription.lag(),
    pause: () => subscription.pause(),
    resume: () => subscription.resume(),
    close: async () => {
      lagTimer.cancel()
      loop.close()
      await subscription.close()
      await loop.offsets.close()
    },
  }
}
