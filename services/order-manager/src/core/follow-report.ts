/**
 * A venue's cumulative report moves the state, and only after every fill it speaks of is booked: its numbers are never
 * booked themselves, they ask for the executions.
 */
import { type OrderTrigger, orderQuantity, type UnixNanos, ZERO_QUANTITY } from '@oasis/domain'
import type { VenueOrderReport, VenueOrderStatus } from '@oasis/ports'
import { isExternal } from './adopt-order.ts'
import { isAbsent } from './lose-track.ts'
import { move } from './move-order.ts'
import { andThen, type OrderChange, type OrderEntry, unchanged } from './order-entry.ts'
import { isDeclaredEnded } from './resolve-order.ts'

const TRIGGER_OF: Readonly<Record<VenueOrderStatus, OrderTrigger>> = {
  PENDING: 'ACKNOWLEDGE',
  OPEN: 'ACKNOWLEDGE',
  PENDING_CANCEL: 'ACKNOWLEDGE',
  FILLED: 'FILL',
  CANCELED: 'CANCELED',
  EXPIRED: 'EXPIRED',
  REJECTED: 'REJECT',
}

/**
 * It speaks of more than is booked. A reversal may or may not have been taken off its numbers; an order adopted with
 * fills from before the account's opening is compared by what remains.
 */
export function lacksFills(
  { order, reversed = ZERO_QUANTITY }: OrderEntry,
  report: VenueOrderReport,
): boolean {
  const wanted = orderQuantity(order.intent)
  const { terms } = report
  const whole = terms !== undefined && isExternal(order) ? orderQuantity({ terms }) : undefined
  const before = whole !== undefined && wanted !== undefined ? whole - wanted : 0n
  return report.filledQuantity - before > order.filledQuantity + reversed
}

/** The caller has made sure that no fill is lacking. */
export function followReport(entry: OrderEntry, report: VenueOrderReport, now: UnixNanos): OrderChange {
  const trigger = TRIGGER_OF[report.status]
  const { order } = entry
  // The venue's own rejection is final; a report that the order is alive can only be older than it.
  if (order.state === 'REJECTED' && trigger === 'ACKNOWLEDGE' && !isAbsent(order)) return unchanged(entry)
  if (trigger === 'ACKNOWLEDGE' && isDeclaredEnded(order)) return contradictDecision(entry, report, now)
  const { venueOrderId } = report
  const reason = report.reason === undefined ? {} : { reason: report.reason }
  const appears = isAbsent(order) && trigger !== 'REJECT'
  const appeared = appears ? move(entry, 'ACKNOWLEDGE', now, { venueOrderId }) : unchanged(entry)
  return andThen(appeared, (current) =>
    flagShortFill(move(current, trigger, now, { venueOrderId, ...reason })),
  )
}

/**
 * It lives, and a person has declared it ended: it stays final, as everything does, and is put to a person again, once.
 * {@link contradictsDecision} tells; the instrument is closed from then on, until a scan does not find it open.
 */
function contradictDecision(
  entry: OrderEntry,
  { venueOrderId }: VenueOrderReport,
  now: UnixNanos,
): OrderChange {
  const { order } = entry
  if (order.needsReview) return unchanged(entry)
  const flagged = { ...order, venueOrderId, needsReview: true, version: order.version + 1, updatedAt: now }
  return {
    before: order,
    entry: { ...entry, order: flagged },
    bodies: [{ kind: 'ORDER', trigger: 'ACKNOWLEDGE', order: flagged }],
    invalid: [{ state: order.state, trigger: 'ACKNOWLEDGE' }],
  }
}

/** The order lives at the venue, against a person's word. */
export const contradictsDecision = ({ entry: { order }, invalid }: OrderChange): boolean =>
  isDeclaredEnded(order) && invalid.some(({ trigger }) => trigger === 'ACKNOWLEDGE')

/** FILLED with less than was asked for contradicts itself: it ends the order, and a person should look. */
function flagShortFill(change: OrderChange): OrderChange {
  const { order, reversed = ZERO_QUANTITY } = change.entry
  const wanted = orderQuantity(order.intent)
  const filled = order.filledQuantity + reversed
  const short = order.state === 'FILLED' && wanted !== undefined && filled < wanted
  if (!short || change.bodies.length === 0) return change
  const flagged = { ...order, needsReview: true }
  return {
    before: change.before,
    entry: { ...change.entry, order: flagged },
    bodies: [{ kind: 'ORDER', trigger: 'FILL', order: flagged }],
    invalid: [{ state: order.state, trigger: 'FILL' }],
  }
}
