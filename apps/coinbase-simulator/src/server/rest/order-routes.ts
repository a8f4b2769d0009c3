/** Calls that place, change and end orders, and those that say what would come of them. */
import type { Price, Quantity } from '@oasis/domain'
import { InvalidDecimal, parsePrice, parseQuantity } from '@oasis/domain'
import { z } from 'zod'
import { editFailure } from '../../orders/edit-rules.ts'
import type { OrderEdit } from '../../orders/venue-order.ts'
import { read, readCreateRequest, readPreviewRequest, toNewOrder } from '../../protocol/create-request.ts'
import {
  cancelAnswer,
  createdAnswer,
  type EditFailure,
  editAnswer,
  editPreviewAnswer,
  rejectedAnswer,
} from '../../protocol/order-answers.ts'
import { previewBody, previewReason } from '../../protocol/preview-body.ts'
import { InvalidArgument } from '../../protocol/query.ts'
import type { RestAnswer } from '../../protocol/rest-bodies.ts'
import type { MarketWatch } from '../market-watch.ts'
import type { TradingDesk } from '../trading-desk.ts'
import type { VenueStore } from '../venue-store.ts'
import { BROKERAGE, type PrivateContext, type PrivateRoute } from './rest-route.ts'

export interface OrderRoutePorts {
  readonly desk: TradingDesk
  readonly watch: MarketWatch
  readonly store: VenueStore
}

export function orderRoutes(ports: OrderRoutePorts): PrivateRoute[] {
  const path = `${BROKERAGE}/orders`
  const post = { method: 'POST' as const }
  return [
    { ...post, kind: 'create', path, permission: 'trade', answer: (context) => create(ports, context) },
    {
      ...post,
      kind: 'preview',
      path: `${path}/preview`,
      permission: 'view',
      answer: (context) => preview(ports, context),
    },
    {
      ...post,
      kind: 'cancel',
      path: `${path}/batch_cancel`,
      permission: 'trade',
      answer: ({ member, body }) => {
        const { order_ids } = read(cancelRequest, body)
        return cancelAnswer(ports.desk.cancel(member, order_ids))
      },
    },
    {
      ...post,
      kind: 'edit',
      path: `${path}/edit`,
      permission: 'trade',
      answer: ({ member, body, now }) => {
        const request = readEdit(body, now)
        return editAnswer('failure' in request ? request.failure : edited(ports, member, request))
      },
    },
    {
      ...post,
      kind: 'edit_preview',
      path: `${path}/edit_preview`,
      permission: 'view',
      answer: (context) => editPreview(ports, context),
    },
  ]
}

const cancelRequest = z.object({ order_ids: z.array(z.string().min(1)).min(1) })

function create({ desk, watch }: OrderRoutePorts, { member, key, body }: PrivateContext): RestAnswer {
  const request = readCreateRequest(body)
  const instrument = watch.find(request.product_id)?.instrument
  const order = toNewOrder(request, instrument, request.client_order_id, key.name)
  if ('reason' in order) {
    const clientOrderId = request.client_order_id
    if (instrument) desk.refuse(member, { clientOrderId, instrument, keyName: key.name }, order.reason)
    return rejectedAnswer(order, request.order_configuration)
  }
  const outcome = desk.create(member, order)
  return outcome.kind === 'REFUSED'
    ? rejectedAnswer(outcome.refusal, request.order_configuration)
    : createdAnswer(outcome.order)
}

function preview(
  { desk, watch, store }: OrderRoutePorts,
  { member, key, body, now }: PrivateContext,
): RestAnswer {
  const request = readPreviewRequest(body)
  const product = watch.find(request.product_id)
  const order = toNewOrder(request, product?.instrument, '', key.name)
  if ('reason' in order || !product) {
    const reason = 'reason' in order ? order.reason : 'INVALID_PRODUCT_ID'
    return { status: 200, body: { errs: [previewReason(reason)], warning: ['UNKNOWN'], preview_id: '' } }
  }
  const refusal = desk.assess(member, order)
  const parts = {
    order,
    refusal,
    assessment: member.book.preview(order, now),
    top: watch.top(product),
    fees: member.book.fees,
    previewId: store.uuidOf(`preview|${member.user.id}|${now}`),
  }
  return { status: 200, body: previewBody(parts) }
}

interface EditRequest {
  readonly orderId: string
  readonly edit: OrderEdit
}

const editRequest = z.object({
  order_id: z.string().min(1),
  price: z.string().min(1),
  size: z.string().min(1),
  stop_price: z.string().optional(),
})

function readEdit(
  body: unknown,
  now: PrivateContext['now'],
): EditRequest | { readonly failure: EditFailure } {
  const request = read(editRequest, body)
  if (request.stop_price) return { failure: { edit: 'FIELD_STOPPRICE_NOT_SUPPORTED' } }
  const price = decimalOf(request.price, parsePrice)
  if (price === undefined) return { failure: { edit: 'INVALID_EDITED_PRICE' } }
  const size = decimalOf(request.size, parseQuantity)
  if (size === undefined) return { failure: { edit: 'INVALID_EDITED_SIZE' } }
  return { orderId: request.order_id, edit: { price, size, at: now } }
}

function decimalOf<T extends Price | Quantity>(text: string, parse: (text: string) => T): T | undefined {
  try {
    return parse(text)
  } catch (error) {
    if (error instanceof InvalidDecimal) return undefined
    throw error
  }
}

const edited = (
  { desk }: OrderRoutePorts,
  member: PrivateContext['member'],
  { orderId, edit }: EditRequest,
): EditFailure | undefined => desk.edit(member, orderId, edit)

function editPreview({ watch, store }: OrderRoutePorts, { member, body, now }: PrivateContext): RestAnswer {
  const request = readEdit(body, now)
  if ('failure' in request) return editPreviewAnswer(request.failure, {})
  const { orderId, edit } = request
  const order = member.book.find(orderId)
  const failure = editFailure(order, edit, (id) => watch.find(id)?.instrument)
  const product = order && watch.find(order.productId)
  if (!order || !product || failure) return editPreviewAnswer(failure ?? { edit: 'ORDER_NOT_FOUND' }, {})
  const { side, instrumentId } = order.paper
  if (instrumentId !== product.instrument.id) throw new InvalidArgument('order_id is invalid')
  const parts = {
    order: {
      clientOrderId: '',
      productId: order.productId,
      instrument: product.instrument,
      side,
      configuration: order.configuration,
      type: order.type,
      stopDirection: undefined,
      stopTrigger: undefined,
      keyName: order.keyName,
      terms: {
        type: 'LIMIT' as const,
        timeInForce: 'GTC' as const,
        quantity: edit.size,
        limitPrice: edit.price,
        postOnly: false,
      },
    },
    refusal: undefined,
    assessment: undefined,
    top: watch.top(product),
    fees: member.book.fees,
    previewId: store.uuidOf(`edit|${orderId}|${edit.price}|${edit.size}`),
  }
  return editPreviewAnswer(undefined, previewBody(parts))
}
