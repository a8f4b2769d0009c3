/** Requests and replies of OrderService, its snapshot aside. */
import { accountId, clientOrderId, intentId } from '@oasis/domain'
import { oasis } from '../generated/messages.js'
import type {
  CancelOrderReply,
  CancelOrderRequest,
  GetOrderReply,
  GetOrderRequest,
  ListOpenOrdersReply,
  ListOpenOrdersRequest,
  PlaceOrderReply,
  PlaceOrderRequest,
} from '../trading-rpc.ts'
import { approvalFromWire, approvalToWire } from './approval-codec.ts'
import { orderStates } from './enums.ts'
import { Fields, freeText } from './fields.ts'
import { messageCodec } from './message-codec.ts'
import { orderFromWire, orderToWire } from './order-codec.ts'
import { refusalFromWire, refusalToWire } from './risk-service-codecs.ts'

const v1 = oasis.trading.v1
const atPlace = new Fields('oasis.trading.v1.PlaceOrderRequest')
const atPlaceReply = new Fields('oasis.trading.v1.PlaceOrderResponse')
const atCancel = new Fields('oasis.trading.v1.OrderServiceCancelOrderRequest')
const atCancelReply = new Fields('oasis.trading.v1.OrderServiceCancelOrderResponse')
const atGet = new Fields('oasis.trading.v1.GetOrderRequest')
const atGetReply = new Fields('oasis.trading.v1.GetOrderResponse')
const atList = new Fields('oasis.trading.v1.ListOpenOrdersRequest')
const atListReply = new Fields('oasis.trading.v1.ListOpenOrdersResponse')

export const placeOrderRequestCodec = messageCodec({
  schema: atPlace.schema,
  message: v1.PlaceOrderRequest,
  toWire: (request: PlaceOrderRequest) => ({
    intentBytes: request.intentBytes,
    approval: approvalToWire(request.approval),
  }),
  fromWire: (wire): PlaceOrderRequest => ({
    intentBytes: atPlace.bytes(wire.intentBytes),
    approval: approvalFromWire(atPlace.message('approval', wire.approval)),
  }),
})

export const placeOrderReplyCodec = messageCodec({
  schema: atPlaceReply.schema,
  message: v1.PlaceOrderResponse,
  toWire: (reply: PlaceOrderReply) =>
    reply.kind === 'PLACED' ? { placed: orderToWire(reply.order) } : { refused: refusalToWire(reply) },
  fromWire: (wire): PlaceOrderReply =>
    wire.refused
      ? refusalFromWire(wire.refused)
      : { kind: 'PLACED', order: orderFromWire(atPlaceReply.message('outcome', wire.placed)) },
})

export const cancelOrderRequestCodec = messageCodec({
  schema: atCancel.schema,
  message: v1.OrderServiceCancelOrderRequest,
  toWire: (request: CancelOrderRequest) => ({ ...request }),
  fromWire: (wire): CancelOrderRequest => ({
    clientOrderId: atCancel.parsed('clientOrderId', wire.clientOrderId, clientOrderId),
    reason: freeText(wire.reason),
  }),
})

export const cancelOrderReplyCodec = messageCodec({
  schema: atCancelReply.schema,
  message: v1.OrderServiceCancelOrderResponse,
  toWire: (reply: CancelOrderReply) => ({ ...reply, state: orderStates.toNumber[reply.state] }),
  fromWire: (wire): CancelOrderReply => ({
    accepted: wire.accepted ?? false,
    state: atCancelReply.oneOf('state', wire.state, orderStates),
    message: freeText(wire.message),
  }),
})

export const getOrderRequestCodec = messageCodec({
  schema: atGet.schema,
  message: v1.GetOrderRequest,
  toWire: ({ key }: GetOrderRequest) =>
    key.by === 'INTENT' ? { intentId: key.intentId } : { clientOrderId: key.clientOrderId },
  fromWire(wire): GetOrderRequest {
    const intent = atGet.optional('intentId', wire.intentId, intentId)
    if (intent !== undefined) return { key: { by: 'INTENT', intentId: intent } }
    return {
      key: { by: 'CLIENT_ORDER', clientOrderId: atGet.parsed('key', wire.clientOrderId, clientOrderId) },
    }
  },
})

export const getOrderReplyCodec = messageCodec({
  schema: atGetReply.schema,
  message: v1.GetOrderResponse,
  toWire: (reply: GetOrderReply) => (reply.order ? { order: orderToWire(reply.order) } : {}),
  fromWire: (wire): GetOrderReply => (wire.order ? { order: orderFromWire(wire.order) } : {}),
})

export const listOpenOrdersRequestCodec = messageCodec({
  schema: atList.schema,
  message: v1.ListOpenOrdersRequest,
  toWire: (request: ListOpenOrdersRequest) => ({ ...request }),
  fromWire: (wire): ListOpenOrdersRequest => ({
    accountId: atList.parsed('accountId', wire.accountId, accountId),
  }),
})

export const listOpenOrdersReplyCodec = messageCodec({
  schema: atListReply.schema,
  message: v1.ListOpenOrdersResponse,
  toWire: (reply: ListOpenOrdersReply) => ({ orders: reply.orders.map(orderToWire) }),
  fromWire: (wire): ListOpenOrdersReply => ({ orders: (wire.orders ?? []).map(orderFromWire) }),
})
