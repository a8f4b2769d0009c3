/**
 * Holdings without a price: of no instrument that would value them, or of one that has shown no book with both sides
 * since this process began. What the marks of equity contain of them, and what they do not: see equity-marks.ts.
 */
import { type Currency, type Money, ZERO_MONEY } from '@oasis/domain'
import { balanceOf } from './account-books.ts'
import type { Adjusted } from './adjustments.ts'
import { valuingInstrument } from './holdings.ts'
import { usableBook } from './market-board.ts'
import type { RiskState } from './risk-state.ts'
import { isPriced } from './unpriced-currencies.ts'

/** All that is held without a price: what marks made now do not contain. */
export const heldUnpriced = (state: RiskState): Adjusted =>
  new Map([...state.valuation.unpriced(state)].map((currency) => [currency, balanceOf(state, currency)]))

/** Of what was paid in and out since the marks, what has no price yet; the same map where that is all of it. */
export function unpricedPart(state: RiskState): Adjusted {
  const { adjusted } = state
  const rest = [...adjusted].filter(([currency, amount]) => amount !== 0n && !isPriced(state, currency))
  return rest.length === adjusted.size ? adjusted : new Map(rest)
}

/** What the marks contain and nothing prices: priced before a restart, or traded before its first price. */
export function countedUnpriced(state: RiskState): Adjusted {
  const counted = new Map<Currency, Money>()
  const unpriced = [...state.valuation.unpriced(state), ...unpricedPart(state).keys()]
  for (const currency of unpriced) {
    const amount = balanceOf(state, currency) - (state.adjusted.get(currency) ?? ZERO_MONEY)
    if (amount !== 0n) counted.set(currency, amount as Money)
  }
  return counted
}

export interface UnpricedHolding {
  readonly currency: Currency
  /** No instrument that would value it, none of its books seen yet, or its last book must not be used. */
  readonly why: 'NO_INSTRUMENT' | 'NEVER_PRICED' | 'LAST_PRICE'
}

/** For a person: what is held without a price that may be used. */
export function unpricedHoldings(state: RiskState): readonly UnpricedHolding[] {
  const found: UnpricedHolding[] = []
  for (const [currency, total] of state.ledger.balances) {
    if (total === 0n || currency === state.account.valuationCurrency) continue
    const instrument = valuingInstrument(state, currency)
    const reference = instrument && state.market.references.get(instrument.id)
    if (!instrument) found.push({ currency, why: 'NO_INSTRUMENT' })
    else if (!reference?.book) found.push({ currency, why: 'NEVER_PRICED' })
    else if (!usableBook(reference)) found.push({ currency, why: 'LAST_PRICE' })
  }
  return found
}
