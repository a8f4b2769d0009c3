/** What the core wants done. The shell does it in this order. */
import type { RawQuote, RawTrade } from '@oasis/contracts'
import type { FeedStatus, InstrumentId } from '@oasis/domain'

export type Effect =
  | { readonly kind: 'STATUS'; readonly status: FeedStatus }
  /** `urgent` quotes (the first of a book, and the end of one) are never replaced by later ones. */
  | { readonly kind: 'QUOTE'; readonly quote: RawQuote; readonly urgent: boolean }
  | { readonly kind: 'TRADES'; readonly trades: readonly RawTrade[] }
  | { readonly kind: 'RESUBSCRIBE_BOOKS'; readonly symbols: readonly string[] }
  | { readonly kind: 'RECONNECT'; readonly reason: string }
  /** Trades with ids of this range were not seen. */
  | { readonly kind: 'FETCH_TRADES'; readonly symbol: string; readonly missing: IdRange }
  | { readonly kind: 'COUNT'; readonly what: 'GAP' | 'RESYNC' }
  | { readonly kind: 'TRADES_LOST'; readonly instrumentId: InstrumentId; readonly missing: IdRange }

/** Inclusive. */
export interface IdRange {
  readonly from: number
  readonly to: number
}

export const rangeSize = ({ from, to }: IdRange): number => to - from + 1
