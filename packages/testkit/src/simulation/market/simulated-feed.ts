/** Connections to the venue's public feed: they lose frames, fall silent, and break. */
import { connectionId } from '@oasis/domain'
import type {
  FeedChannel,
  FeedConnection,
  FeedHandlers,
  FeedMessage,
  MarketFeed,
  Scheduler,
} from '@oasis/ports'
import type { Faults } from '../faults.ts'
import type { Life } from '../process/life.ts'
import { VENUE } from '../world/setup.ts'
import type { MarketUpdate, SimulatedExchange } from './simulated-exchange.ts'

export interface FeedLink {
  readonly exchange: SimulatedExchange
  readonly life: Life
  readonly scheduler: Scheduler
  readonly faults: Faults
  /** Unique over all connections of a run. */
  readonly nextConnection: () => number
}

const HEARTBEAT_MS = 1_000

export const simulatedFeed = (link: FeedLink): MarketFeed => ({
  venue: VENUE,
  source: 'LIVE',
  connect: (handlers) =>
    link.life.call(async () => {
      await link.scheduler.sleep(link.faults.between(5, 60))
      if (link.faults.strikes('feed.refused')) throw new Error('connection refused')
      return new SimulatedConnection(link, handlers)
    }),
})

class SimulatedConnection implements FeedConnection {
  readonly id
  readonly #link: FeedLink
  readonly #handlers: FeedHandlers
  readonly #subscribed = new Set<string>()
  readonly #stopListening: () => void
  #sequence = 0
  #silentUntil = 0n
  #closed = false

  constructor(link: FeedLink, handlers: FeedHandlers) {
    this.#link = link
    this.#handlers = handlers
    this.id = connectionId(`simulated-${link.nextConnection()}`)
    this.#stopListening = link.exchange.listen((update) => this.#onUpdate(update))
    link.life.atEnd(() => this.close())
    this.#beat()
  }

  subscribe(channel: FeedChannel, symbols: readonly string[]): void {
    for (const symbol of symbols) {
      this.#subscribed.add(`${channel}/${symbol}`)
      this.#link.scheduler.after(this.#link.faults.between(2, 80), () => this.#begin(channel, symbol))
    }
  }

  unsubscribe(channel: FeedChannel, symbols: readonly string[]): void {
    for (const symbol of symbols) this.#subscribed.delete(`${channel}/${symbol}`)
  }

  /** What comes meanwhile is lost, as when a buffer overflows: a gap shows it. */
  pause(): void {
    this.#silentUntil = 1n << 100n
  }

  resume(): void {
    this.#silentUntil = 0n
  }

  close(): void {
    this.#closed = true
    this.#stopListening()
  }

  #begin(channel: FeedChannel, symbol: string): void {
    const { exchange } = this.#link
    if (!this.#subscribed.has(`${channel}/${symbol}`)) return
    if (channel === 'book') this.#send({ kind: 'BOOK_SNAPSHOT', symbol, changes: exchange.book(symbol) })
    if (channel === 'trades') {
      this.#send({ kind: 'TRADES', snapshot: true, trades: exchange.recentTrades(symbol, 20) })
    }
  }

  #onUpdate({ symbol, changes, trade }: MarketUpdate): void {
    if (this.#subscribed.has(`book/${symbol}`)) this.#send({ kind: 'BOOK_UPDATE', symbol, changes })
    if (trade && this.#subscribed.has(`trades/${symbol}`)) {
      this.#send({ kind: 'TRADES', snapshot: false, trades: [trade] })
    }
  }

  #beat(): void {
    if (this.#closed) return
    this.#send({ kind: 'HEARTBEAT', counter: this.#sequence })
    this.#link.scheduler.after(HEARTBEAT_MS, () => this.#beat())
  }

  #send(message: FeedMessage): void {
    const { faults, scheduler } = this.#link
    if (this.#closed) return
    const now = scheduler.now()
    const sequence = this.#sequence++
    if (faults.strikes('feed.broken')) {
      this.close()
      this.#handlers.onClose('connection reset')
      return
    }
    if (faults.strikes('feed.silent'))
      this.#silentUntil = now + BigInt(faults.between(2_000, 15_000)) * 1_000_000n
    if (now < this.#silentUntil || faults.strikes('feed.frame-lost')) return
    this.#handlers.onFrame({
      channel: message.kind,
      sequence,
      tsEvent: now,
      tsInit: now,
      messages: [message],
    })
  }
}
