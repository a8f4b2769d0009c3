/** How order events and the order manager's answers change an account's state. */
import {
  type AccountEvent,
  type AccountEventBody,
  bookAdjustment,
  bookExecution,
  createLedger,
  type Order,
} from '@oasis/domain'
import { balanceOf } from './account-books.ts'
import { withAdjustment } from './adjustments.ts'
import { findCurrencies } from './instrument-currencies.ts'
import { type HoldTerms, type Reservation, reserveOrder, reserveRemainder } from './reservation.ts'
import { type RiskState, withControl, withReservation } from './risk-state.ts'

export type ApplyResult =
  | { readonly kind: 'APPLIED'; readonly state: RiskState }
  /** Contained already. */
  | { readonly kind: 'DUPLICATE' }
  /** Cannot be applied: events before it are missing, or it cannot be told what its instrument trades. */
  | { readonly kind: 'HOLE'; readonly reason: string }

export function applyAccountEvent(state: RiskState, event: AccountEvent): ApplyResult {
  if (event.accountSeq <= state.accountSeq) return { kind: 'DUPLICATE' }
  if (event.accountSeq !== state.accountSeq + 1) {
    return { kind: 'HOLE', reason: `order event ${event.accountSeq} after ${state.accountSeq}` }
  }
  const next = applyBody(state, event.body)
  if (!next) return { kind: 'HOLE', reason: `order event ${event.accountSeq} is of an unknown instrument` }
  const applied = { ...next, accountSeq: event.accountSeq }
  applied.valuation.follow(applied)
  return { kind: 'APPLIED', state: applied }
}

function applyBody(state: RiskState, body: AccountEventBody): RiskState | undefined {
  if (body.kind === 'ADJUSTMENT') {
    const { currency, amount } = body.adjustment
    const ledger = bookAdjustment(state.ledger, body.adjustment)
    return { ...state, ledger, adjusted: withAdjustment(state.adjusted, currency, amount) }
  }
  if (body.kind === 'RESET') return startAgain(state)
  const instrument = findCurrencies(state.market, body.order.intent.instrumentId)
  if (!instrument) return undefined
  if (body.kind === 'EXECUTION') {
    const booked = { ...state, ledger: bookExecution(state.ledger, body.execution, instrument) }
    return observeOrder(booked, body.order, instrument)
  }
  return observeOrder(state, body.order, instrument)
}

/**
 * A paper account with nothing in it. Orders from before can do nothing any more; approvals that no order is known of
 * stay reserved, since the order manager may take them after the reset.
 */
function startAgain(state: RiskState): RiskState {
  const ledger = createLedger(state.account.id)
  let current: RiskState = {
    ...state,
    ledger,
    adjusted: new Map(),
    lastEquity: undefined,
    assumed: undefined,
  }
  for (const { intentId, version } of state.reservations.values()) {
    if (version > 0) current = withReservation(current, intentId, undefined)
  }
  return withControl(current, { ...state.control, marks: undefined })
}

/** Brings the order's reservation up to date, unless a later version of the order was seen already. */
export function observeOrder(state: RiskState, order: Order, instrument: HoldTerms['instrument']): RiskState {
  const { intentId } = order.intent
  const known = state.reservations.get(intentId)
  if (known && known.version >= order.version) return state
  return withReservation(state, intentId, reserveOrder(order, holdTerms(state, known, instrument)))
}

/** A market order's hold keeps the price of its approval; without one (after a restart) it holds all there is. */
export function holdTerms(
  state: RiskState,
  known: Reservation | undefined,
  instrument: HoldTerms['instrument'],
): HoldTerms {
  return {
    instrument,
    takerFee: state.account.takerFee,
    unitPrice: known?.unitPrice,
    allOfQuote: balanceOf(state, instrument.quote),
  }
}

/**
 * The order manager's answer to an approval. It only ever updates or frees a reservation: where there is none, the
 * order's events have overtaken the answer and it is final.
 *
 * An answer may also be ahead of the events, and know of fills that are in no position here yet. What they took stays
 * reserved until their events have come: were it freed by the answer, the fill would count nowhere in between, and an
 * order checked in that moment could go past any limit. So such an answer only tells that there is an order.
 */
export function applyPlaced(state: RiskState, order: Order): RiskState {
  const { intentId, instrumentId } = order.intent
  const instrument = findCurrencies(state.market, instrumentId)
  const known = state.reservations.get(intentId)
  if (!instrument || !known) return state
  const rest = reserveRemainder(order, holdTerms(state, known, instrument))
  const isAhead = rest.quantity < known.quantity || rest.amount < known.amount
  if (!isAhead) return observeOrder(state, order, instrument)
  // The first version is that of an order which nothing has happened to.
  const version = Math.max(known.version, 1)
  const inDoubt = known.inDoubt || rest.inDoubt
  return withReservation(state, intentId, { ...known, clientOrderId: order.clientOrderId, version, inDoubt })
}
