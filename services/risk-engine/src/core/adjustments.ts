/**
 * What was paid in and out of an account, as far as it moves the marks that losses are measured from. It follows from
 * the ledger alone: what the positions, which are made of executions alone, do not explain of the balances. So what was
 * booked while nobody was watching is found by comparing two ledgers, or one with what was written down of another.
 */
import {
  type AccountLedger,
  addMoney,
  type Currency,
  type Money,
  type PaidIn,
  quantityAsAmount,
  ZERO_MONEY,
} from '@oasis/domain'
import { findCurrencies } from './instrument-currencies.ts'
import type { MarketBoard } from './market-board.ts'

export type Adjusted = ReadonlyMap<Currency, Money>

export const NOTHING_ADJUSTED: Adjusted = new Map()

/** What marks contain of these amounts, which nothing prices now: what keeps equity where it was last known. */
export interface AssumedWorth {
  readonly of: Adjusted
  readonly worth: Money
  /** Since when there is something to assume: a UTC day. */
  readonly since: string
}

export const withAdjustment = (adjusted: Adjusted, currency: Currency, amount: Money): Adjusted =>
  new Map(adjusted).set(currency, addMoney(adjusted.get(currency) ?? ZERO_MONEY, amount))

/** Ledgers are replaced, never changed; and marks may be brought up with every price. */
const known = new WeakMap<AccountLedger, readonly PaidIn[]>()

/** All that was ever paid in, less what was paid out. Undefined while it cannot be told what a position is of. */
export function paidInOf(market: MarketBoard, ledger: AccountLedger): readonly PaidIn[] | undefined {
  const before = known.get(ledger)
  if (before) return before
  const paidIn = unexplained(market, ledger)
  if (paidIn) known.set(ledger, paidIn)
  return paidIn
}

/** What was paid in from `before` to `after`. */
export function paidBetween(before: readonly PaidIn[], after: readonly PaidIn[]): Adjusted {
  const paid = new Map<Currency, Money>(after.map(({ currency, amount }) => [currency, amount]))
  for (const { currency, amount } of before) {
    const change = ((paid.get(currency) ?? ZERO_MONEY) - amount) as Money
    paid.set(currency, change)
  }
  for (const [currency, amount] of paid) if (amount === 0n) paid.delete(currency)
  return paid
}

/** As of marks that do not contain `uncounted`. */
export function withoutUncounted(paidIn: readonly PaidIn[], uncounted: Adjusted): readonly PaidIn[] {
  if (uncounted.size === 0) return paidIn
  const before = [...uncounted].map(([currency, amount]) => ({ currency, amount }))
  return listed(paidBetween(before, paidIn))
}

/** A position has cost its basis and its fees, and brought what it realised. */
function unexplained(market: MarketBoard, ledger: AccountLedger): readonly PaidIn[] | undefined {
  const balances = new Map<Currency, bigint>(ledger.balances)
  const add = (currency: Currency, amount: bigint) =>
    balances.set(currency, (balances.get(currency) ?? 0n) + amount)
  for (const [id, { quantity, costBasis, realizedPnl, fees }] of ledger.byInstrument) {
    const instrument = findCurrencies(market, id)
    if (!instrument) return undefined
    add(instrument.base, -quantityAsAmount(quantity))
    add(instrument.quote, costBasis - realizedPnl + fees)
  }
  return listed(balances)
}

/** By currency, so that equal ledgers say the same, whatever way they came about. */
const listed = (amounts: ReadonlyMap<Currency, bigint>): readonly PaidIn[] =>
  [...amounts]
    .filter(([, amount]) => amount !== 0n)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, amount]) => ({ currency, amount: amount as Money }))
