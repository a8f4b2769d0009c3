/** The simulator's market as the users' matching cores see it: quotes and trades of each product that can be traded. */
import {
  type ConnectionId,
  type InstrumentId,
  type Price,
  type PriceLevel,
  parsePrice,
  parseQuantity,
  parseRfc3339,
  type Quote,
  quoteEventId,
  type TakerSide,
  type Trade,
  tradeEventId,
  type UnixNanos,
} from '@oasis/domain'
import { type TradableProduct, tradableProducts } from '../orders/catalogue.ts'
import type { MarketTop } from '../orders/venue-rules.ts'
import type { MarketView, WireLevel, WireTrade } from '../protocol/market-view.ts'

/** Deep enough for any order that is not absurd; each quote costs as much as it has levels. */
const DEPTH = 60
const CONNECTION = 'simulator' as ConnectionId

export class MarketWatch {
  readonly #view: MarketView
  #products: ReadonlyMap<string, TradableProduct>
  /** Of each market's book: a quote is made once for each. */
  readonly #versions = new Map<string, number>()
  readonly #quotes = new Map<InstrumentId, Quote>()
  readonly #lastPrices = new Map<string, Price>()

  constructor(view: MarketView, now: UnixNanos) {
    this.#view = view
    this.#products = tradableProducts(view, now)
  }

  /** After flags have changed. */
  reload(now: UnixNanos): void {
    this.#products = tradableProducts(this.#view, now)
  }

  get products(): readonly TradableProduct[] {
    return [...this.#products.values()]
  }

  find(productId: string): TradableProduct | undefined {
    return this.#products.get(productId)
  }

  /** Every product that trades on this market. */
  on(marketId: string): readonly TradableProduct[] {
    return this.products.filter((product) => product.marketId === marketId)
  }

  moved(marketId: string): void {
    this.#versions.set(marketId, (this.#versions.get(marketId) ?? 0) + 1)
  }

  top({ marketId }: TradableProduct): MarketTop {
    const { bids, asks } = this.#view.book(marketId, 1)
    const last = this.#lastPrices.get(marketId) ?? priceOf(this.#view.recentTrades(marketId, 1)[0]?.price)
    return { bid: priceOf(bids[0]?.[0]), ask: priceOf(asks[0]?.[0]), last }
  }

  /** The book as it stands; the same quote as long as it does not move. */
  quote({ instrument, marketId }: TradableProduct, now: UnixNanos): Quote {
    const sequence = this.#versions.get(marketId) ?? 0
    const known = this.#quotes.get(instrument.id)
    if (known?.sequence === sequence) return known
    const { bids, asks, time } = this.#view.book(marketId, DEPTH)
    const quote: Quote = {
      eventId: quoteEventId(instrument.id, CONNECTION, sequence),
      instrumentId: instrument.id,
      state: 'LIVE',
      bids: bids.map(levelOf),
      asks: asks.map(levelOf),
      connection: CONNECTION,
      sequence,
      tsEvent: time,
      tsInit: now,
    }
    this.#quotes.set(instrument.id, quote)
    return quote
  }

  trade({ instrument, marketId }: TradableProduct, wire: WireTrade): Trade {
    const time = parseRfc3339(wire.time)
    const price = parsePrice(wire.price)
    this.#lastPrices.set(marketId, price)
    return {
      eventId: tradeEventId(instrument.id, wire.trade_id),
      instrumentId: instrument.id,
      tradeId: wire.trade_id,
      price,
      quantity: parseQuantity(wire.size),
      takerSide: takerSideOf(wire.side),
      origin: 'LIVE',
      connection: CONNECTION,
      sequence: 0,
      tsEvent: time,
      tsInit: time,
    }
  }
}

const priceOf = (text: string | undefined): Price | undefined =>
  text === undefined || text === '' ? undefined : parsePrice(text)

const levelOf = ([price, size]: WireLevel): PriceLevel => ({
  price: parsePrice(price),
  quantity: parseQuantity(size),
})

/** The venue tells the maker's side. */
const takerSideOf = (makerSide: string): TakerSide =>
  makerSide === 'BUY' ? 'SELL' : makerSide === 'SELL' ? 'BUY' : 'UNKNOWN'
