import type {
  AccountId,
  ClientOrderId,
  Currency,
  ExecutionId,
  InstrumentId,
  StrategyId,
} from '../ids/identifiers.ts'
import type { Side } from '../market/trade.ts'
import { type Money, negateMoney, negateQuantity, type Price, type Quantity } from '../values/amounts.ts'
import type { UnixNanos } from '../values/unix-nanos.ts'
import type { TradingMode } from './order-intent.ts'

export type Liquidity = 'MAKER' | 'TAKER' | 'UNKNOWN'

/** A REVERSAL undoes a fill that the venue has taken back: same side and numbers, booked with the opposite sign. */
export type ExecutionKind = 'FILL' | 'REVERSAL'

/** One fill, keyed by the venue's execution id and booked once. */
export interface Execution {
  readonly executionId: ExecutionId
  readonly kind: ExecutionKind
  readonly accountId: AccountId
  readonly mode: TradingMode
  readonly strategyId: StrategyId
  readonly clientOrderId: ClientOrderId
  readonly instrumentId: InstrumentId
  readonly side: Side
  readonly price: Price
  readonly quantity: Quantity
  /** Always ≥ 0 and in the instrument's quote currency. */
  readonly fee: Money
  readonly feeCurrency: Currency
  readonly liquidity: Liquidity
  /** True where the venue had no book and filled by the stated convention (paper only). */
  readonly synthetic: boolean
  readonly tsEvent: UnixNanos
  readonly tsInit: UnixNanos
}

/** A change of a balance that no execution explains: opening holdings, deposits, withdrawals, manual trades. */
export interface BalanceAdjustment {
  readonly accountId: AccountId
  readonly mode: TradingMode
  readonly currency: Currency
  /** Signed, in units of `currency`. */
  readonly amount: Money
  readonly reason: 'OPENING' | 'DEPOSIT' | 'WITHDRAWAL' | 'EXTERNAL_TRADE' | 'CORRECTION'
  /** Of an EXTERNAL_TRADE: the venue's execution that it accounts for, one adjustment for each of its currencies. */
  readonly executionId?: ExecutionId
  readonly tsEvent: UnixNanos
}

/** What the execution did to the base currency's balance: positive for a buy. A reversal takes it back. */
export function quantityChange({
  kind,
  side,
  quantity,
}: Pick<Execution, 'kind' | 'side' | 'quantity'>): Quantity {
  return (side === 'BUY') === (kind === 'FILL') ? quantity : negateQuantity(quantity)
}

/** Paid with a fill, given back with its reversal. */
export const feeChange = ({ kind, fee }: Pick<Execution, 'kind' | 'fee'>): Money =>
  kind === 'FILL' ? fee : negateMoney(fee)
