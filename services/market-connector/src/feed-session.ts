/** Keeps one connection to the venue: opens it, subscribes, hands its frames on, and replaces it when it ends. */
import type { FeedConnection, FeedFrame, Logger, MarketFeed, Random, Scheduler } from '@oasis/ports'
import type { Metrics } from '@oasis/runtime'

export interface FeedSessionOptions {
  readonly feed: MarketFeed
  readonly scheduler: Scheduler
  readonly random: Random
  readonly logger: Logger
  readonly metrics: Metrics
  /** Asked at every opening. */
  readonly symbols: () => readonly string[]
  readonly onOpen: (connection: FeedConnection) => void
  readonly onFrame: (frame: FeedFrame) => void
  readonly onMalformed: (reason: string) => void
  readonly onClosed: (reason: string) => void
}

const FIRST_DELAY_MS = 500
const MAX_DELAY_MS = 30_000
/** A connection that lived so long was a good one: the next failure begins with short delays again. */
const GOOD_AFTER_MS = 60_000

export class FeedSession {
  readonly #options: FeedSessionOptions
  #connection: FeedConnection | undefined
  #end: ((reason: string) => void) | undefined
  #lastFailure: string | undefined

  constructor(options: FeedSessionOptions) {
    this.#options = options
  }

  get connection(): FeedConnection | undefined {
    return this.#connection
  }

  get lastFailure(): string | undefined {
    return this.#lastFailure
  }

  /** Runs until aborted; never rejects. A recording has one connection and no second. */
  async run(signal: AbortSignal): Promise<void> {
    const { feed, scheduler, random, metrics } = this.#options
    for (let attempt = 0; !signal.aborted; attempt++) {
      if (attempt > 0) {
        const ceiling = Math.min(FIRST_DELAY_MS * 2 ** (attempt - 1), MAX_DELAY_MS)
        const slept = await scheduler.sleep(random() * ceiling, signal).then(
          () => true,
          () => false,
        )
        if (!slept) return
        metrics.increment('ots_feed_reconnects_total', { venue: feed.venue })
      }
      const openedAt = scheduler.now()
      await this.#runOnce(signal)
      if (feed.source === 'RECORDING') return
      if (scheduler.now() - openedAt > BigInt(GOOD_AFTER_MS) * 1_000_000n) attempt = 0
    }
  }

  /** Ends the connection in hand; `run` opens the next one. */
  drop(reason: string): void {
    this.#end?.(reason)
  }

  async #runOnce(signal: AbortSignal): Promise<void> {
    const { feed, logger, onFrame, onMalformed, onOpen, onClosed, symbols } = this.#options
    const ended = Promise.withResolvers<string>()
    let open = true
    this.#end = ended.resolve
    const onAbort = () => ended.resolve('stopped')
    signal.addEventListener('abort', onAbort, { once: true })
    try {
      const connection = await feed.connect(
        {
          onFrame: (frame) => open && onFrame(frame),
          onMalformed: (_text, reason) => open && onMalformed(reason),
          onClose: (reason) => ended.resolve(reason),
        },
        signal,
      )
      this.#connection = connection
      this.#lastFailure = undefined
      onOpen(connection)
      connection.subscribe('book', symbols())
      connection.subscribe('trades', symbols())
      const reason = await ended.promise
      open = false
      connection.close()
      this.#lastFailure = reason
      // A recording's books stay as its last frame left them.
      if (feed.source === 'LIVE') onClosed(reason)
    } catch (error) {
      this.#lastFailure = error instanceof Error ? error.message : String(error)
      if (!signal.aborted) logger.warn({ reason: this.#lastFailure }, 'the feed could not be opened')
    } finally {
      open = false
      this.#connection = undefined
      signal.removeEventListener('abort', onAbort)
    }
  }
}
