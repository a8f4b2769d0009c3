/**
 * The one decision: state and intent in, approval or denial out. Pure; the same arguments always decide the same.
 * An approval changes nothing by itself: `reserve` does.
 */
import type { Instrument, OrderIntent, UnixNanos } from '@oasis/domain'
import { balanceOf } from './account-books.ts'
import { ExposuresWith } from './exposure.ts'
import { acceptsStalePrices } from './halt.ts'
import { limitsInForce } from './limits-in-force.ts'
import type { LiveBook } from './market-board.ts'
import { orderValue, worstPrice } from './order-value.ts'
import { isReduction } from './reduction.ts'
import { type Reservation, reserveIntent } from './reservation.ts'
import { type RiskState, withReservation } from './risk-state.ts'
import {
  type Denial,
  firstDenial,
  type InstrumentContext,
  type IntentContext,
  type PricedContext,
  type ReservedContext,
} from './rule.ts'
import { takeTokensOfCancel } from './rules/cancel-rate-limit.ts'
import { findReferenceBook } from './rules/no-reference-price.ts'
import { takeOrderTokens } from './rules/order-rate-limit.ts'
import { INSTRUMENT_RULES, INTENT_RULES, PRICED_RULES, RESERVED_RULES } from './rules/rule-list.ts'
import { staleReferencePrice } from './rules/stale-reference-price.ts'
import { findInstrument } from './rules/unknown-instrument.ts'
import { standingsOf } from './standing.ts'
import type { TokenBuckets } from './token-buckets.ts'

/** What an approval takes: a reservation, and one token of each rate. */
export interface Approved {
  readonly reservation: Reservation
  readonly rates: TokenBuckets
}

export type CheckResult =
  | ({ readonly result: 'APPROVED' } & Approved)
  | ({ readonly result: 'DENIED' } & Denial)

export function check(state: RiskState, intent: OrderIntent, now: UnixNanos): CheckResult {
  const decision = decide(state, intent, now)
  return 'code' in decision ? { result: 'DENIED', ...decision } : { result: 'APPROVED', ...decision }
}

function decide(state: RiskState, intent: OrderIntent, now: UnixNanos): Approved | Denial {
  const limits = limitsInForce(state.limits, state.account.id, intent.strategyId, intent.instrumentId)
  const asked: IntentContext = { state, intent, now, limits }
  const early = firstDenial(INTENT_RULES, asked)
  if (early) return early
  const instrument = findInstrument(asked)
  if ('code' in instrument) return instrument
  const known = instrumentContext(asked, instrument)
  const unfit = firstDenial(INSTRUMENT_RULES, known)
  if (unfit) return unfit
  const book = findBook(known)
  if (book && 'code' in book) return book
  const reserved = reservedContext(known, book)
  const refused = (book && pricedDenial(reserved, book)) ?? firstDenial(RESERVED_RULES, reserved)
  if (refused) return refused
  const rates = takeTokens(known)
  return 'code' in rates ? rates : { reservation: reserved.reservation, ...rates }
}

export function instrumentContext(asked: IntentContext, instrument: Instrument): InstrumentContext {
  const { state, intent } = asked
  const standings = standingsOf(state, intent, instrument)
  return { ...asked, instrument, standings, reduction: isReduction(intent, standings) }
}

/** The book to price by, or the denial. Undefined where a person has accepted to flatten without one. */
export function findBook(context: InstrumentContext): LiveBook | Denial | undefined {
  const book = findReferenceBook(context)
  const doubt = 'code' in book ? book : staleReferencePrice(context, book)
  if (!doubt) return book
  return acceptsStalePrices(context.state, context.intent) ? undefined : doubt
}

export function reservedContext(context: InstrumentContext, book: LiveBook | undefined): ReservedContext {
  const { state, intent, instrument, limits } = context
  const reservation = reserveIntent(intent, {
    instrument,
    takerFee: state.account.takerFee,
    unitPrice: book && worstPrice(intent, book, limits.order.priceCollar),
    allOfQuote: balanceOf(state, instrument.quote),
  })
  return { ...context, reservation }
}

const pricedDenial = (context: ReservedContext, book: LiveBook): Denial | undefined =>
  firstDenial(PRICED_RULES, pricedContext(context, book))

export function pricedContext(context: ReservedContext, book: LiveBook): PricedContext {
  const { state, intent, instrument, limits, reservation, standings } = context
  const value = orderValue(intent, worstPrice(intent, book, limits.order.priceCollar))
  const exposures = new ExposuresWith(state, intent, { instrument, standings, reservation })
  return { ...context, book, value, exposures }
}

/** A replacement cancels an order, too. */
function takeTokens(context: InstrumentContext): { readonly rates: TokenBuckets } | Denial {
  const taken = takeOrderTokens(context)
  const { state, intent, limits, now } = context
  if ('code' in taken || intent.replaces === undefined) return taken
  return takeTokensOfCancel(state, taken.rates, limits, intent, now)
}

export const reserve = (state: RiskState, { reservation, rates }: Approved): RiskState =>
  withReservation(state, reservation.intentId, reservation, rates)
