/** Commits processed offsets behind the consumer, at most every 200 ms: at-least-once needs no more. */
import type { BusRecord, Logger, Scheduler, Subscription, Timer, TopicPosition } from '@oasis/ports'

const COMMIT_INTERVAL_MS = 200

export class OffsetCommitter {
  readonly #scheduler: Scheduler
  readonly #logger: Logger
  readonly #processed = new Map<string, TopicPosition>()
  #subscription: Pick<Subscription, 'commit'> | undefined
  #timer: Timer | undefined

  constructor(scheduler: Scheduler, logger: Logger) {
    this.#scheduler = scheduler
    this.#logger = logger
  }

  attach(subscription: Pick<Subscription, 'commit'>): void {
    this.#subscription = subscription
  }

  /** Everything of this partition up to `last` is done. */
  mark({ topic, partition, offset }: BusRecord): void {
    this.#processed.set(`${topic}/${partition}`, { topic, partition, offset: offset + 1 })
    this.#timer ??= this.#scheduler.after(COMMIT_INTERVAL_MS, () => {
      this.#timer = undefined
      void this.flush()
    })
  }

  /** Never rejects: offsets that could not be committed are committed with the next ones, or seen again after a restart. */
  async flush(): Promise<void> {
    const positions = [...this.#processed.values()]
    if (positions.length === 0 || this.#subscription === undefined) return
    this.#processed.clear()
    try {
      await this.#subscription.commit(positions)
    } catch (error) {
      this.#logger.warn({ err: error }, 'offsets not committed, trying with the next ones')
      for (const position of positions) {
        const key = `${position.topic}/${position.partition}`
        if (!this.#processed.has(key)) this.#processed.set(key, position)
      }
    }
  }

  async close(): Promise<void> {
    this.#timer?.cancel()
    await this.flush()
  }
}
