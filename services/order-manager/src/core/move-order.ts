/** One step of an order through the order table, as a change with its event. */
import {
  applyTrigger,
  clientOrderIdOf,
  createOrder,
  type OrderIntent,
  type OrderTrigger,
  type TriggerDetails,
  type UnixNanos,
} from '@oasis/domain'
import { type OrderChange, type OrderEntry, unchanged } from './order-entry.ts'

export function writeDown(intent: OrderIntent, now: UnixNanos): OrderChange {
  const order = createOrder(intent, clientOrderIdOf(intent.intentId), now)
  return {
    before: undefined,
    entry: { order, executionIds: new Set() },
    bodies: [{ kind: 'ORDER', trigger: 'CREATE', order }],
    invalid: [],
  }
}

/**
 * Venues repeat themselves: a trigger that leaves the order as it is makes no event. An order already flagged stays as
 * it is on a further invalid trigger, which is still counted.
 */
export function move(
  entry: OrderEntry,
  trigger: OrderTrigger,
  now: UnixNanos,
  details: TriggerDetails = {},
): OrderChange {
  const before = entry.order
  const result = applyTrigger(before, trigger, now, details)
  const { order } = result
  if (!result.ok) {
    const invalid = [{ state: result.state, trigger: result.trigger }]
    if (before.needsReview) return { ...unchanged(entry), invalid }
    return { before, entry: { ...entry, order }, bodies: [{ kind: 'ORDER', trigger, order }], invalid }
  }
  const same =
    order.state === before.state &&
    order.venueOrderId === before.venueOrderId &&
    order.cancelRequested === before.cancelRequested &&
    order.absentUntil === before.absentUntil
  if (same) return unchanged(entry)
  return { before, entry: { ...entry, order }, bodies: [{ kind: 'ORDER', trigger, order }], invalid: [] }
}
