/** Folding one trade into the bar that is being built, and closing it. Shared by every kind of bar. */
import {
  addQuantity,
  type Bar,
  barEventId,
  type InstrumentId,
  type Trade,
  type UnixNanos,
} from '@oasis/domain'
import type { BarBuilderState, OpenBar } from './bar-builder.ts'

export const EMPTY_BAR_STATE: BarBuilderState = {
  open: undefined,
  closedUntil: 0n as UnixNanos,
  lateTrades: 0,
}

/** History sent on subscribing is no trade of now; what was missed in a gap is. */
export const countsForBars = (trade: Trade): boolean => trade.origin !== 'SNAPSHOT'

export function openBar(trade: Trade, openTime: UnixNanos): OpenBar {
  const { price, quantity, tsEvent } = trade
  return {
    openTime,
    open: price,
    high: price,
    low: price,
    close: price,
    volume: quantity,
    firstEvent: tsEvent,
    lastEvent: tsEvent,
    trades: 1,
  }
}

/** Trades of one time keep their order of arrival. */
export function foldTrade(bar: OpenBar, trade: Trade): OpenBar {
  const { price, quantity, tsEvent } = trade
  return {
    openTime: bar.openTime,
    open: tsEvent < bar.firstEvent ? price : bar.open,
    high: price > bar.high ? price : bar.high,
    low: price < bar.low ? price : bar.low,
    close: tsEvent >= bar.lastEvent ? price : bar.close,
    volume: addQuantity(bar.volume, quantity),
    firstEvent: tsEvent < bar.firstEvent ? tsEvent : bar.firstEvent,
    lastEvent: tsEvent > bar.lastEvent ? tsEvent : bar.lastEvent,
    trades: bar.trades + 1,
  }
}

export function closeBar(
  instrumentId: InstrumentId,
  kind: string,
  bar: Pick<OpenBar, 'openTime' | 'open' | 'high' | 'low' | 'close' | 'volume'>,
  closeTime: UnixNanos,
  tsInit: UnixNanos,
): Bar {
  const { openTime, open, high, low, close, volume } = bar
  const eventId = barEventId(instrumentId, kind, closeTime)
  return { eventId, instrumentId, kind, open, high, low, close, volume, openTime, closeTime, tsInit }
}
