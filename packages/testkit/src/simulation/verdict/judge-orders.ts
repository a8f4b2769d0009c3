/** Never twice, never lost: what was taken is at the venue at most once, and its state is the venue's. */
import { isDeepStrictEqual } from 'node:util'
import {
  type ClientOrderId,
  clientOrderIdOf,
  EXTERNAL_STRATEGY,
  isFinal,
  type Order,
  type OrderIntent,
  type OrderTerms,
} from '@oasis/domain'
import type { LedgerOrder } from '../../simulated-venue/venue-ledger.ts'
import type { World } from '../world/world.ts'
import { mayRest } from './may-rest.ts'

/** A seed with fewer shows too little. */
export const LEAST_ORDERS = 20
const RESTING: ReadonlySet<string> = new Set(['OPEN', 'PARTIALLY_FILLED', 'PENDING_CANCEL'])
/** Final states in which the system says that there is nothing more to be said than why. */
const UNFULFILLED: ReadonlySet<string> = new Set(['REJECTED', 'NOT_SENT', 'VOIDED'])

export function judgeOrders(world: World): string[] {
  const { ledger } = world.venue
  const atVenue = new Map<ClientOrderId, LedgerOrder[]>()
  for (const order of ledger.orders) {
    if (order.clientOrderId === undefined) continue
    atVenue.set(order.clientOrderId, [...(atVenue.get(order.clientOrderId) ?? []), order])
  }
  const known = new Map(world.orderStore.orders.map((order) => [order.clientOrderId, order]))
  const failures: string[] = []
  for (const [id, orders] of atVenue) {
    if (orders.length > 1) failures.push(`the venue has ${orders.length} orders of ${id}`)
    if (!known.has(id)) failures.push(`the venue has order ${id}, which was never written down`)
  }
  for (const { clientOrderId, outcome } of ledger.requests) {
    const order = atVenue.get(clientOrderId)?.[0]
    if (outcome.kind === 'REPEATED' && order !== undefined && !mayRest(order.terms)) {
      failures.push(`order ${clientOrderId}, which cannot rest, was sent twice`)
    }
  }
  for (const id of world.accepted.values()) {
    if (!known.has(id)) failures.push(`order ${id} was accepted by PlaceOrder and is lost`)
  }
  for (const [intentId, told] of world.refusals.all) {
    if (atVenue.has(clientOrderIdOf(intentId)))
      failures.push(`intent ${intentId} was ${told}, and the venue has an order of it`)
  }
  for (const { intentId } of world.strategyStore.unanswered) {
    failures.push(`intent ${intentId} has no answer at rest`)
  }
  for (const order of known.values()) {
    if (!isWanted(world, order)) failures.push(`order ${order.clientOrderId} was wanted by nobody`)
    const real = atVenue.get(order.clientOrderId)?.[0]
    const fault = stateFault(order, real)
    if (fault !== undefined) failures.push(`order ${order.clientOrderId} ${fault}`)
    const wish = world.strategyStore.emitted.get(order.intent.intentId) ?? order.intent
    if (real !== undefined && !isAsWished(wish, real)) {
      failures.push(`order ${order.clientOrderId} is another at the venue than was wanted`)
    }
  }
  const own = world.orderStore.ownOrders.length
  if (own < LEAST_ORDERS) failures.push(`only ${own} orders: the seed shows too little`)
  return failures
}

/** Emitted by a strategy, placed by a halt that flattens, or a person's own at the venue. */
const isWanted = (world: World, { intent }: Order): boolean =>
  world.strategyStore.emitted.has(intent.intentId) ||
  intent.cause.eventId.startsWith('halt/') ||
  intent.strategyId === EXTERNAL_STRATEGY

function stateFault(order: Order, venue: LedgerOrder | undefined): string | undefined {
  const { state, reason } = order
  if (state === 'REVIEW') return undefined
  const ends = isFinal(state)
  if (!ends && !RESTING.has(state)) return `is ${state} at rest (${reason ?? 'no reason'})`
  if (order.intent.strategyId === EXTERNAL_STRATEGY) return undefined
  if (venue === undefined) {
    if (!UNFULFILLED.has(state)) return `is ${state}, and the venue never had it`
    return reason === undefined ? `is ${state}, and nobody says why` : undefined
  }
  if (venue.filled !== order.filledQuantity) {
    return `has ${order.filledQuantity} filled, at the venue ${venue.filled}`
  }
  const expected = stateOf(venue)
  return state === expected
    ? undefined
    : `is ${state} (${reason ?? 'no reason'}), at the venue ${venue.status}`
}

/** Open just as in the ledger: a cancel that came to nothing has been found out by now. */
function stateOf({ status, filled }: LedgerOrder): Order['state'] {
  if (status === 'OPEN') return filled > 0n ? 'PARTIALLY_FILLED' : 'OPEN'
  return status
}

/** The order that its strategy wanted, to the last digit. What rests for ever may have been given an end on the way. */
function isAsWished({ instrumentId, side, terms }: OrderIntent, venue: LedgerOrder): boolean {
  if (venue.instrumentId !== instrumentId || venue.side !== side) return false
  return isDeepStrictEqual(comparable(venue.terms), comparable(terms))
}

const comparable = (terms: OrderTerms) => {
  const { expiresAt: _, ...rest } = { expiresAt: undefined, ...terms }
  return { ...rest, timeInForce: mayRest(terms) ? 'RESTS' : terms.timeInForce }
}
