/**
 * A venue's market data that does what a scenario says: books that stand until they are told to change, trades when they
 * are wanted. It can be connected to again and again, like a venue, and sends books and recent trades each time.
 */
import {
  type BookChange,
  connectionId,
  currency,
  formatRfc3339,
  type Instrument,
  instrumentId,
  parseMoney,
  parsePrice,
  parseQuantity,
  venueId,
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
import type { Level, ScriptedBook } from '../scenario.ts'
import { ScriptedConnection } from './scripted-connection.ts'

const VENUE = venueId('coinbase')
const RECENT_TRADES = 50

export class ScriptedMarket implements MarketFeed, MarketReference {
  readonly venue = VENUE
  readonly source = 'LIVE'
  readonly #books: Map<string, ScriptedBook>
  readonly #trades = new Map<string, VenueTrade[]>()
  readonly #scheduler: Scheduler
  readonly #open = new Set<ScriptedConnection>()
  #connections = 0

  constructor(books: Readonly<Record<string, ScriptedBook>>, scheduler: Scheduler) {
    this.#books = new Map(Object.entries(books))
    this.#scheduler = scheduler
  }

  /** How it is now, for whoever connects; those who are connected are told of the change. */
  show(symbol: string, book: ScriptedBook): void {
    const before = this.#books.get(symbol)
    if (before === undefined) throw new Error(`${symbol} is not in the scenario's market`)
    this.#books.set(symbol, book)
    const gone = changesOf(before).map((change) => ({ ...change, quantity: parseQuantity('0') }))
    this.#tell(symbol, { kind: 'BOOK_UPDATE', symbol, changes: [...gone, ...changesOf(book)] })
  }

  trade(symbol: string, price: string, size: string): void {
    const past = this.#trades.get(symbol) ?? []
    const tradeId = String(Number(past.at(-1)?.tradeId ?? '1000') + 1)
    const time = formatRfc3339(this.#scheduler.now())
    const trade: VenueTrade = { symbol, tradeId, price, size, side: 'SELL', time }
    this.#trades.set(symbol, [...past, trade].slice(-RECENT_TRADES))
    this.#tell(symbol, { kind: 'TRADES', snapshot: false, trades: [trade] })
  }

  get isConnected(): boolean {
    return this.#open.size > 0
  }

  connect(handlers: FeedHandlers, signal: AbortSignal): Promise<FeedConnection> {
    signal.throwIfAborted()
    this.#connections++
    const connection = new ScriptedConnection({
      id: connectionId(`scripted-${this.#connections}`),
      scheduler: this.#scheduler,
      handlers,
      snapshotOf: (channel, symbol) => this.#snapshotOf(channel, symbol),
      refreshOf: (symbol) => ({ kind: 'BOOK_UPDATE', symbol, changes: changesOf(this.#bookOf(symbol)) }),
      onClose: () => this.#open.delete(connection),
    })
    this.#open.add(connection)
    return Promise.resolve(connection)
  }

  async instruments(symbols: readonly string[] | undefined): Promise<readonly Instrument[]> {
    const wanted = [...this.#books.keys()].filter((symbol) => symbols?.includes(symbol) ?? true)
    return wanted.map((symbol) => instrumentOf(symbol, this.#scheduler))
  }

  async recentTrades(symbol: string, limit: number): Promise<readonly VenueTrade[]> {
    return (this.#trades.get(symbol) ?? []).slice(-limit)
  }

  async book(symbol: string) {
    const { bids, asks } = this.#bookOf(symbol)
    return { symbol, bids: bids.map(levelOf), asks: asks.map(levelOf), time: this.#scheduler.now() }
  }

  async candles() {
    return []
  }

  async time() {
    return this.#scheduler.now()
  }

  #bookOf(symbol: string): ScriptedBook {
    return this.#books.get(symbol) ?? { bids: [], asks: [] }
  }

  #snapshotOf(channel: 'book' | 'trades', symbol: string): FeedMessage {
    return channel === 'book'
      ? { kind: 'BOOK_SNAPSHOT', symbol, changes: changesOf(this.#bookOf(symbol)) }
      : { kind: 'TRADES', snapshot: true, trades: this.#trades.get(symbol) ?? [] }
  }

  #tell(symbol: string, message: FeedMessage): void {
    for (const connection of this.#open) connection.tell(symbol, message)
  }
}

const levelOf = ([price, quantity]: Level) => ({
  price: parsePrice(price),
  quantity: parseQuantity(quantity),
})

const changesOf = ({ bids, asks }: ScriptedBook): BookChange[] => [
  ...bids.map((level) => ({ side: 'BID' as const, ...levelOf(level) })),
  ...asks.map((level) => ({ side: 'ASK' as const, ...levelOf(level) })),
]

function instrumentOf(symbol: string, scheduler: Scheduler): Instrument {
  const [base = '', quote = ''] = symbol.split('-')
  return {
    ...{ id: instrumentId(`${VENUE}:${symbol}`), venue: VENUE, symbol, status: 'TRADING' },
    ...{ base: currency(base), quote: currency(quote), tsEvent: scheduler.now() },
    ...{ priceIncrement: parsePrice('0.01'), quantityIncrement: parseQuantity('0.00000001') },
    ...{ minQuantity: parseQuantity('0.00000001'), maxQuantity: parseQuantity('3400') },
    ...{ minNotional: parseMoney('1'), maxNotional: parseMoney('150000000') },
  }
}
