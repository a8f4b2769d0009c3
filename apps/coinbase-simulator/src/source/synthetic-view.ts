/** The synthetic market in the venue's words. */
import { NANOS_PER_SECOND, type UnixNanos } from '@oasis/domain'
import type { TickCandle } from '../core/candle-series.ts'
import { type Grid, gridNumber, gridText, nearestUnits } from '../core/grid.ts'
import type { Fill } from '../core/order-book.ts'
import type { MarketTrade, ProductMarket } from '../core/product-market.ts'
import type { ProductState, SyntheticMarket } from '../core/synthetic-market.ts'
import type {
  DayFields,
  MarketView,
  ProductBody,
  WireCandle,
  WireLevel,
  WireTrade,
} from '../protocol/market-view.ts'
import { type ProductFacts, productBody } from '../protocol/product-body.ts'
import { wireTime } from '../protocol/timestamps.ts'

export interface SyntheticViewOptions {
  readonly market: SyntheticMarket
  /** Of the last book change. */
  readonly bookTime: () => UnixNanos
}

/** A year's range that the model does not have: as far from the start as the recorded BTC-USD year was. */
const YEAR_LOW = 0.87
const YEAR_HIGH = 1.94

export function createSyntheticView({ market, bookTime }: SyntheticViewOptions): MarketView {
  const state = (id: string): ProductState => {
    const found = market.products.get(id)
    if (!found) throw new RangeError(`no product ${id}`)
    return found
  }
  const aliases = new Map([...market.products.keys()].flatMap((id) => aliasOf(id)))
  return {
    productIds: [...market.products.keys()],
    canonicalId: (id) => (market.products.has(id) ? id : aliases.get(id)),
    products: (now) =>
      [...market.products].flatMap(([id, product]) => listed(id, product, dayFields(product, now))),
    book(id, limit) {
      const { book, priceGrid, sizeGrid } = state(id).market
      const toLevel = (level: Fill): WireLevel => [
        gridText(priceGrid, level.ticks),
        gridText(sizeGrid, level.lots),
      ]
      return {
        bids: book.bid.levels(limit).map(toLevel),
        asks: book.offer.levels(limit).map(toLevel),
        time: bookTime(),
      }
    },
    recentTrades(id, limit) {
      const product = state(id)
      const trades = product.recent.slice(-limit).reverse()
      return trades.map((trade) => wireTrade(id, product.market, trade))
    },
    day: (id, now) => dayFields(state(id), now),
    candles(id, seconds, from, to) {
      const { candles, market: product } = state(id)
      return candles.aggregate(seconds, from, to).map((candle) => wireCandle(product, candle))
    },
    lastTradeId: (id) => String(state(id).recent.at(-1)?.id ?? state(id).market.lastTradeId),
  }
}

export const wireTrade = (id: string, market: ProductMarket, trade: MarketTrade): WireTrade => ({
  product_id: id,
  trade_id: String(trade.id),
  price: gridText(market.priceGrid, trade.ticks),
  size: gridText(market.sizeGrid, trade.lots),
  time: wireTime(trade.time),
  side: trade.makerSide,
})

function wireCandle({ priceGrid, sizeGrid }: ProductMarket, candle: TickCandle): WireCandle {
  return {
    start: String(candle.start),
    high: gridText(priceGrid, candle.high),
    low: gridText(priceGrid, candle.low),
    open: gridText(priceGrid, candle.open),
    close: gridText(priceGrid, candle.close),
    volume: gridText(sizeGrid, candle.lots),
  }
}

function dayFields({ market, candles, recent }: ProductState, now: UnixNanos): DayFields {
  const { priceGrid, sizeGrid, spec } = market
  const last = recent.at(-1)?.ticks ?? candles.last?.close ?? nearestUnits(priceGrid, market.center)
  const day = candles.day(Number(now / NANOS_PER_SECOND)) ?? { low: last, high: last, lots: 0, open: last }
  const start = Number(spec.startPrice)
  return {
    price: gridText(priceGrid, last),
    volume_24_h: gridText(sizeGrid, day.lots),
    low_24_h: gridText(priceGrid, Math.min(day.low, last)),
    high_24_h: gridText(priceGrid, Math.max(day.high, last)),
    low_52_w: yearly(priceGrid, start * YEAR_LOW, Math.min, day.low),
    high_52_w: yearly(priceGrid, start * YEAR_HIGH, Math.max, day.high),
    price_percent_chg_24_h: String((gridNumber(priceGrid, last) / gridNumber(priceGrid, day.open) - 1) * 100),
  }
}

const yearly = (grid: Grid, value: number, pick: (a: number, b: number) => number, known: number): string =>
  gridText(grid, pick(nearestUnits(grid, value), known))

/** The venue lists a product against USDC as an alias of the one against USD, on the same book. */
const aliasOf = (id: string): [string, string][] => (id.endsWith('-USD') ? [[`${id}C`, id]] : [])

function listed(id: string, { market }: ProductState, day: DayFields): ProductBody[] {
  const { baseName, priceIncrement, baseIncrement, baseMaxSize, quoteMaxSize } = market.spec
  const aliases = aliasOf(id).map(([alias]) => alias)
  const facts: ProductFacts = {
    id,
    baseName,
    priceIncrement,
    baseIncrement,
    baseMaxSize,
    quoteMaxSize,
    alias: '',
    aliasTo: aliases,
  }
  return [
    productBody(facts, day),
    ...aliases.map((alias) => productBody({ ...facts, id: alias, alias: id, aliasTo: [] }, day)),
  ]
}
