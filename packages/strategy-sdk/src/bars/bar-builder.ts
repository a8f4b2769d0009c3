/** Bars from trades, one instrument and one kind each. State is plain data, so that it snapshots with its strategy. */
import type { Bar, Candle, Money, Price, Quantity, Trade, UnixNanos } from '@oasis/domain'

/** The bar being built. Open and close belong to its earliest and latest trade by `tsEvent`. */
export interface OpenBar {
  readonly openTime: UnixNanos
  readonly open: Price
  readonly high: Price
  readonly low: Price
  readonly close: Price
  readonly volume: Quantity
  readonly firstEvent: UnixNanos
  readonly lastEvent: UnixNanos
  readonly trades: number
}

export interface BarBuilderState {
  readonly open: OpenBar | undefined
  /** Everything before it is closed for good; a trade from before it is late. */
  readonly closedUntil: UnixNanos
  readonly lateTrades: number
  /** Of the open bar's trades, where bars are made by value. */
  readonly value?: Money
}

export interface BarBuilder {
  /** As in a subscription: `1m`. */
  readonly kind: string
  /** Takes the trade in; the bar that it closed, if it did. SNAPSHOT trades are ignored. */
  onTrade(trade: Trade): Bar | undefined
  /** Our clock has reached `now` and no trade from before it is outstanding: closes what is due. */
  onTime(now: UnixNanos): Bar | undefined
  /** When `onTime` would close the open bar. */
  closesAt(): UnixNanos | undefined
  /** A closed bar from elsewhere (a venue's candle). Undefined when it is not newer than what is closed here. */
  adopt(candle: Candle): Bar | undefined
  state(): BarBuilderState
}
