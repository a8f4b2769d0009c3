/**
 * The one decision: state and intent in, approval or denial out. Pure; the same arguments always decide the same.
 * An approval changes nothing by itself: `reserve` does.
 */
import type { Instrument, OrderIntent, UnixNanos } from '@oasis/domain'
import { limitsInForce } from './limits-in-force.ts'
import type { LiveBook } from './market-board.ts'
import type { OrderRates } from './order-rate.ts'
import { orderValue, worstPrice } from './order-value.ts'
import { isReduction } from './reduction.ts'
import { type Reservation, reserveIntent } from './reservation.ts'
import { balanceOf, type RiskState, withReservation } from './risk-state.ts'
import {
  type Denial,
  firstDenial,
  type InstrumentContext,
  type IntentContext,
  type PricedContext,
} from './rule.ts'
import { findReferenceBook } from './rules/no-reference-price.ts'
import { takeRate } from './rules/order-rate-limit.ts'
import { INSTRUMENT_RULES, INTENT_RULES, PRICED_RULES } from './rules/rule-list.ts'
import { findInstrument } from './rules/unknown-instrument.ts'

/** What an approval takes: a reservation, and one token of each rate. */
export interface Approved {
  readonly reservation: Reservation
  readonly rates: OrderRates
}

export type CheckResult =
  | ({ readonly result: 'APPROVED' } & Approved)
  | ({ readonly result: 'DENIED' } & Denial)

export function check(state: RiskState, intent: OrderIntent, now: UnixNanos): CheckResult {
  const limits = limitsInForce(state.limits, state.account.id, intent.strategyId, intent.instrumentId)
  const asked: IntentContext = { state, intent, now, limits }
  const early = firstDenial(INTENT_RULES, asked)
  if (early) return denied(early)
  const instrument = findInstrument(asked)
  if ('code' in instrument) return denied(instrument)
  const known: InstrumentContext = { ...asked, instrument }
  const unfit = firstDenial(INSTRUMENT_RULES, known)
  if (unfit) return denied(unfit)
  const book = findReferenceBook(known)
  if ('code' in book) return denied(book)
  const priced = price(known, instrument, book)
  const refused = firstDenial(PRICED_RULES, priced)
  if (refused) return denied(refused)
  const taken = takeRate(priced)
  if ('code' in taken) return denied(taken)
  return { result: 'APPROVED', reservation: priced.reservation, rates: taken.rates }
}

const denied = (denial: Denial): CheckResult => ({ result: 'DENIED', ...denial })

function price(context: InstrumentContext, instrument: Instrument, book: LiveBook): PricedContext {
  const { state, intent, limits } = context
  const unitPrice = worstPrice(intent, book, limits.order.priceCollar)
  const reservation = reserveIntent(intent, {
    instrument,
    takerFee: state.account.takerFee,
    unitPrice,
    allOfQuote: balanceOf(state, instrument.quote),
  })
  return {
    ...context,
    book,
    value: orderValue(intent, unitPrice),
    reservation,
    reduction: isReduction(state, intent, instrument),
  }
}

export const reserve = (state: RiskState, { reservation, rates }: Approved): RiskState => ({
  ...withReservation(state, reservation.intentId, reservation),
  rates,
})
