/**
 * What risk knows of the markets: instruments, and one reference price each. Changed in place, since quotes arrive by
 * the thousand. A price is usable only if its quote is younger than everything that ever cast doubt on it; so it does
 * not matter in which order the two topics (quotes, feed status) are read.
 */

import type { Currency, Quote } from '@oasis/domain'
import {
  type FeedStatus,
  type Instrument,
  type InstrumentId,
  midPrice,
  type Price,
  type PriceLevel,
  type UnixNanos,
} from '@oasis/domain'
import { isInFuture } from './clock-tolerance.ts'

/** The last whole book: both sides present. */
export interface LiveBook {
  readonly mid: Price
  readonly bestBid: PriceLevel
  readonly bestAsk: PriceLevel
  readonly bids: readonly PriceLevel[]
  readonly asks: readonly PriceLevel[]
  readonly tsInit: UnixNanos
}

/**
 * Something said that prices up to `at` must not be used: `BROKEN` (gap, quarantine, disconnect), `STALE`, or `FUTURE`
 * (a quote from a clock that cannot be right).
 */
export interface Withdrawal {
  readonly kind: 'BROKEN' | 'STALE' | 'FUTURE'
  readonly at: UnixNanos
}

export interface Reference {
  readonly book?: LiveBook
  readonly withdrawal?: Withdrawal
}

/** Told of each instrument whose price has changed (its mid, or whether it may be used), or whose terms have. */
export type MarketListener = (instrument: InstrumentId, changed: 'PRICE' | 'TERMS') => void

export interface MarketBoard {
  readonly instruments: Map<InstrumentId, Instrument>
  /** The same by base currency, so that a balance finds what values it. */
  readonly byBase: Map<Currency, Map<InstrumentId, Instrument>>
  readonly references: Map<InstrumentId, Reference>
  /** Of whoever keeps sums over prices; see valuation.ts. */
  readonly listeners: Set<MarketListener>
}

export const createMarketBoard = (): MarketBoard => ({
  instruments: new Map(),
  byBase: new Map(),
  references: new Map(),
  listeners: new Set(),
})

export function observeInstrument(board: MarketBoard, instrument: Instrument): void {
  board.instruments.set(instrument.id, instrument)
  const ofBase = board.byBase.get(instrument.base)
  if (ofBase) ofBase.set(instrument.id, instrument)
  else board.byBase.set(instrument.base, new Map([[instrument.id, instrument]]))
  tell(board, instrument.id, 'TERMS')
}

/**
 * A quote that is not LIVE, or shows one side only, withdraws the price; an older one than known changes nothing. One
 * from the future withdraws it as well: were it kept, it would stay fresh, and outlast those of a clock put right.
 */
export function observeQuote(board: MarketBoard, quote: Quote, now: UnixNanos): void {
  const [bestBid] = quote.bids
  const [bestAsk] = quote.asks
  if (isInFuture(quote.tsInit, now)) {
    withdraw(board, quote.instrumentId, { kind: 'FUTURE', at: now })
    return
  }
  if (quote.state !== 'LIVE' || !bestBid || !bestAsk) {
    withdraw(board, quote.instrumentId, { kind: 'BROKEN', at: quote.tsInit })
    return
  }
  const known = board.references.get(quote.instrumentId)
  if (known?.book && known.book.tsInit > quote.tsInit) return
  const { bids, asks, tsInit } = quote
  const mid = midPrice(bestBid.price, bestAsk.price)
  const reference = { ...known, book: { mid, bestBid, bestAsk, bids, asks, tsInit } }
  board.references.set(quote.instrumentId, reference)
  const restored = !usableBook(known) && usableBook(reference)
  if (known?.book?.mid !== mid || restored) tell(board, quote.instrumentId, 'PRICE')
}

/** CONNECTED and RESYNCED promise nothing: only a fresh LIVE quote restores a price. */
export function observeFeedStatus(board: MarketBoard, status: FeedStatus, now: UnixNanos): void {
  if (status.state === 'CONNECTED' || status.state === 'RESYNCED') return
  const kind = status.state === 'STALE' ? 'STALE' : 'BROKEN'
  // From a clock that cannot be right it counts from now, or it would outlast prices of a clock put right.
  const at = isInFuture(status.tsInit, now) ? now : status.tsInit
  for (const instrument of status.instruments) withdraw(board, instrument, { kind, at })
}

function withdraw(board: MarketBoard, instrument: InstrumentId, withdrawal: Withdrawal): void {
  const known = board.references.get(instrument)
  if (known?.withdrawal && known.withdrawal.at > withdrawal.at) return
  board.references.set(instrument, { ...known, withdrawal })
  tell(board, instrument, 'PRICE')
}

function tell(board: MarketBoard, instrument: InstrumentId, changed: 'PRICE' | 'TERMS'): void {
  for (const listener of board.listeners) listener(instrument, changed)
}

/** The book whose price may be used, whatever its age. */
export function usableBook(reference: Reference | undefined): LiveBook | undefined {
  if (!reference?.book) return undefined
  const { book, withdrawal } = reference
  return withdrawal && book.tsInit <= withdrawal.at ? undefined : book
}

/** The last mid ever seen, in doubt or not: to value what is held, never to price an order by. */
export const lastMid = (board: MarketBoard, instrument: InstrumentId): Price | undefined =>
  board.references.get(instrument)?.book?.mid
