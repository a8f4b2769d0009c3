/** Counts of the normalized trades of a replay, per instrument, exact. */
import { type InstrumentId, type Money, notional, type Quantity, type Trade } from '@oasis/domain'

export interface TradeTally {
  readonly tradesSnapshot: number
  readonly tradesLive: number
  readonly tradesBackfill: number
  readonly liveVolume: Quantity
  readonly liveNotional: Money
  /** Live trades in which the taker bought. */
  readonly takerBuysLive: number
}

export const EMPTY_TALLY: TradeTally = {
  tradesSnapshot: 0,
  tradesLive: 0,
  tradesBackfill: 0,
  liveVolume: 0n as Quantity,
  liveNotional: 0n as Money,
  takerBuysLive: 0,
}

export function addTrade(tally: TradeTally, trade: Trade): TradeTally {
  if (trade.origin === 'SNAPSHOT') return { ...tally, tradesSnapshot: tally.tradesSnapshot + 1 }
  if (trade.origin === 'BACKFILL') return { ...tally, tradesBackfill: tally.tradesBackfill + 1 }
  return {
    ...tally,
    tradesLive: tally.tradesLive + 1,
    liveVolume: (tally.liveVolume + trade.quantity) as Quantity,
    liveNotional: (tally.liveNotional + notional(trade.price, trade.quantity)) as Money,
    takerBuysLive: tally.takerBuysLive + (trade.takerSide === 'BUY' ? 1 : 0),
  }
}

export type Tallies = Map<InstrumentId, TradeTally>

export function tallyTrade(tallies: Tallies, trade: Trade): void {
  tallies.set(trade.instrumentId, addTrade(tallies.get(trade.instrumentId) ?? EMPTY_TALLY, trade))
}
