/**
 * Could an order that nobody finds rest at the venue all the same? It would hold funds: what the venue holds beyond the
 * orders that we know of must be less than that. Fees that a venue holds in addition are not known here, so the known
 * holds are counted at their least: the doubt stays rather than goes.
 */
import {
  type Currency,
  type Money,
  notionalRounded,
  type Order,
  quantityAsAmount,
  remainingQuantity,
  subtractMoney,
  ZERO_MONEY,
} from '@oasis/domain'
import type { VenueBalance } from '@oasis/ports'
import type { CurrenciesOf } from './account-state.ts'

export interface Hold {
  readonly currency: Currency
  readonly amount: Money
}

/** At least this much while it rests; undefined for what does not rest. */
export function leastHold({ intent, ...order }: Order, currenciesOf: CurrenciesOf): Hold | undefined {
  const remaining = remainingQuantity({ intent, ...order })
  if (intent.terms.type === 'MARKET' || remaining === undefined) return undefined
  const { base, quote } = currenciesOf(intent.instrumentId)
  if (intent.side === 'SELL') return { currency: base, amount: quantityAsAmount(remaining) }
  return { currency: quote, amount: notionalRounded(intent.terms.limitPrice, remaining, 'DOWN') }
}

const RESTING: ReadonlySet<Order['state']> = new Set(['OPEN', 'PARTIALLY_FILLED', 'PENDING_CANCEL'])

/** What the venue holds and the orders that we know it to have do not need, by currency. */
export function unexplainedHolds(
  balances: readonly VenueBalance[],
  orders: readonly Order[],
  currenciesOf: CurrenciesOf,
): ReadonlyMap<Currency, Money> {
  const left = new Map(balances.map(({ currency, held }) => [currency, held]))
  for (const order of orders) {
    const hold = RESTING.has(order.state) ? leastHold(order, currenciesOf) : undefined
    if (hold === undefined) continue
    left.set(hold.currency, subtractMoney(left.get(hold.currency) ?? ZERO_MONEY, hold.amount))
  }
  return left
}

export function mayRestUnseen(
  order: Order,
  unexplained: ReadonlyMap<Currency, Money>,
  currenciesOf: CurrenciesOf,
): boolean {
  const hold = leastHold(order, currenciesOf)
  if (hold === undefined) return false
  return (unexplained.get(hold.currency) ?? ZERO_MONEY) >= hold.amount
}
