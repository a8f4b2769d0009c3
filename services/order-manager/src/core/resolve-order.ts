/** A person's decision on an order that evidence left in doubt. Fills are not decided: they come from the venue alone. */
import type { OrderResolution, ResolveOrderRequest } from '@oasis/contracts'
import type { Order, OrderTrigger, UnixNanos } from '@oasis/domain'
import { endAbsence } from './lose-track.ts'
import { move } from './move-order.ts'
import { andThen, type OrderChange, type OrderEntry, unchanged } from './order-entry.ts'

type Decision = Pick<ResolveOrderRequest, 'resolution' | 'reason' | 'by'>

const TRIGGER_OF: Readonly<Record<OrderResolution, OrderTrigger>> = {
  NEVER_EXISTED: 'REJECT',
  OPEN: 'ACKNOWLEDGE',
  CANCELED: 'CANCELED',
  EXPIRED: 'EXPIRED',
}

/** In REVIEW, UNKNOWN for as long as a person cares to wait, or given up as ABSENT with its worst case still reserved. */
export const isResolvable = ({ state, absentUntil }: Order): boolean =>
  state === 'REVIEW' || state === 'UNKNOWN' || absentUntil !== undefined

const DECIDED = 'resolved by '

/** What stands on the order as its reason. */
export const decisionText = ({ resolution, reason, by }: Decision): string =>
  `${DECIDED}${by} as ${resolution}: ${reason}`

/** A person has declared it ended, on what the venue showed then: a fill after that says that it was otherwise. */
export const isDeclaredEnded = ({ state, reason }: Order): boolean =>
  (state === 'CANCELED' || state === 'EXPIRED') && reason?.startsWith(DECIDED) === true

/** And the venue has contradicted that since. */
export const livesAfterDecision = (order: Order): boolean => isDeclaredEnded(order) && order.needsReview

/** The order must be resolvable. Decided and no longer flagged, whatever the state was. */
export function resolveOrder(
  entry: OrderEntry,
  resolution: OrderResolution,
  why: string,
  now: UnixNanos,
): OrderChange {
  const trigger = TRIGGER_OF[resolution]
  const isAbsent = entry.order.state === 'REJECTED'
  const undoubted = { ...entry, order: { ...entry.order, needsReview: false } }
  if (isAbsent && trigger === 'REJECT') return { ...endAbsence(undoubted, why, now), before: entry.order }
  // The word ABSENT keeps the way back: should the venue show the order after all, its word is taken.
  const reason = trigger === 'REJECT' ? `ABSENT [${why}]` : why
  // Given up as absent, and it had been there: it comes to life first.
  const existed = isAbsent ? move(undoubted, 'ACKNOWLEDGE', now, { reason }) : unchanged(undoubted)
  const change = andThen(existed, (current) => move(current, trigger, now, { reason }))
  return { ...change, before: entry.order }
}
