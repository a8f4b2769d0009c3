/** One connection to the scripted market: its own counter over all frames, a heartbeat a second, books told again now and then. */
import type { ConnectionId } from '@oasis/domain'
import type { FeedChannel, FeedConnection, FeedHandlers, FeedMessage, Scheduler, Timer } from '@oasis/ports'

export interface ScriptedConnectionOptions {
  readonly id: ConnectionId
  readonly scheduler: Scheduler
  readonly handlers: FeedHandlers
  readonly snapshotOf: (channel: 'book' | 'trades', symbol: string) => FeedMessage
  /** Keeps an instrument from being thought silent. */
  readonly refreshOf: (symbol: string) => FeedMessage
  readonly onClose: () => void
}

const CHANNEL_NAMES = { book: 'l2_data', trades: 'market_trades' } as const
const HEARTBEAT_MS = 1_000

export class ScriptedConnection implements FeedConnection {
  readonly id: ConnectionId
  readonly #options: ScriptedConnectionOptions
  readonly #subscribed = { book: new Set<string>(), trades: new Set<string>() }
  #waiting: (() => void)[] = []
  #sequence = 0
  #beats = 0
  #paused = false
  #closed = false
  #timer: Timer | undefined

  constructor(options: ScriptedConnectionOptions) {
    this.id = options.id
    this.#options = options
    this.#beatLater()
  }

  subscribe(channel: FeedChannel, symbols: readonly string[]): void {
    if (channel === 'ticker') return
    this.#options.scheduler.after(0, () => {
      for (const symbol of symbols) {
        this.#subscribed[channel].add(symbol)
        this.#send(CHANNEL_NAMES[channel], this.#options.snapshotOf(channel, symbol))
      }
    })
  }

  unsubscribe(channel: FeedChannel, symbols: readonly string[]): void {
    if (channel === 'ticker') return
    for (const symbol of symbols) this.#subscribed[channel].delete(symbol)
  }

  pause(): void {
    this.#paused = true
  }

  resume(): void {
    this.#paused = false
    for (const send of this.#waiting.splice(0)) send()
  }

  close(): void {
    this.#closed = true
    this.#timer?.cancel()
    this.#waiting = []
    this.#options.onClose()
  }

  /** If it was subscribed. */
  tell(symbol: string, message: FeedMessage): void {
    const channel = message.kind === 'TRADES' ? 'trades' : 'book'
    if (this.#subscribed[channel].has(symbol)) this.#send(CHANNEL_NAMES[channel], message)
  }

  #beatLater(): void {
    this.#timer = this.#options.scheduler.after(HEARTBEAT_MS, () => {
      this.#send('heartbeats', { kind: 'HEARTBEAT', counter: ++this.#beats })
      for (const symbol of this.#subscribed.book) this.tell(symbol, this.#options.refreshOf(symbol))
      this.#beatLater()
    })
  }

  #send(channel: string, message: FeedMessage): void {
    if (this.#closed) return
    if (this.#paused) {
      this.#waiting.push(() => this.#send(channel, message))
      return
    }
    const now = this.#options.scheduler.now()
    this.#options.handlers.onFrame({
      ...{ channel, sequence: this.#sequence++, tsEvent: now, tsInit: now },
      messages: [message],
    })
  }
}
