/** A market that does what a test says: a book per product, and trades when they are told. */
import { NANOS_PER_SECOND, type UnixNanos } from '@oasis/domain'
import type { MarketView, WireLevel, WireTrade } from '../src/protocol/market-view.ts'
import { productBody } from '../src/protocol/product-body.ts'
import { wireTime } from '../src/protocol/timestamps.ts'
import type { Audience, MarketSource } from '../src/source/market-source.ts'

export interface ScriptedBook {
  readonly bids: readonly WireLevel[]
  readonly asks: readonly WireLevel[]
}

const USUAL: ScriptedBook = {
  bids: [
    ['100.00', '1'],
    ['99.00', '5'],
  ],
  asks: [
    ['101.00', '1'],
    ['102.00', '5'],
  ],
}

export class ScriptedMarket {
  readonly source: MarketSource
  readonly #books = new Map<string, ScriptedBook>()
  readonly #trades = new Map<string, WireTrade[]>()
  readonly #now: () => UnixNanos
  #audience: Audience | undefined
  #lastId = 1000

  constructor(productIds: readonly string[], now: () => UnixNanos) {
    this.#now = now
    for (const id of productIds) this.#books.set(id, USUAL)
    this.source = {
      kind: 'synthetic',
      view: this.#view(productIds),
      start: (audience) => {
        this.#audience = audience
      },
      stop: () => {},
    }
  }

  setBook(productId: string, book: ScriptedBook): void {
    this.#books.set(productId, book)
    this.#audience?.moved(productId)
  }

  /** A taker of the other side trades with a resting order of `makerSide`. */
  trade(productId: string, price: string, size: string, makerSide: 'BUY' | 'SELL'): void {
    this.#lastId++
    const trade: WireTrade = {
      product_id: productId,
      trade_id: String(this.#lastId),
      price,
      size,
      side: makerSide,
      time: wireTime(this.#now()),
    }
    this.#trades.set(productId, [...(this.#trades.get(productId) ?? []), trade])
    this.#audience?.traded(productId, [trade])
  }

  #view(productIds: readonly string[]): MarketView {
    const last = (id: string) => this.#trades.get(id)?.at(-1)?.price ?? '100.5'
    const day = (id: string) => ({
      price: last(id),
      volume_24_h: '1',
      low_24_h: '1',
      high_24_h: '1',
      low_52_w: '1',
      high_52_w: '1',
      price_percent_chg_24_h: '0',
    })
    const facts = { baseName: '', priceIncrement: '0.01', baseIncrement: '0.0001', baseMaxSize: '1000' }
    return {
      productIds,
      canonicalId: (id) => productIds.find((known) => known === id || `${known}C` === id),
      products: () =>
        productIds.flatMap((id) => [
          productBody({ ...facts, id, quoteMaxSize: '100000', alias: '', aliasTo: [`${id}C`] }, day(id)),
          productBody({ ...facts, id: `${id}C`, quoteMaxSize: '100000', alias: id, aliasTo: [] }, day(id)),
        ]),
      book: (id, limit) => {
        const { bids, asks } = this.#books.get(id) ?? USUAL
        const time = (this.#now() - (this.#now() % NANOS_PER_SECOND)) as UnixNanos
        return { bids: bids.slice(0, limit), asks: asks.slice(0, limit), time }
      },
      recentTrades: (id, limit) => (this.#trades.get(id) ?? []).slice(-limit).reverse(),
      day,
      candles: () => [],
      lastTradeId: () => String(this.#lastId),
    }
  }
}
