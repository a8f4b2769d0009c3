/**
 * An order and what the order manager knows of it. Only `applyTrigger` and `applyExecution` change it; both are
 * pure and go through the order table.
 */

import type { ClientOrderId, VenueOrderId } from '../ids/identifiers.ts'
import {
  addMoney,
  type Money,
  notional,
  type Quantity,
  ZERO_MONEY,
  ZERO_QUANTITY,
} from '../values/amounts.ts'
import { storableText } from '../values/storable-text.ts'
import type { UnixNanos } from '../values/unix-nanos.ts'
import { type Execution, feeChange } from './execution.ts'
import type { OrderIntent } from './order-intent.ts'
import { nextOrderState, type OrderState, type OrderTrigger, stateAfterFill } from './order-table.ts'

export interface Order {
  /** Our key, and what the venue sees. */
  readonly clientOrderId: ClientOrderId
  readonly intent: OrderIntent
  readonly venueOrderId?: VenueOrderId
  readonly state: OrderState
  readonly filledQuantity: Quantity
  /** Σ price × quantity of its executions. */
  readonly filledNotional: Money
  readonly fees: Money
  /** Why it ended or is in doubt, in our words with the venue's in brackets; storable, whatever the venue said. */
  readonly reason?: string
  /**
   * Rejected as ABSENT, so final, and yet its worst case stays reserved until then, since it may appear after all.
   * Gone when it appeared, or when a person has decided.
   */
  readonly absentUntil?: UnixNanos
  /** A cancel was asked for, and the venue has not refused it: should the order turn out to rest, it is cancelled. */
  readonly cancelRequested?: true
  /** Number of events so far; names the next one. */
  readonly version: number
  /** Set by an invalid transition: a person should look. */
  readonly needsReview: boolean
  readonly createdAt: UnixNanos
  readonly updatedAt: UnixNanos
}

export function createOrder(intent: OrderIntent, clientOrderId: ClientOrderId, now: UnixNanos): Order {
  return {
    clientOrderId,
    intent,
    state: 'PENDING_SUBMIT',
    filledQuantity: ZERO_QUANTITY,
    filledNotional: ZERO_MONEY,
    fees: ZERO_MONEY,
    version: 1,
    needsReview: false,
    createdAt: now,
    updatedAt: now,
  }
}

/** Base quantity asked for; undefined for orders sized in quote currency. */
export function orderQuantity({ terms }: Pick<OrderIntent, 'terms'>): Quantity | undefined {
  if (terms.type !== 'MARKET') return terms.quantity
  return terms.size.unit === 'BASE' ? terms.size.quantity : undefined
}

/** What may still fill; undefined for orders sized in quote currency. */
export function remainingQuantity(order: Order): Quantity | undefined {
  const quantity = orderQuantity(order.intent)
  if (quantity === undefined) return undefined
  return (quantity > order.filledQuantity ? quantity - order.filledQuantity : 0n) as Quantity
}

export interface TriggerDetails {
  readonly venueOrderId?: VenueOrderId
  readonly reason?: string
  /** With ABSENT only, where the order may appear after all. */
  readonly absentUntil?: UnixNanos
}

export type TransitionResult =
  | { readonly ok: true; readonly order: Order }
  | { readonly ok: false; readonly order: Order; readonly state: OrderState; readonly trigger: OrderTrigger }

/** On a pair the table does not know: the order as it was, flagged for review. */
export function applyTrigger(
  order: Order,
  trigger: OrderTrigger,
  now: UnixNanos,
  details: TriggerDetails = {},
): TransitionResult {
  const state = nextOrderState(order.state, trigger)
  if (state === undefined) {
    const flagged = { ...order, needsReview: true, version: order.version + 1, updatedAt: now }
    return { ok: false, order: flagged, state: order.state, trigger }
  }
  // Whatever follows ABSENT has settled it: the order appeared, or its time has passed, or a person has decided.
  const { cancelRequested, absentUntil: _settled, ...others } = order
  const wanted = trigger === 'REQUEST_CANCEL' || (cancelRequested === true && trigger !== 'CANCEL_REJECTED')
  return {
    ok: true,
    order: {
      ...others,
      state: restingState(state, order.filledQuantity, wanted),
      ...(wanted ? { cancelRequested: true } : {}),
      ...(details.venueOrderId === undefined ? {} : { venueOrderId: details.venueOrderId }),
      ...(details.reason === undefined ? {} : { reason: storableText(details.reason) }),
      ...(details.absentUntil === undefined ? {} : { absentUntil: details.absentUntil }),
      version: order.version + 1,
      updatedAt: now,
    },
  }
}

/**
 * The table's state as this order has it: one that rests again after a refused cancel is as filled as it was before,
 * and one that turns out to rest after its cancel was asked for (while its outcome was unknown) is being cancelled.
 */
function restingState(state: OrderState, filled: Quantity, cancelRequested: boolean): OrderState {
  if (state !== 'OPEN' && state !== 'PARTIALLY_FILLED') return state
  if (cancelRequested) return 'PENDING_CANCEL'
  return filled > 0n ? 'PARTIALLY_FILLED' : state
}

/**
 * Books an execution: always, in whatever state. The caller has made sure that its id is new. A fill beyond the quantity
 * is booked too (it happened) and flags the order; so is a reversal, which leaves the order where it is: what the venue
 * has ended does not come to life again by it.
 */
export function applyExecution(order: Order, execution: Execution, now: UnixNanos): Order {
  const sign = execution.kind === 'FILL' ? 1n : -1n
  const { absentUntil: _appeared, ...others } = order
  const filledQuantity = (order.filledQuantity + sign * execution.quantity) as Quantity
  const value = notional(execution.price, execution.quantity)
  const wanted = orderQuantity(order.intent)
  const doubtful = execution.kind === 'REVERSAL' || (wanted !== undefined && filledQuantity > wanted)
  return {
    ...others,
    state: stateAfterExecution(order, execution, filledQuantity),
    filledQuantity,
    filledNotional: (order.filledNotional + sign * value) as Money,
    fees: addMoney(order.fees, feeChange(execution)),
    version: order.version + 1,
    needsReview: order.needsReview || doubtful,
    updatedAt: now,
  }
}

function stateAfterExecution(order: Order, { kind }: Execution, filled: Quantity): OrderState {
  if (kind === 'REVERSAL') return order.state === 'PARTIALLY_FILLED' && filled === 0n ? 'OPEN' : order.state
  const wanted = orderQuantity(order.intent)
  const next = stateAfterFill(order.state, wanted !== undefined && filled >= wanted ? 'FILL' : 'PARTIAL_FILL')
  return restingState(next, filled, order.cancelRequested === true)
}
