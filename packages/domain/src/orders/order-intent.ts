import type {
  AccountId,
  ClientOrderId,
  EventId,
  InstrumentId,
  IntentId,
  StrategyId,
} from '../ids/identifiers.ts'
import type { Side } from '../market/trade.ts'
import type { Money, Price, Quantity } from '../values/amounts.ts'
import type { UnixNanos } from '../values/unix-nanos.ts'

export type TradingMode = 'PAPER' | 'REAL'
export type TimeInForce = 'GTC' | 'GTD' | 'IOC' | 'FOK'

/** Base quantity, or the amount of quote currency to spend, fees included (market buys only). */
export type OrderSize =
  | { readonly unit: 'BASE'; readonly quantity: Quantity }
  | { readonly unit: 'QUOTE'; readonly amount: Money }

export interface MarketTerms {
  readonly type: 'MARKET'
  readonly timeInForce: 'IOC' | 'FOK'
  readonly size: OrderSize
}

export interface LimitTerms {
  readonly type: 'LIMIT'
  readonly timeInForce: TimeInForce
  readonly quantity: Quantity
  readonly limitPrice: Price
  readonly postOnly: boolean
  /** Only with GTD. */
  readonly expiresAt?: UnixNanos
}

export interface StopLimitTerms {
  readonly type: 'STOP_LIMIT'
  readonly timeInForce: 'GTC' | 'GTD'
  readonly quantity: Quantity
  readonly limitPrice: Price
  readonly stopPrice: Price
  readonly expiresAt?: UnixNanos
}

export type OrderTerms = MarketTerms | LimitTerms | StopLimitTerms

/** The event that made a strategy want this order. */
export interface Cause {
  readonly eventId: EventId
  readonly tsEvent: UnixNanos
  /** When the cause reached us; signal age is judged by it. */
  readonly tsInit: UnixNanos
}

/** What a strategy wants. It becomes at most one order, at every attempt and after every crash. */
export interface OrderIntent {
  readonly intentId: IntentId
  readonly accountId: AccountId
  readonly strategyId: StrategyId
  readonly mode: TradingMode
  readonly instrumentId: InstrumentId
  readonly side: Side
  readonly terms: OrderTerms
  readonly reduceOnly: boolean
  /** Cancel that order, and send this one once it is final; not sent at all if the other has filled meanwhile. */
  readonly replaces?: ClientOrderId
  readonly cause: Cause
}
