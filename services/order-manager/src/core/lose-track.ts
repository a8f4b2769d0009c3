/** Orders whose outcome cannot be told: after a restart, after a call without an answer, after a look that found nothing. */
import { addMillis, isFinal, type Order, type UnixNanos } from '@oasis/domain'
import { move } from './move-order.ts'
import { andThen, type OrderChange, type OrderEntry, unchanged } from './order-entry.ts'

const ABSENT = 'ABSENT'
const DAY_MS = 24 * 3_600_000
/** Lists may lack what was acknowledged, filled or changed just now. */
const SEEN_LATELY_MS = 10_000

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

/** The venue may have it as far as we know: one that was only written down, or has ended, is not looked for. */
export const mayBeAtVenue = ({ state }: Order): boolean => state !== 'PENDING_SUBMIT' && !isFinal(state)

/**
 * The venue was asked and does not know the order. Where its answer is conclusive, one that it has never been heard to
 * know does not exist. Any other is UNKNOWN from now on, one that it acknowledged before as well.
 */
export function notFound(entry: OrderEntry, conclusive: boolean, now: UnixNanos): OrderChange {
  const { order } = entry
  const { state, venueOrderId, updatedAt } = order
  if (state === 'REVIEW' || !mayBeAtVenue(order)) return unchanged(entry)
  const seenLately = now < addMillis(updatedAt, SEEN_LATELY_MS)
  if (!conclusive && !isUnresolved(order) && seenLately) return unchanged(entry)
  const lost =
    state === 'UNKNOWN'
      ? unchanged(entry)
      : move(entry, 'LOSE_TRACK', now, { reason: 'the venue does not find it' })
  if (!conclusive || venueOrderId !== undefined) return lost
  return andThen(lost, (current) =>
    move(current, 'ABSENT', now, { reason: `${ABSENT} [the venue does not know it]` }),
  )
}

/** Scans over time did not find it, and nothing else speaks of it. It may appear after all, until its expiry. */
export function giveUp(entry: OrderEntry, now: UnixNanos): OrderChange {
  const { order } = entry
  if (order.state !== 'UNKNOWN' || order.venueOrderId !== undefined) return unchanged(entry)
  const { terms } = order.intent
  const expiresAt = 'expiresAt' in terms ? terms.expiresAt : undefined
  return move(entry, 'ABSENT', now, {
    reason: `${ABSENT} [the venue was searched and does not have it]`,
    absentUntil: expiresAt ?? addMillis(now, DAY_MS),
  })
}

/** It can no longer appear: its time has passed, or a person has decided. Should it all the same, it is taken in. */
export function endAbsence(entry: OrderEntry, why: string, now: UnixNanos): OrderChange {
  if (entry.order.absentUntil === undefined) return unchanged(entry)
  return move(entry, 'REJECT', now, { reason: `${ABSENT} [${why}]` })
}

export const absenceIsOver = ({ absentUntil }: Order, now: UnixNanos): boolean =>
  absentUntil !== undefined && absentUntil <= now

/** Not one that waits for a person already, or that has ended. */
export const mayBePutToReview = (order: Order): boolean => order.state !== 'REVIEW' && mayBeAtVenue(order)

/** A person shall decide. From wherever the order is, unless it has ended. */
export function putToReview(entry: OrderEntry, reason: string, now: UnixNanos): OrderChange {
  const { order } = entry
  if (!mayBePutToReview(order)) return unchanged(entry)
  const lost = order.state === 'UNKNOWN' ? unchanged(entry) : move(entry, 'LOSE_TRACK', now, { reason })
  return andThen(lost, (current) => move(current, 'REVIEW', now, { reason }))
}
