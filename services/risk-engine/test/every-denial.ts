/** Everything that speaks against an intent, each rule asked by itself; `check` tells the first only. */
import type { DenialCode, OrderIntent, UnixNanos } from '@oasis/domain'
import { balanceOf } from '../src/core/account-books.ts'
import { ExposuresWith } from '../src/core/exposure.ts'
import { limitsInForce } from '../src/core/limits-in-force.ts'
import { orderValue, worstPrice } from '../src/core/order-value.ts'
import { isReduction } from '../src/core/reduction.ts'
import { reserveIntent } from '../src/core/reservation.ts'
import type { RiskState } from '../src/core/risk-state.ts'
import type { Denial, InstrumentContext, Rule } from '../src/core/rule.ts'
import { takeTokensOfCancel } from '../src/core/rules/cancel-rate-limit.ts'
import { findReferenceBook } from '../src/core/rules/no-reference-price.ts'
import { takeOrderTokens } from '../src/core/rules/order-rate-limit.ts'
import { INSTRUMENT_RULES, INTENT_RULES, PRICED_RULES, RESERVED_RULES } from '../src/core/rules/rule-list.ts'
import { staleReferencePrice } from '../src/core/rules/stale-reference-price.ts'
import { findInstrument } from '../src/core/rules/unknown-instrument.ts'
import { standingsOf } from '../src/core/standing.ts'

export function everyDenial(state: RiskState, intent: OrderIntent, now: UnixNanos): DenialCode[] {
  const found: (Denial | undefined)[] = []
  const ask = <C>(rules: readonly Rule<C>[], context: C) => found.push(...rules.map((rule) => rule(context)))
  const codes = () => [...new Set(found.flatMap((denial) => (denial ? [denial.code] : [])))]
  const limits = limitsInForce(state.limits, state.account.id, intent.strategyId, intent.instrumentId)
  const asked = { state, intent, now, limits }
  ask(INTENT_RULES, asked)
  const instrument = findInstrument(asked)
  if ('code' in instrument) return [...codes(), instrument.code]
  const standings = standingsOf(state, intent, instrument)
  const known: InstrumentContext = {
    ...asked,
    instrument,
    standings,
    reduction: isReduction(intent, standings),
  }
  ask(INSTRUMENT_RULES, known)
  const orders = takeOrderTokens(known)
  const cancels = takeTokensOfCancel(state, state.rates, limits, intent, now)
  if ('code' in orders) found.push(orders)
  if ('code' in cancels && intent.replaces !== undefined) found.push(cancels)
  const book = findReferenceBook(known)
  if ('code' in book) return [...codes(), book.code]
  found.push(staleReferencePrice(known, book))
  const unitPrice = worstPrice(intent, book, limits.order.priceCollar)
  const terms = {
    instrument,
    takerFee: state.account.takerFee,
    allOfQuote: balanceOf(state, instrument.quote),
  }
  const reservation = reserveIntent(intent, { ...terms, unitPrice })
  const exposures = new ExposuresWith(state, intent, { instrument, standings, reservation })
  ask(PRICED_RULES, { ...known, book, reservation, value: orderValue(intent, unitPrice), exposures })
  ask(RESERVED_RULES, { ...known, reservation })
  return codes()
}
