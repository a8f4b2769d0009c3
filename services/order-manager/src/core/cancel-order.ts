/** Cancelling: what a request may do in each state, and what the venue's answer makes of the order. */
import { isFinal, type Order, type UnixNanos } from '@oasis/domain'
import type { CancelOutcome } from '@oasis/ports'
import { move } from './move-order.ts'
import { type OrderChange, type OrderEntry, unchanged } from './order-entry.ts'

export interface CancelDecision {
  readonly accepted: boolean
  readonly message: string
  readonly change: OrderChange
}

export function requestCancel(entry: OrderEntry, reason: string, now: UnixNanos): CancelDecision {
  const { state } = entry.order
  if (isFinal(state)) return { accepted: true, message: 'the order is final', change: unchanged(entry) }
  if (state === 'PENDING_SUBMIT') {
    const change = move(entry, 'NOT_SENT', now, { reason: `canceled before it was sent: ${reason}` })
    return { accepted: true, message: 'the order was not sent', change }
  }
  const change = move(entry, 'REQUEST_CANCEL', now, { reason })
  if (state === 'UNKNOWN' || state === 'REVIEW') {
    const message = 'the outcome of the order is not known; it is canceled as soon as it turns out to rest'
    return { accepted: true, message, change }
  }
  return { accepted: true, message: 'the cancel is on its way', change }
}

/** A cancel can go to the venue only by the venue's id, which may become known after the request. */
export const awaitsCancel = (order: Order): boolean =>
  order.state === 'PENDING_CANCEL' && order.venueOrderId !== undefined

/**
 * REQUESTED is not done, and UNKNOWN is neither: the order's report decides, and reconciliation asks again while the
 * venue has it open. So it does when the cancel never left.
 */
export function followCancel(entry: OrderEntry, outcome: CancelOutcome, now: UnixNanos): OrderChange {
  if (entry.order.state !== 'PENDING_CANCEL') return unchanged(entry)
  switch (outcome.kind) {
    case 'REQUESTED':
    case 'UNKNOWN':
    case 'NOT_SENT':
      return unchanged(entry)
    case 'REJECTED':
      return move(entry, 'CANCEL_REJECTED', now, {
        reason: `cancel refused by the venue [${outcome.venueReason}]`,
      })
  }
}
