/** What was paid in and out of an account, as far as it moves the marks that losses are measured from. */
import {
  type AccountLedger,
  addMoney,
  type Currency,
  type Money,
  quantityAsAmount,
  ZERO_MONEY,
} from '@oasis/domain'
import type { MarketBoard } from './market-board.ts'

export type Adjusted = ReadonlyMap<Currency, Money>

export const withAdjustment = (adjusted: Adjusted, currency: Currency, amount: Money): Adjusted =>
  new Map(adjusted).set(currency, addMoney(adjusted.get(currency) ?? ZERO_MONEY, amount))

/**
 * What adjustments alone have made of the balances between two ledgers of one account: what the positions, which are
 * made of executions alone, do not explain. Nothing is said of instruments that are not known.
 */
export function adjustedBetween(market: MarketBoard, from: AccountLedger, to: AccountLedger): Adjusted {
  const before = unexplained(market, from)
  const after = unexplained(market, to)
  const changes = new Map<Currency, Money>()
  for (const currency of new Set([...before.keys(), ...after.keys()])) {
    const change = (after.get(currency) ?? 0n) - (before.get(currency) ?? 0n)
    if (change !== 0n) changes.set(currency, change as Money)
  }
  return changes
}

/** A position has cost its basis and its fees, and brought what it realised. */
function unexplained(market: MarketBoard, ledger: AccountLedger): Map<Currency, bigint> {
  const balances = new Map<Currency, bigint>(ledger.balances)
  const add = (currency: Currency, amount: bigint) =>
    balances.set(currency, (balances.get(currency) ?? 0n) + amount)
  for (const [id, { quantity, costBasis, realizedPnl, fees }] of ledger.byInstrument) {
    const instrument = market.instruments.get(id)
    if (!instrument) continue
    add(instrument.base, -quantityAsAmount(quantity))
    add(instrument.quote, costBasis - realizedPnl + fees)
  }
  return balances
}
