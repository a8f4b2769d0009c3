/** What may be edited: price and size of an open GTC limit order, one edit at a time. */
import { type Instrument, isMultipleOf } from '@oasis/domain'
import type { EditFailure } from '../protocol/order-answers.ts'
import { hasEnded, type OrderEdit, type VenueOrder } from './venue-order.ts'

/** Why an edit is not taken; undefined when it is. */
export function editFailure(
  order: VenueOrder | undefined,
  edit: OrderEdit,
  instrumentOf: (productId: string) => Instrument | undefined,
): EditFailure | undefined {
  if (!order) return { edit: 'ORDER_NOT_FOUND' }
  const { terms, filledQuantity } = order.paper
  if (order.type !== 'LIMIT' || terms.type !== 'LIMIT' || terms.timeInForce !== 'GTC')
    return { edit: 'ONLY_LIMIT_ORDER_EDITS_SUPPORTED' }
  if (order.status === 'EDIT_QUEUED') return { edit: 'ORDER_IS_ALREADY_BEING_REPLACED' }
  if (order.status === 'CANCEL_QUEUED') return { edit: 'CANNOT_EDIT_ORDER_PENDING_CANCEL' }
  if (hasEnded(order) || order.status !== 'OPEN') return { edit: 'ONLY_OPEN_ORDERS_CAN_BE_EDITED' }
  if (edit.size <= filledQuantity) return { edit: 'CANNOT_EDIT_TO_BELOW_FILLED_SIZE' }
  if (edit.size === terms.quantity && edit.price === terms.limitPrice)
    return { edit: 'EDIT_REQUEST_EQUAL_TO_ORIGINAL_REQUEST' }
  const instrument = instrumentOf(order.productId)
  if (!instrument || edit.price <= 0n || !isMultipleOf(edit.price, instrument.priceIncrement))
    return { edit: 'INVALID_EDITED_PRICE', preview: 'PREVIEW_INVALID_PRICE_PRECISION' }
  if (!isMultipleOf(edit.size, instrument.quantityIncrement))
    return { edit: 'INVALID_EDITED_SIZE', preview: 'PREVIEW_INVALID_SIZE_PRECISION' }
  return undefined
}
