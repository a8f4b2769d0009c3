/**
 * Bars of equal activity, in order of arrival: so many trades, so much volume, so much value. The trade that reaches
 * the size belongs to the bar whole, so a bar may be larger than its size and never smaller. Close times name the bars
 * and must differ, so a bar ends one nanosecond past its last trade, or past the previous bar's end when trades share a
 * time.
 */
import {
  addMoney,
  type Bar,
  type InstrumentId,
  notionalRounded,
  type Trade,
  type UnixNanos,
  ZERO_MONEY,
} from '@oasis/domain'
import type { BarBuilder, BarBuilderState, OpenBar } from './bar-builder.ts'
import type { BarKind } from './bar-kind.ts'
import { closeBar, countsForBars, EMPTY_BAR_STATE, foldTrade, openBar } from './open-bar.ts'

export type ActivityBarKind = Exclude<BarKind, { by: 'TIME' }>

export function createActivityBars(
  instrument: InstrumentId,
  kind: ActivityBarKind,
  restored: BarBuilderState = EMPTY_BAR_STATE,
): BarBuilder {
  let { open, closedUntil, value } = restored

  const onTrade = (trade: Trade): Bar | undefined => {
    if (!countsForBars(trade)) return undefined
    open = open ? foldTrade(open, trade) : openBar(trade, trade.tsEvent)
    if (kind.by === 'VALUE')
      value = addMoney(value ?? ZERO_MONEY, notionalRounded(trade.price, trade.quantity, 'HALF_EVEN'))
    if (!isComplete(kind, open, value ?? ZERO_MONEY)) return undefined
    const after = open.lastEvent > closedUntil ? open.lastEvent : closedUntil
    closedUntil = (after + 1n) as UnixNanos
    const closed = closeBar(instrument, kind.text, open, closedUntil, trade.tsInit)
    open = undefined
    value = undefined
    return closed
  }
  return {
    kind: kind.text,
    onTrade,
    onTime: () => undefined,
    closesAt: () => undefined,
    // Candles tell nothing of their trades.
    adopt: () => undefined,
    state: () => ({ open, closedUntil, lateTrades: 0, ...(value === undefined ? {} : { value }) }),
  }
}

function isComplete(kind: ActivityBarKind, open: OpenBar, value: bigint): boolean {
  switch (kind.by) {
    case 'TICKS':
      return open.trades >= kind.ticks
    case 'VOLUME':
      return open.volume >= kind.volume
    case 'VALUE':
      return value >= kind.value
  }
}
