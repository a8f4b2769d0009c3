/** The `events` text of each public channel. */
import type { UnixNanos } from '@oasis/domain'
import type { DayFields, MarketView, WireBook, WireCandle, WireLevel, WireTrade } from './market-view.ts'
import { goTime, wireTime } from './timestamps.ts'

export type EventType = 'snapshot' | 'update'

export interface WireChange {
  readonly side: 'bid' | 'offer'
  readonly price: string
  /** Absolute; "0" removes. */
  readonly size: string
}

export function bookUpdateEvents(productId: string, changes: readonly WireChange[], time: UnixNanos): string {
  return bookEvents('update', productId, changes, wireTime(time))
}

/** The whole book: bids descending, offers ascending. */
export function bookSnapshotEvents(productId: string, book: WireBook): string {
  const toChange =
    (side: 'bid' | 'offer') =>
    ([price, size]: WireLevel): WireChange => ({ side, price, size })
  const levels = [...book.bids.map(toChange('bid')), ...book.asks.map(toChange('offer'))]
  return bookEvents('snapshot', productId, levels, wireTime(book.time))
}

function bookEvents(
  type: EventType,
  productId: string,
  changes: readonly WireChange[],
  time: string,
): string {
  // By hand: a snapshot has tens of thousands of levels, and nothing in a level needs escaping.
  const updates = changes.map(
    ({ side, price, size }) =>
      `{"side":"${side}","event_time":"${time}","price_level":"${price}","new_quantity":"${size}"}`,
  )
  return `[{"type":"${type}","product_id":"${productId}","updates":[${updates.join(',')}]}]`
}

/** Newest first, in snapshots as in updates. */
export const tradesEvents = (type: EventType, trades: readonly WireTrade[]): string =>
  JSON.stringify([{ type, trades }])

export interface TopOfBook {
  readonly best_bid: string
  readonly best_ask: string
  readonly best_bid_quantity: string
  readonly best_ask_quantity: string
}

/** `ticker_batch` has no top of book. */
export function tickerEvents(type: EventType, productId: string, day: DayFields, top?: TopOfBook): string {
  return JSON.stringify([{ type, tickers: [{ type: 'ticker', product_id: productId, ...day, ...top }] }])
}

/** Empty strings where a side is empty, as during the venue's maintenance. */
export function topOfBook(view: MarketView, productId: string): TopOfBook {
  const { bids, asks } = view.book(productId, 1)
  const [bid = '', bidSize = ''] = bids[0] ?? []
  const [ask = '', askSize = ''] = asks[0] ?? []
  return { best_bid: bid, best_ask: ask, best_bid_quantity: bidSize, best_ask_quantity: askSize }
}

export const candleEvents = (type: EventType, productId: string, candles: readonly WireCandle[]): string =>
  JSON.stringify([{ type, candles: candles.map((candle) => ({ ...candle, product_id: productId })) }])

export const heartbeatEvents = (now: UnixNanos, sinceBoot: bigint): string =>
  JSON.stringify([
    {
      current_time: goTime(now, sinceBoot),
      heartbeat_counter: Number(sinceBoot / 1_000_000_000n),
    },
  ])

export function statusEvents(
  type: EventType,
  view: MarketView,
  ids: ReadonlySet<string>,
  now: UnixNanos,
): string {
  const products = view
    .products(now)
    .filter((product) => ids.has(product.product_id))
    .map((product) => ({
      product_type: product.product_type,
      id: product.product_id,
      base_currency: product.base_currency_id,
      quote_currency: product.quote_currency_id,
      base_increment: product.base_increment,
      quote_increment: product.quote_increment,
      display_name: product.display_name,
      status: product.status,
      status_message: '',
      min_market_funds: product.quote_min_size,
    }))
  return JSON.stringify([{ type, products }])
}
