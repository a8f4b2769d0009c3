/**
 * Bars of an equal number of trades, in order of arrival. Close times name the bars and must differ, so a bar ends
 * one nanosecond past its last trade, or past the previous bar's end when trades share a time.
 */
import type { Bar, InstrumentId, Trade, UnixNanos } from '@oasis/domain'
import type { BarBuilder, BarBuilderState } from './bar-builder.ts'
import type { BarKind } from './bar-kind.ts'
import { closeBar, countsForBars, EMPTY_BAR_STATE, foldTrade, openBar } from './open-bar.ts'

export function createTickBars(
  instrument: InstrumentId,
  kind: BarKind & { by: 'TICKS' },
  restored: BarBuilderState = EMPTY_BAR_STATE,
): BarBuilder {
  let { open, closedUntil } = restored

  const onTrade = (trade: Trade): Bar | undefined => {
    if (!countsForBars(trade)) return undefined
    open = open ? foldTrade(open, trade) : openBar(trade, trade.tsEvent)
    if (open.trades < kind.ticks) return undefined
    const after = open.lastEvent > closedUntil ? open.lastEvent : closedUntil
    closedUntil = (after + 1n) as UnixNanos
    const closed = closeBar(instrument, kind.text, open, closedUntil, trade.tsInit)
    open = undefined
    return closed
  }
  return {
    kind: kind.text,
    onTrade,
    onTime: () => undefined,
    closesAt: () => undefined,
    // Candles tell nothing of the number of their trades.
    adopt: () => undefined,
    state: () => ({ open, closedUntil, lateTrades: 0 }),
  }
}
