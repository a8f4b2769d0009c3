/** Orders whose outcome cannot be told: after a restart, after a call without an answer, after a look that found nothing. */
import type { Order, UnixNanos } from '@oasis/domain'
import { move } from './move-order.ts'
import { andThen, type OrderChange, type OrderEntry, unchanged } from './order-entry.ts'

const ABSENT = 'ABSENT'

/** Rejected because the venue does not know it; the one rejection that later evidence may overturn. */
export const isAbsent = (order: Order): boolean =>
  order.state === 'REJECTED' && order.reason?.startsWith(ABSENT) === true

/** Sent, or perhaps sent, and the venue has not been heard to know it. */
export const isUnresolved = (order: Order): boolean =>
  order.state === 'SUBMITTED' ||
  order.state === 'UNKNOWN' ||
  (order.state === 'PENDING_CANCEL' && order.venueOrderId === undefined)

/** What a restart makes of an order: what was only written down was not sent; what was being sent may have been. */
export function recover(entry: OrderEntry, now: UnixNanos): OrderChange {
  switch (entry.order.state) {
    case 'PENDING_SUBMIT':
      return move(entry, 'NOT_SENT', now, { reason: 'restarted before it was sent' })
    case 'SUBMITTED':
      return move(entry, 'LOSE_TRACK', now, { reason: 'restarted while it was being sent' })
    default:
      return unchanged(entry)
  }
}

/**
 * The venue was asked and does not know the order. Only where its answer is conclusive does that settle anything; an
 * order that it once acknowledged and now denies is contradictory evidence, for a person.
 */
export function notFound(entry: OrderEntry, conclusive: boolean, now: UnixNanos): OrderChange {
  if (entry.order.state === 'REVIEW') return unchanged(entry)
  if (!conclusive && !isUnresolved(entry.order)) return unchanged(entry)
  const lost =
    entry.order.state === 'UNKNOWN'
      ? unchanged(entry)
      : move(entry, 'LOSE_TRACK', now, { reason: 'the venue does not find it' })
  if (!conclusive) return lost
  if (entry.order.venueOrderId === undefined) {
    return andThen(lost, (current) =>
      move(current, 'ABSENT', now, { reason: `${ABSENT} [the venue does not know it]` }),
    )
  }
  return andThen(lost, (current) =>
    move(current, 'REVIEW', now, { reason: 'the venue acknowledged it and now does not know it' }),
  )
}
