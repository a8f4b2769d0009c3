import type { VenueOrder, VenueOrderStatus } from './venue-order.ts'

const FAILURES: Partial<Readonly<Record<VenueOrderStatus, string>>> = {
  FILLED: 'ORDER_IS_FULLY_FILLED',
  CANCEL_QUEUED: 'DUPLICATE_CANCEL_REQUEST',
  EDIT_QUEUED: 'ORDER_IS_BEING_REPLACED',
  // Its word for what has ended otherwise is not known.
  CANCELLED: 'INVALID_CANCEL_REQUEST',
  EXPIRED: 'INVALID_CANCEL_REQUEST',
  FAILED: 'INVALID_CANCEL_REQUEST',
}

/** Why a cancel is not taken; undefined when it is. */
export const cancelFailure = (order: VenueOrder | undefined): string | undefined =>
  order ? FAILURES[order.status] : 'UNKNOWN_CANCEL_ORDER'
