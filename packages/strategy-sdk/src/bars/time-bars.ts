/**
 * Bars of equal time, aligned to UTC. A bar closes at the first trade past its end, else when our clock (`tsInit`)
 * is one second past its end; minutes without trades make no bar. Invariant: what is closed is never rewritten, so
 * that a trade from before `closedUntil` is late: counted, and otherwise ignored. Closing depends on the trades and
 * their times alone: a host that calls `onTime` late (catching up after a restart) builds the same bars.
 */
import {
  type Bar,
  type Candle,
  type InstrumentId,
  NANOS_PER_SECOND,
  type Trade,
  type UnixNanos,
} from '@oasis/domain'
import type { BarBuilder, BarBuilderState, OpenBar } from './bar-builder.ts'
import type { BarKind } from './bar-kind.ts'
import { closeBar, countsForBars, EMPTY_BAR_STATE, foldTrade, openBar } from './open-bar.ts'

/** How long a bar waits for its last trades when no later trade comes. */
const GRACE = NANOS_PER_SECOND

export function createTimeBars(
  instrument: InstrumentId,
  kind: BarKind & { by: 'TIME' },
  restored: BarBuilderState = EMPTY_BAR_STATE,
): BarBuilder {
  const { nanos, text } = kind
  let { open, closedUntil, lateTrades } = restored
  const start = (time: bigint) => (time - (time % nanos)) as UnixNanos
  const end = (bar: OpenBar) => (bar.openTime + nanos) as UnixNanos

  /** Everything before `until` is closed; the open bar too, if it ends by then. */
  const advance = (until: UnixNanos, tsInit: (bar: OpenBar) => UnixNanos): Bar | undefined => {
    if (until <= closedUntil) return undefined
    closedUntil = until
    if (!open || end(open) > until) return undefined
    const closed = closeBar(instrument, text, open, end(open), tsInit(open))
    open = undefined
    return closed
  }
  const onTime = (now: UnixNanos) => advance(start(now - GRACE), (bar) => (end(bar) + GRACE) as UnixNanos)

  const onTrade = (trade: Trade): Bar | undefined => {
    if (!countsForBars(trade)) return undefined
    const byTime = onTime(trade.tsInit)
    if (trade.tsEvent < closedUntil) {
      lateTrades++
      return byTime
    }
    const byTrade = advance(start(trade.tsEvent), () => trade.tsInit)
    open = open ? foldTrade(open, trade) : openBar(trade, start(trade.tsEvent))
    return byTime ?? byTrade
  }

  const adopt = (candle: Candle): Bar | undefined => {
    const closeTime = (candle.openTime + nanos) as UnixNanos
    if (closeTime <= closedUntil) return undefined
    closedUntil = closeTime
    if (open && open.openTime < closeTime) open = undefined
    return closeBar(instrument, text, candle, closeTime, closeTime)
  }
  const closesAt = () => (open ? ((end(open) + GRACE) as UnixNanos) : undefined)
  return { kind: text, onTrade, onTime, closesAt, adopt, state: () => ({ open, closedUntil, lateTrades }) }
}
