/**
 * Publishes records in order, off the caller's path. The queue is bounded: what does not fit while the bus is away is
 * dropped, counted in the log, and the caller goes on, since trading does not wait for its own record of decisions.
 */
import type { Bus, Logger, NewRecord, Scheduler } from '@oasis/ports'

export interface BackgroundPublisherOptions {
  readonly bus: Bus
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly maxQueued: number
  readonly retryDelayMs: number
}

export class BackgroundPublisher {
  readonly #options: BackgroundPublisherOptions
  readonly #closed = new AbortController()
  #queue: NewRecord[] = []
  #dropped = 0
  #running: Promise<void> | undefined

  constructor(options: BackgroundPublisherOptions) {
    this.#options = options
  }

  publish(record: NewRecord): void {
    if (this.#queue.length >= this.#options.maxQueued) {
      this.#dropped++
      return
    }
    this.#queue.push(record)
    this.#running ??= this.#drain()
  }

  /** Gives what is queued one more try, and no more than that. */
  async close(): Promise<void> {
    this.#closed.abort(new Error('publisher closed'))
    await this.#running
  }

  async #drain(): Promise<void> {
    // A turn later: all that one turn decides is published together, and after the caller has gone on.
    await new Promise<void>((resolve) => this.#options.scheduler.defer(resolve))
    try {
      while (this.#queue.length > 0) {
        const records = this.#queue
        this.#queue = []
        await this.#publishAll(records)
        this.#reportDropped()
      }
    } finally {
      // In the turn that found the queue empty: what is published after it must find no run to rely on.
      this.#running = undefined
    }
  }

  async #publishAll(records: readonly NewRecord[]): Promise<void> {
    const { bus, scheduler, logger, retryDelayMs } = this.#options
    for (;;) {
      try {
        return await bus.publish(records)
      } catch (error) {
        logger.warn({ err: error, records: records.length }, 'records not published, trying again')
        if (this.#closed.signal.aborted) return
        await scheduler.sleep(retryDelayMs, this.#closed.signal).catch(() => undefined)
      }
    }
  }

  #reportDropped(): void {
    if (this.#dropped === 0) return
    this.#options.logger.error({ dropped: this.#dropped }, 'records dropped while the bus was away')
    this.#dropped = 0
  }
}
