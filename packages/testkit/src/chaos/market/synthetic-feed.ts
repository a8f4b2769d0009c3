/**
 * A market data feed of synthetic prices: a book of three levels a side and one trade per instrument at each tick. Trades
 * are numbered by time, so that their ids go on where they were after any crash.
 */
import {
  type BookChange,
  connectionId,
  formatPrice,
  formatRfc3339,
  type Price,
  parseQuantity,
  type Quantity,
  type UnixNanos,
} from '@oasis/domain'
import type {
  FeedConnection,
  FeedHandlers,
  FeedMessage,
  MarketFeed,
  MarketReference,
  Scheduler,
  VenueTrade,
} from '@oasis/ports'
import { CHAOS_VENUE, type ChaosInstrument } from './chaos-market.ts'

const LEVELS = 3
const LEVEL_QUANTITY = parseQuantity('1000')
const NONE = 0n as Quantity
const CENT = 10_000_000_000n
const HEARTBEAT_EVERY = 1_000

export interface SyntheticFeedOptions {
  readonly scheduler: Scheduler
  readonly instruments: readonly ChaosInstrument[]
  readonly tickMs: number
}

export function createSyntheticFeed(options: SyntheticFeedOptions): MarketFeed {
  let connections = 0
  return {
    venue: CHAOS_VENUE,
    source: 'LIVE',
    connect: async (handlers) => new SyntheticConnection(options, handlers, ++connections),
  }
}

class SyntheticConnection implements FeedConnection {
  readonly id: FeedConnection['id']
  readonly #options: SyntheticFeedOptions
  readonly #handlers: FeedHandlers
  readonly #books = new Map<string, readonly BookChange[]>()
  readonly #trades = new Set<string>()
  readonly #started: UnixNanos
  #sequence = 0
  #lastTick: bigint
  #heartbeats = 0
  #closed = false

  constructor(options: SyntheticFeedOptions, handlers: FeedHandlers, number: number) {
    this.#options = options
    this.#handlers = handlers
    this.#started = options.scheduler.now()
    this.id = connectionId(`synthetic-${this.#started}-${number}`)
    this.#lastTick = this.#tickAt(this.#started)
    this.#next()
  }

  subscribe: FeedConnection['subscribe'] = (channel, symbols) => {
    for (const { instrument, prices } of this.#options.instruments) {
      const { symbol } = instrument
      if (!symbols.includes(symbol)) continue
      const now = this.#options.scheduler.now()
      if (channel === 'book') {
        const changes = levels(prices.at(now))
        this.#books.set(symbol, changes)
        this.#send('l2_data', { kind: 'BOOK_SNAPSHOT', symbol, changes })
      }
      if (channel === 'trades') {
        this.#trades.add(symbol)
        const trades = [tradeAt(this.#options, symbol, this.#lastTick)].filter((trade) => trade !== undefined)
        this.#send('market_trades', { kind: 'TRADES', snapshot: true, trades })
      }
    }
    this.#send('subscriptions', { kind: 'SUBSCRIPTIONS', channels: { [channel]: symbols } })
  }

  unsubscribe: FeedConnection['unsubscribe'] = (_channel, symbols) => {
    for (const symbol of symbols) this.#trades.delete(symbol)
  }

  pause(): void {}
  resume(): void {}

  close(): void {
    this.#closed = true
  }

  #next(): void {
    const { scheduler, tickMs } = this.#options
    scheduler.after(tickMs, () => {
      if (this.#closed) return
      this.#tick()
      this.#next()
    })
  }

  /** A loop that was held up makes up for all ticks that it missed. */
  #tick(): void {
    const { scheduler, instruments } = this.#options
    const now = scheduler.now()
    for (const { instrument, prices } of instruments)
      this.#moveBook(instrument.symbol, levels(prices.at(now)))
    const last = this.#tickAt(now)
    for (let tick = this.#lastTick + 1n; tick <= last; tick++) {
      for (const symbol of this.#trades) {
        const trade = tradeAt(this.#options, symbol, tick)
        if (trade) this.#send('market_trades', { kind: 'TRADES', snapshot: false, trades: [trade] })
      }
    }
    this.#lastTick = last
    const beats = Math.floor(Number((now - this.#started) / 1_000_000n) / HEARTBEAT_EVERY)
    for (; this.#heartbeats < beats; this.#heartbeats++) {
      this.#send('heartbeats', { kind: 'HEARTBEAT', counter: this.#heartbeats })
    }
  }

  #moveBook(symbol: string, next: readonly BookChange[]): void {
    const before = this.#books.get(symbol)
    if (!before) return
    const gone = before
      .filter(({ side, price }) => !next.some((level) => level.side === side && level.price === price))
      .map((level) => ({ ...level, quantity: NONE }))
    this.#books.set(symbol, next)
    this.#send('l2_data', { kind: 'BOOK_UPDATE', symbol, changes: [...gone, ...next] })
  }

  #send(channel: string, message: FeedMessage): void {
    const now = this.#options.scheduler.now()
    const frame = { channel, sequence: this.#sequence++, tsEvent: now, tsInit: now, messages: [message] }
    this.#handlers.onFrame(frame)
  }

  #tickAt(time: UnixNanos): bigint {
    return time / (BigInt(this.#options.tickMs) * 1_000_000n)
  }
}

function levels({ bid, ask }: { readonly bid: Price; readonly ask: Price }): readonly BookChange[] {
  return Array.from({ length: LEVELS }, (_, n) => BigInt(n) * CENT).flatMap((away) => [
    { side: 'BID' as const, price: (bid - away) as Price, quantity: LEVEL_QUANTITY },
    { side: 'ASK' as const, price: (ask + away) as Price, quantity: LEVEL_QUANTITY },
  ])
}

function tradeAt(
  { instruments, tickMs }: SyntheticFeedOptions,
  symbol: string,
  tick: bigint,
): VenueTrade | undefined {
  const found = instruments.find(({ instrument }) => instrument.symbol === symbol)
  if (!found) return undefined
  const time = (tick * BigInt(tickMs) * 1_000_000n) as UnixNanos
  const { bid, ask } = found.prices.at(time)
  const sell = tick % 2n === 0n
  return {
    symbol,
    tradeId: String(tick),
    price: formatPrice(sell ? bid : ask),
    size: '0.01',
    side: sell ? 'BUY' : 'SELL',
    time: formatRfc3339(time),
  }
}

/** The public REST that goes with it. */
export function createSyntheticReference(options: SyntheticFeedOptions): MarketReference {
  const { scheduler, instruments, tickMs } = options
  return {
    instruments: async (symbols) =>
      instruments
        .map(({ instrument }) => ({ ...instrument, tsEvent: scheduler.now() }))
        .filter(({ symbol }) => symbols?.includes(symbol) ?? true),
    recentTrades: async (symbol, limit) => {
      const last = scheduler.now() / (BigInt(tickMs) * 1_000_000n)
      const ticks = Array.from({ length: limit }, (_, n) => last - BigInt(limit - 1 - n))
      return ticks.map((tick) => tradeAt(options, symbol, tick)).filter((trade) => trade !== undefined)
    },
    book: async (symbol) => {
      const now = scheduler.now()
      const touch = instruments.find(({ instrument }) => instrument.symbol === symbol)?.prices.at(now)
      const level = (price: Price) => [{ price, quantity: LEVEL_QUANTITY }]
      return { symbol, bids: touch ? level(touch.bid) : [], asks: touch ? level(touch.ask) : [], time: now }
    },
    candles: async () => [],
    time: async () => scheduler.now(),
  }
}
