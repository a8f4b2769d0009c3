/**
 * The one consumer loop, with the failure policy of the architecture: undecodable records are put aside or stop the
 * consumer, as the topic says; transient failures are tried again with bounded backoff and nothing is committed; any
 * other error is a bug or corrupt state and goes to `onFatal`. Stays synchronous while handlers are, since a turn of
 * the event loop per record would dominate the cost.
 */
import type { Bus, BusRecord, Logger, NewRecord, Scheduler, Subscription, TopicPosition } from '@oasis/ports'
import { TransientError } from '../errors/ots-error.ts'
import type { Metrics } from '../metrics/metrics.ts'

export interface ConsumedTopic<T> {
  readonly spec: { readonly name: string }
  readonly codec: { decode(bytes: Uint8Array): T }
  readonly onUndecodable: 'DEAD_LETTER' | 'STOP'
}

export interface ConsumeOptions<T> {
  readonly bus: Bus
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly metrics: Metrics
  readonly group: string
  readonly topics: readonly ConsumedTopic<T>[]
  readonly startAt: 'earliest' | 'latest'
  /** For consumers that keep positions in a store of their own. */
  readonly positions?: readonly TopicPosition[]
  /** `auto`: offsets are committed behind processing. `own`: the consumer keeps its positions itself. */
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

const COMMIT_INTERVAL_MS = 200
const FIRST_DELAY_MS = 20
const MAX_DELAY_MS = 5_000

export async function consume<T>(options: ConsumeOptions<T>): Promise<Consumer> {
  const { bus, scheduler, logger, metrics, group } = options
  const topics = new Map(options.topics.map((topic) => [topic.spec.name, topic]))
  const processed = new Map<string, TopicPosition>()
  const closed = new AbortController()
  let commitTimer: { cancel(): void } | undefined
  let subscription: Subscription | undefined

  function fail(error: unknown): never {
    if (!closed.signal.aborted) options.onFatal(error)
    throw error
  }

  async function retry(work: () => void | Promise<void>, first: unknown): Promise<void> {
    let error = first
    for (
      let delayMs = FIRST_DELAY_MS;
      error instanceof TransientError;
      delayMs = Math.min(delayMs * 2, MAX_DELAY_MS)
    ) {
      logger.warn({ err: error, group, retryInMs: delayMs }, 'transient failure, trying again')
      await scheduler.sleep(delayMs, closed.signal)
      try {
        return await work()
      } catch (next) {
        error = next
      }
    }
    fail(error)
  }

  /** Runs `work`, synchronously if it is; a transient failure turns into retries. */
  function attempt(work: () => void | Promise<void>): void | Promise<void> {
    try {
      const pending = work()
      return pending === undefined ? undefined : pending.catch((error) => retry(work, error))
    } catch (error) {
      return retry(work, error)
    }
  }

  function putAside(record: BusRecord, error: unknown): Promise<void> {
    const reason = error instanceof Error ? error.message : String(error)
    metrics.increment('ots_dead_letters_total', { topic: record.topic, reason: 'undecodable' })
    logger.error({ topic: record.topic, offset: record.offset, reason }, 'record put aside as a dead letter')
    return bus.publish([options.deadLetter(record, reason)])
  }

  function handle(record: BusRecord): void | Promise<void> {
    if (options.keys !== undefined && !options.keys.has(record.key)) return
    const topic = topics.get(record.topic)
    if (topic === undefined || record.value === undefined) return
    let event: T
    try {
      event = topic.codec.decode(record.value)
    } catch (error) {
      if (topic.onUndecodable === 'STOP') fail(error)
      return putAside(record, error)
    }
    return attempt(() => options.onEvent(event, record))
  }

  function onBatch(records: readonly BusRecord[]): void | Promise<void> {
    for (let i = 0; i < records.length; i++) {
      const record = records[i]
      const pending = record === undefined ? undefined : handle(record)
      if (pending !== undefined) return pending.then(() => finishAsync(records, i + 1))
    }
    return endBatch(records)
  }

  async function finishAsync(records: readonly BusRecord[], from: number): Promise<void> {
    for (const record of records.slice(from)) await handle(record)
    await endBatch(records)
  }

  function endBatch(records: readonly BusRecord[]): void | Promise<void> {
    const last = records.at(-1)
    if (last === undefined) return
    const { onBatchEnd } = options
    const pending = onBatchEnd === undefined ? undefined : attempt(() => onBatchEnd(last))
    if (pending === undefined) return markProcessed(last)
    return pending.then(() => markProcessed(last))
  }

  function markProcessed(last: BusRecord): void {
    if (options.commit === 'own') return
    const { topic, partition, offset } = last
    processed.set(`${topic}/${partition}`, { topic, partition, offset: offset + 1 })
    commitTimer ??= scheduler.after(COMMIT_INTERVAL_MS, () => {
      commitTimer = undefined
      commitProcessed().catch((error) =>
        logger.warn({ err: error, group }, 'offsets not committed, trying later'),
      )
    })
  }

  async function commitProcessed(): Promise<void> {
    const positions = [...processed.values()]
    if (positions.length === 0 || subscription === undefined) return
    processed.clear()
    try {
      await subscription.commit(positions)
    } catch (error) {
      for (const position of positions) {
        const key = `${position.topic}/${position.partition}`
        if (!processed.has(key)) processed.set(key, position)
      }
      throw error
    }
    for (const topic of topics.keys())
      metrics.set('ots_bus_consumer_lag', { topic, group }, subscription.lag())
  }

  subscription = await bus.subscribe({
    group,
    topics: [...topics.keys()],
    startAt: options.startAt,
    ...(options.positions === undefined ? {} : { positions: options.positions }),
    ...(options.maxBatch === undefined ? {} : { maxBatch: options.maxBatch }),
    onBatch,
  })
  const active = subscription
  return {
    caughtUp: active.caughtUp,
    lag: () => active.lag(),
    pause: () => active.pause(),
    resume: () => active.resume(),
    close: async () => {
      closed.abort(new Error('consumer closed'))
      await active.close()
      commitTimer?.cancel()
      await commitProcessed().catch((error) =>
        logger.warn({ err: error, group }, 'last offsets not committed'),
      )
    },
  }
}
