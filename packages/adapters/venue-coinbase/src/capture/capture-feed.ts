/**
 * A recording in the place of the venue: frames come at their recorded times on the injected scheduler. It cannot
 * resend a snapshot, fetch trades or be connected to twice; whoever asks gets nothing, as from a venue gone silent.
 */
import { addMillis, connectionId, millisBetween, type UnixNanos } from '@oasis/domain'
import type { FeedConnection, FeedHandlers, MarketFeed, MarketReference, Scheduler } from '@oasis/ports'
import { parseFrame } from '../feed/parse-frame.ts'
import { COINBASE } from '../venue.ts'
import type { Capture, CapturedFrame } from './open-capture.ts'

export interface CaptureFeedOptions {
  readonly capture: Capture
  readonly scheduler: Scheduler
  /** 2 plays twice as fast. Default 1, which virtual time makes as fast as the machine can. */
  readonly speed?: number
}

export interface CaptureFeed extends MarketFeed, MarketReference {
  /** The last frame has been handed over; rejects with `OTS_CAPTURE_UNREADABLE`. */
  readonly finished: Promise<void>
}

export function createCaptureFeed(options: CaptureFeedOptions): CaptureFeed {
  const { capture, scheduler } = options
  const finished = Promise.withResolvers<void>()
  // Whoever awaits it sees a rejection; nobody having to is no crash.
  finished.promise.catch(() => {})
  let connected = false
  return {
    venue: COINBASE,
    source: 'RECORDING',
    finished: finished.promise,
    connect: async (handlers) => {
      if (connected) return SILENT
      connected = true
      const playback = new Playback(options, handlers)
      playback.run().then(finished.resolve, finished.reject)
      return playback
    },
    instruments: async (symbols) => {
      const wanted = symbols && new Set(symbols)
      return capture.instruments.filter(({ symbol }) => wanted === undefined || wanted.has(symbol))
    },
    recentTrades: async () => [],
    candles: async () => [],
    book: async (symbol) => ({ symbol, bids: [], asks: [], time: scheduler.now() }),
    time: async () => scheduler.now(),
  }
}

const nothing = () => {}
const SILENT: FeedConnection = {
  id: connectionId('recording-at-its-end'),
  subscribe: nothing,
  unsubscribe: nothing,
  pause: nothing,
  resume: nothing,
  close: nothing,
}

class Playback implements FeedConnection {
  readonly id
  readonly subscribe = nothing
  readonly unsubscribe = nothing
  readonly #options: CaptureFeedOptions
  readonly #handlers: FeedHandlers
  #closed = false
  #paused = false
  #onResume: (() => void) | undefined

  constructor(options: CaptureFeedOptions, handlers: FeedHandlers) {
    this.#options = options
    this.#handlers = handlers
    this.id = connectionId(options.capture.name)
  }

  pause(): void {
    this.#paused = true
  }

  resume(): void {
    this.#paused = false
    this.#onResume?.()
  }

  close(): void {
    this.#closed = true
    this.resume()
  }

  async run(): Promise<void> {
    const { capture, scheduler, speed = 1 } = this.#options
    const now = scheduler.now()
    const start = capture.startedAt > now ? capture.startedAt : now
    const frames = capture.frames()
    try {
      for (;;) {
        // Reading the file is real work that virtual time must wait for.
        const release = scheduler.hold()
        const { value: frame } = await frames.next().finally(release)
        if (frame === undefined || this.#closed) return
        await this.#until(addMillis(start, millisBetween(capture.startedAt, frame.ts) / speed))
        if (this.#paused) await new Promise<void>((resolve) => (this.#onResume = resolve))
        if (this.#closed) return
        this.#deliver(frame)
      }
    } finally {
      await capture.close()
    }
  }

  #until(due: UnixNanos): Promise<void> {
    return new Promise((resolve) => this.#options.scheduler.at(due, resolve))
  }

  #deliver(frame: CapturedFrame): void {
    const parsed = parseFrame(frame.text, this.#options.scheduler.now())
    if (parsed.ok) this.#handlers.onFrame(parsed.frame)
    else this.#handlers.onMalformed(frame.text, parsed.reason)
  }
}
