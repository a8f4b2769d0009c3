/**
 * An account's holdings, rebuilt from executions and balance adjustments alone: positions per strategy and per
 * instrument, and total balances per currency. Invariants: an instrument's position is the sum of its strategies'
 * and the external one; replaying the same events gives the same ledger.
 */
import type { AccountId, Currency, InstrumentId, StrategyId } from '../ids/identifiers.ts'
import type { Instrument } from '../instruments/instrument.ts'
import { type BalanceAdjustment, type Execution, quantityChange } from '../orders/execution.ts'
import {
  addMoney,
  type Money,
  notionalRounded,
  type Price,
  parsePrice,
  type Quantity,
  quantityFor,
  ZERO_MONEY,
} from '../values/amounts.ts'
import type { RoundingMode } from '../values/decimal.ts'
import { applyFill, cashChange, FLAT_POSITION, type Position } from './position.ts'

export interface AccountLedger {
  readonly accountId: AccountId
  readonly byStrategy: ReadonlyMap<StrategyId, ReadonlyMap<InstrumentId, Position>>
  readonly byInstrument: ReadonlyMap<InstrumentId, Position>
  /** Total per currency, holds included. */
  readonly balances: ReadonlyMap<Currency, Money>
}

export function createLedger(accountId: AccountId): AccountLedger {
  return { accountId, byStrategy: new Map(), byInstrument: new Map(), balances: new Map() }
}

const ONE = parsePrice('1')
/** A base quantity as an amount of its currency: the same number at money's scale. */
export const quantityAsAmount = (quantity: Quantity): Money => notionalRounded(ONE as Price, quantity, 'DOWN')
/** An amount of a base currency as a quantity of it; a venue's own amounts are exact. */
export const amountAsQuantity = (amount: Money, mode: RoundingMode): Quantity =>
  quantityFor(amount, ONE, mode)

export function bookExecution(
  ledger: AccountLedger,
  execution: Execution,
  instrument: Pick<Instrument, 'base' | 'quote'>,
): AccountLedger {
  const { instrumentId, strategyId } = execution
  const ofStrategy = ledger.byStrategy.get(strategyId) ?? new Map<InstrumentId, Position>()
  return {
    ...ledger,
    byStrategy: withEntry(ledger.byStrategy, strategyId, book(ofStrategy, instrumentId, execution)),
    byInstrument: book(ledger.byInstrument, instrumentId, execution),
    balances: credit(
      credit(ledger.balances, instrument.base, quantityAsAmount(quantityChange(execution))),
      instrument.quote,
      cashChange(execution),
    ),
  }
}

export function bookAdjustment(ledger: AccountLedger, adjustment: BalanceAdjustment): AccountLedger {
  return { ...ledger, balances: credit(ledger.balances, adjustment.currency, adjustment.amount) }
}

function book(
  positions: ReadonlyMap<InstrumentId, Position>,
  instrument: InstrumentId,
  execution: Execution,
): ReadonlyMap<InstrumentId, Position> {
  return withEntry(positions, instrument, applyFill(positions.get(instrument) ?? FLAT_POSITION, execution))
}

function credit(
  balances: ReadonlyMap<Currency, Money>,
  currency: Currency,
  amount: Money,
): ReadonlyMap<Currency, Money> {
  return withEntry(balances, currency, addMoney(balances.get(currency) ?? ZERO_MONEY, amount))
}

function withEntry<K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> {
  return new Map(map).set(key, value)
}
