import type { Position } from '../accounting/position.ts'
import type { AccountId, Currency, InstrumentId, StrategyId } from '../ids/identifiers.ts'
import type { TradingMode } from '../orders/order-intent.ts'
import type { Money, Price } from '../values/amounts.ts'
import type { UnixNanos } from '../values/unix-nanos.ts'

export interface PortfolioPosition extends Position {
  readonly instrumentId: InstrumentId
  /** Mid of a live book; absent when none is known. */
  readonly mark?: Price
  readonly value?: Money
  readonly unrealizedPnl?: Money
}

export interface PortfolioBalance {
  readonly currency: Currency
  readonly total: Money
  /** Reserved by open orders. */
  readonly held: Money
}

/** An account as risk sees it at one moment. */
export interface Portfolio {
  readonly accountId: AccountId
  readonly mode: TradingMode
  readonly valuationCurrency: Currency
  /** The last order event it contains; a later version is never overwritten by an earlier one. */
  readonly accountSeq: number
  readonly riskEpoch: number
  readonly balances: readonly PortfolioBalance[]
  readonly positions: readonly PortfolioPosition[]
  readonly byStrategy: readonly (PortfolioPosition & { readonly strategyId: StrategyId })[]
  /** Cash of the valuation currency plus all other balances at mid; absent while one of them has no mark. */
  readonly equity?: Money
  /** Exposures count open orders at their worst, as the limits do; what never had a price is left out. */
  readonly grossExposure: Money
  readonly netExposure: Money
  readonly openOrders: number
  readonly ts: UnixNanos
}
