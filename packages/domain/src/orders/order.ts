/**
 * An order and what the order manager knows of it. Only `applyTrigger` and `applyExecution` change it; both are
 * pure and go through the order table.
 */
import type { ClientOrderId, VenueOrderId } from '../ids/identifiers.ts'
import {
  addMoney,
  addQuantity,
  type Money,
  notional,
  type Quantity,
  ZERO_MONEY,
  ZERO_QUANTITY,
} from '../values/amounts.ts'
import type { UnixNanos } from '../values/unix-nanos.ts'
import type { Execution } from './execution.ts'
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
  /** Why it ended or is in doubt, in our words with the venue's in brackets. */
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
export function orderQuantity(intent: OrderIntent): Quantity | undefined {
  const { terms } = intent
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
  const { cancelRequested, ...others } = order
  const wanted = trigger === 'REQUEST_CANCEL' || (cancelRequested === true && trigger !== 'CANCEL_REJECTED')
  return {
    ok: true,
    order: {
      ...others,
      state: restingState(state, order.filledQuantity, wanted),
      ...(wanted ? { cancelRequested: true } : {}),
      ...(details.venueOrderId === undefined ? {} : { venueOrderId: details.venueOrderId }),
      ...(details.reason === undefined ? {} : { reason: details.reason }),
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
 * Books a fill: always, in whatever state. The caller has made sure that the execution id is new. A fill beyond the
 * quantity is booked too (it happened) and flags the order.
 */
export function applyExecution(order: Order, execution: Execution, now: UnixNanos): Order {
  const filledQuantity = addQuantity(order.filledQuantity, execution.quantity)
  const wanted = orderQuantity(order.intent)
  const complete = wanted !== undefined && filledQuantity >= wanted
  const next = stateAfterFill(order.state, complete ? 'FILL' : 'PARTIAL_FILL')
  const state = restingState(next, filledQuantity, order.cancelRequested === true)
  const overfilled = wanted !== undefined && filledQuantity > wanted
  return {
    ...order,
    state,
    filledQuantity,
    filledNotional: addMoney(order.filledNotional, notional(execution.price, execution.quantity)),
    fees: addMoney(order.fees, execution.fee),
    version: order.version + 1,
    needsReview: order.needsReview || overfilled,
    updatedAt: now,
  }
}
