/** What the venue publishes: books, trades, reference data. Outlives the connectors that read it. */
import {
  type BookChange,
  formatPrice,
  formatQuantity,
  formatRfc3339,
  oppositeSide,
  type Price,
  parseQuantity,
  type UnixNanos,
  ZERO_QUANTITY,
} from '@oasis/domain'
import type { MarketReference, VenueTrade } from '@oasis/ports'
import type { MarketSetup } from '../world/setup.ts'
import type { PriceMove } from './price-walk.ts'

export interface MarketUpdate {
  readonly symbol: string
  readonly changes: readonly BookChange[]
  readonly trade: VenueTrade | undefined
}

const SIZE = parseQuantity('500')
const TRADED = formatQuantity(parseQuantity('0.5'))
const REMEMBERED_TRADES = 100

interface Market {
  readonly setup: MarketSetup
  bid: Price | undefined
  ask: Price | undefined
  readonly trades: VenueTrade[]
}

export class SimulatedExchange {
  readonly #now: () => UnixNanos
  readonly #markets: ReadonlyMap<string, Market>
  readonly #listeners = new Set<(update: MarketUpdate) => void>()

  constructor(markets: readonly MarketSetup[], now: () => UnixNanos) {
    this.#now = now
    this.#markets = new Map(
      markets.map((setup) => [
        setup.instrument.symbol,
        { setup, bid: undefined, ask: undefined, trades: [] },
      ]),
    )
  }

  /** Returns how to stop listening. */
  listen(listener: (update: MarketUpdate) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly onMove = ({ market, bid, ask, trade }: PriceMove): void => {
    const { symbol } = market.instrument
    const known = this.#markets.get(symbol)
    if (!known) return
    const changes = changesBetween(known, bid, ask)
    known.bid = bid
    known.ask = ask
    const traded = trade && this.#tradeOf(symbol, trade)
    if (traded) {
      known.trades.push(traded)
      if (known.trades.length > REMEMBERED_TRADES) known.trades.shift()
    }
    for (const listener of this.#listeners) listener({ symbol, changes, trade: traded })
  }

  book(symbol: string): readonly BookChange[] {
    const market = this.#markets.get(symbol)
    if (market?.bid === undefined || market.ask === undefined) return []
    return changesBetween({ bid: undefined, ask: undefined }, market.bid, market.ask)
  }

  recentTrades(symbol: string, limit: number): readonly VenueTrade[] {
    return this.#markets.get(symbol)?.trades.slice(-limit) ?? []
  }

  /** Without faults of its own: a look that fails is the connector's daily bread, and tested there. */
  get reference(): MarketReference {
    return {
      instruments: async (symbols) =>
        [...this.#markets.values()]
          .map(({ setup }) => setup.instrument)
          .filter(({ symbol }) => symbols?.includes(symbol) ?? true),
      recentTrades: async (symbol, limit) => this.recentTrades(symbol, limit),
      book: async (symbol) => {
        const levels = this.book(symbol)
        const side = (name: string) => levels.filter((one) => one.side === name)
        return { symbol, bids: side('BID'), asks: side('ASK'), time: this.#now() }
      },
      candles: async () => [],
      time: async () => this.#now(),
    }
  }

  /** Coinbase tells the maker's side. */
  #tradeOf(symbol: string, { id, price, side }: NonNullable<PriceMove['trade']>): VenueTrade {
    return {
      symbol,
      tradeId: String(id),
      price: formatPrice(price),
      size: TRADED,
      side: oppositeSide(side),
      time: formatRfc3339(this.#now()),
    }
  }
}

/** Old levels go before new ones come: a book is never crossed. */
function changesBetween(old: Pick<Market, 'bid' | 'ask'>, bid: Price, ask: Price): readonly BookChange[] {
  const gone = (side: BookChange['side'], price: Price | undefined, now: Price): BookChange[] =>
    price === undefined || price === now ? [] : [{ side, price, quantity: ZERO_QUANTITY }]
  return [
    ...gone('BID', old.bid, bid),
    ...gone('ASK', old.ask, ask),
    { side: 'BID', price: bid, quantity: SIZE },
    { side: 'ASK', price: ask, quantity: SIZE },
  ]
}
