/**
 * What the protocol needs to know of a market, already in the venue's words: decimal text, the venue's field names.
 * The synthetic market and a replayed capture both answer it, so that one protocol serves both.
 */
import type { UnixNanos } from '@oasis/domain'

export type WireLevel = readonly [price: string, size: string]

export interface WireBook {
  /** Best first. */
  readonly bids: readonly WireLevel[]
  readonly asks: readonly WireLevel[]
  /** Of the last change. */
  readonly time: UnixNanos
}

export interface WireTrade {
  readonly product_id: string
  readonly trade_id: string
  readonly price: string
  readonly size: string
  readonly time: string
  /** The maker's side: BUY means that the taker sold. */
  readonly side: string
}

export interface WireCandle {
  /** Unix seconds. */
  readonly start: string
  readonly high: string
  readonly low: string
  readonly open: string
  readonly close: string
  readonly volume: string
}

export interface DayFields {
  readonly price: string
  readonly volume_24_h: string
  readonly low_24_h: string
  readonly high_24_h: string
  readonly low_52_w: string
  readonly high_52_w: string
  readonly price_percent_chg_24_h: string
}

/** A product as `GET /market/products` lists it; the fields vary by product type. */
export type ProductBody = Readonly<Record<string, unknown>> & { readonly product_id: string }

export interface MarketView {
  /** Products with market data, by their canonical ids. */
  readonly productIds: readonly string[]
  /** `BTC-USDC` → `BTC-USD`; undefined for what the market does not know. */
  canonicalId(productId: string): string | undefined
  /** Every listed product, aliases included. */
  products(now: UnixNanos): readonly ProductBody[]
  /** Of a canonical id, as all that follow. */
  book(productId: string, limit?: number): WireBook
  /** Newest first. */
  recentTrades(productId: string, limit: number): readonly WireTrade[]
  day(productId: string, now: UnixNanos): DayFields
  /** Those that start within [from, to], oldest first. */
  candles(productId: string, seconds: number, from: number, to: number): readonly WireCandle[]
  lastTradeId(productId: string): string
}
