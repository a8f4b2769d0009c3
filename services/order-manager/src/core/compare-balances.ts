/** The venue's balances beside the ledger's. */
import {
  type AccountLedger,
  addMoney,
  type BalanceAdjustment,
  type Currency,
  type Money,
  subtractMoney,
  type TradingMode,
  type UnixNanos,
  ZERO_MONEY,
} from '@oasis/domain'
import type { VenueBalance } from '@oasis/ports'

export interface BalanceDifference {
  readonly currency: Currency
  readonly venue: Money
  readonly ledger: Money
}

/** Every currency in which they differ, by name. A currency that one side does not list counts as zero there. */
export function compareBalances(
  ledger: AccountLedger,
  balances: readonly VenueBalance[],
): readonly BalanceDifference[] {
  const atVenue = new Map(balances.map((b) => [b.currency, addMoney(b.available, b.held)]))
  const currencies = [...new Set([...atVenue.keys(), ...ledger.balances.keys()])].sort()
  return currencies
    .map((currency) => ({
      currency,
      venue: atVenue.get(currency) ?? ZERO_MONEY,
      ledger: ledger.balances.get(currency) ?? ZERO_MONEY,
    }))
    .filter((difference) => difference.venue !== difference.ledger)
}

/** What an account holds before it has any history of ours. */
export function openingAdjustments(
  ledger: AccountLedger,
  balances: readonly VenueBalance[],
  mode: TradingMode,
  now: UnixNanos,
): readonly BalanceAdjustment[] {
  return compareBalances(ledger, balances).map((difference) => ({
    accountId: ledger.accountId,
    mode,
    currency: difference.currency,
    amount: subtractMoney(difference.venue, difference.ledger),
    reason: 'OPENING',
    tsEvent: now,
  }))
}
