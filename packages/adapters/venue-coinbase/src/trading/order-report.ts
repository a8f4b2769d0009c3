/** The venue's orders, as the lists and as the stream show them, → reports. */
import {
  type InstrumentId,
  instrumentOf,
  parseRfc3339,
  type Quantity,
  roundToIncrement,
  type Side,
  storableText,
  type UnixNanos,
  type VenueOrderId,
  venueOrderId,
} from '@oasis/domain'
import type { VenueOrderReport, VenueOrderStatus } from '@oasis/ports'
import type { ShownOrder } from '../rest/orders/shown-order.ts'
import type { UserOrder } from '../user-stream/user-order.ts'
import { COINBASE } from '../venue.ts'
import type { IncrementOf } from './increments.ts'
import type { OrderIndex } from './order-index.ts'
import { parseTerms } from './order-terms.ts'
import { parseQuantityDown } from './shown-amounts.ts'

export interface ReportContext {
  readonly index: OrderIndex
  readonly incrementOf: IncrementOf
}

/** Open: an unknown word means that the venue has the order, and nothing else. */
const STATUS: Readonly<Record<string, VenueOrderStatus>> = {
  PENDING: 'PENDING',
  QUEUED: 'PENDING',
  OPEN: 'OPEN',
  EDIT_QUEUED: 'OPEN',
  CANCEL_QUEUED: 'PENDING_CANCEL',
  FILLED: 'FILLED',
  CANCELLED: 'CANCELED',
  EXPIRED: 'EXPIRED',
  FAILED: 'REJECTED',
}

/** Remembers which order it is. Throws where even that cannot be read. */
export function parseShownOrder(shown: ShownOrder, { index, incrementOf }: ReportContext): VenueOrderReport {
  const id = venueOrderId(shown.order_id)
  const shownFor = instrumentOf(COINBASE, shown.product_id)
  index.link(id, index.nameOf(id, shown.client_order_id), shownFor)
  const instrumentId = index.findByVenueId(id)?.instrumentId ?? shownFor
  const filled = filledQuantity(shown.filled_size, instrumentId, incrementOf)
  const terms = parseTerms(shown.order_configuration)
  return {
    ...reportOf(id, shown.client_order_id, instrumentId, index),
    side: sideOf(shown.side),
    status: statusOf(shown.status, filled),
    filledQuantity: filled,
    ...(terms === undefined ? {} : { terms }),
    ...reasonOf(shown.reject_reason, shown.reject_message || shown.cancel_message),
    tsEvent: timeOf(shown.last_fill_time) ?? timeOf(shown.created_time) ?? EPOCH,
  }
}

/** `at`: the stream's updates have no time of their own. */
export function parseUserOrder(
  order: UserOrder,
  at: UnixNanos,
  { index, incrementOf }: ReportContext,
): VenueOrderReport {
  const id = venueOrderId(order.order_id)
  const name = index.nameOf(id, order.client_order_id)
  // The product may be another one's name here: it is not remembered.
  index.link(id, name)
  const instrumentId = index.findByVenueId(id)?.instrumentId ?? instrumentOf(COINBASE, order.product_id)
  const filled = filledQuantity(order.cumulative_quantity, instrumentId, incrementOf)
  return {
    ...reportOf(id, order.client_order_id, instrumentId, index),
    side: sideOf(order.order_side),
    status: statusOf(order.status, filled),
    filledQuantity: filled,
    ...reasonOf(order.reject_reason, order.cancel_reason),
    tsEvent: at,
  }
}

const EPOCH = 0n as UnixNanos

function timeOf(shown: string): UnixNanos | undefined {
  try {
    return parseRfc3339(shown)
  } catch {
    return undefined
  }
}

const reportOf = (id: VenueOrderId, shownName: string, instrumentId: InstrumentId, index: OrderIndex) => ({
  clientOrderId: index.nameOf(id, shownName),
  venueOrderId: id,
  instrumentId,
})

/** What failed after a part of it had filled is no rejection. */
function statusOf(word: string, filled: Quantity): VenueOrderStatus {
  const status = Object.hasOwn(STATUS, word) ? STATUS[word] : undefined
  return status === 'REJECTED' && filled > 0n ? 'CANCELED' : (status ?? 'PENDING')
}

export function sideOf(word: string): Side {
  if (word === 'BUY' || word === 'SELL') return word
  throw new RangeError(`"${word.slice(0, 40)}" is no side of an order`)
}

function reasonOf(reason: string, message: string): { readonly reason?: string } {
  const told = [reason, message].filter((part) => part !== '' && part !== 'REJECT_REASON_UNSPECIFIED')
  return told.length === 0 ? {} : { reason: storableText(told.join(': ')) }
}

/**
 * Cumulative sizes may have more digits than their instrument. They are compared with what is booked and never booked
 * themselves, so they are rounded down: what is rounded away is not claimed to have filled.
 */
function filledQuantity(text: string, instrumentId: InstrumentId, incrementOf: IncrementOf): Quantity {
  const exact = parseQuantityDown(text)
  const increment = incrementOf(instrumentId)
  return (increment === undefined ? exact : roundToIncrement(exact, increment, 'DOWN')) as Quantity
}
