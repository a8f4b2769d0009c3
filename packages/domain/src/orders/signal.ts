import type { AccountId, EventId, InstrumentId, IntentId, StrategyId } from '../ids/identifiers.ts'
import type { Side } from '../market/trade.ts'
import type { UnixNanos } from '../values/unix-nanos.ts'
import type { Cause } from './order-intent.ts'

/** Why a strategy wanted what it wanted; it explains itself after market data has expired. */
export interface Signal {
  readonly eventId: EventId
  readonly accountId: AccountId
  readonly strategyId: StrategyId
  readonly instrumentId: InstrumentId
  readonly side: Side
  readonly intentId: IntentId
  readonly cause: Cause
  /** Values that led to it, as text, by name: `{ "close": "65086.18", "past": "64700" }`. */
  readonly values: Readonly<Record<string, string>>
  readonly ts: UnixNanos
}
