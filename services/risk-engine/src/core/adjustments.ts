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
import type { MarketBoard } from './market-board.ts'

export type Adjusted = ReadonlyMap<Currency, Money>

export const NOTHING_ADJUSTED: Adjusted = new Map()

export const withAdjustment = (adjusted: Adjusted, currency: Currency, amount: Money): Adjusted =>
  new Map(adjusted).set(currency, addMoney(adjusted.get(currency) ?? ZERO_MONEY, amount))

/** Ledgers are replaced, never changed; and marks may be brought up with every price. */
const known = new WeakMap<AccountLedger, readonly PaidIn[]>()

/** All that was ever paid in, less what was paid out. Undefined while a position is of an instrument that is not known. */
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

/** A position has cost its basis and its fees, and brought what it realised. */
function unexplained(market: MarketBoard, ledger: AccountLedger): readonly PaidIn[] | undefined {
  const balances = new Map<Currency, bigint>(ledger.balances)
  const add = (currency: Currency, amount: bigint) =>
    balances.set(currency, (balances.get(currency) ?? 0n) + amount)
  for (const [id, { quantity, costBasis, realizedPnl, fees }] of ledger.byInstrument) {
    const instrument = market.instruments.get(id)
    if (!instrument) return undefined
    add(instrument.base, -quantityAsAmount(quantity))
    add(instrument.quote, costBasis - realizedPnl + fees)
  }
  const paidIn = [...balances].filter(([, amount]) => amount !== 0n)
  // By currency, so that equal ledgers say the same, whatever way they came about.
  return paidIn
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, amount]) => ({ currency, amount: amount as Money }))
}
