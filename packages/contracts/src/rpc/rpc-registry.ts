/** Every remote call: service, name, and the codecs of request and reply. The same shape as `RpcMethod` of ports. */
import {
  cancelAllReplyCodec,
  cancelAllRequestCodec,
  haltReplyCodec,
  haltRequestCodec,
  resumeReplyCodec,
  resumeRequestCodec,
} from '../codecs/halt-codecs.ts'
import type { MessageCodec } from '../codecs/message-codec.ts'
import {
  cancelOrderReplyCodec,
  cancelOrderRequestCodec,
  getOrderReplyCodec,
  getOrderRequestCodec,
  listOpenOrdersReplyCodec,
  listOpenOrdersRequestCodec,
  placeOrderReplyCodec,
  placeOrderRequestCodec,
} from '../codecs/order-service-codecs.ts'
import {
  reconcileReplyCodec,
  reconcileRequestCodec,
  reportAuditReplyCodec,
  reportAuditRequestCodec,
  resetPaperReplyCodec,
  resetPaperRequestCodec,
  resolveOrderReplyCodec,
  resolveOrderRequestCodec,
  voidIntentReplyCodec,
  voidIntentRequestCodec,
} from '../codecs/order-upkeep-codecs.ts'
import {
  getRiskStateReplyCodec,
  getRiskStateRequestCodec,
  riskCancelOrderReplyCodec,
  riskCancelOrderRequestCodec,
  submitOrderReplyCodec,
  submitOrderRequestCodec,
} from '../codecs/risk-service-codecs.ts'
import { snapshotChunkCodec, snapshotRequestCodec } from '../codecs/snapshot-codecs.ts'

export interface ServiceMethod<Request, Response> {
  readonly service: string
  readonly name: string
  readonly request: MessageCodec<Request>
  readonly response: MessageCodec<Response>
}

function method<Request, Response>(
  service: string,
  name: string,
  request: MessageCodec<Request>,
  response: MessageCodec<Response>,
): ServiceMethod<Request, Response> {
  return { service, name, request, response }
}

const RISK = 'oasis.trading.v1.RiskService'
const ORDERS = 'oasis.trading.v1.OrderService'

export const riskService = {
  submitOrder: method(RISK, 'SubmitOrder', submitOrderRequestCodec, submitOrderReplyCodec),
  cancelOrder: method(RISK, 'CancelOrder', riskCancelOrderRequestCodec, riskCancelOrderReplyCodec),
  halt: method(RISK, 'Halt', haltRequestCodec, haltReplyCodec),
  getRiskState: method(RISK, 'GetRiskState', getRiskStateRequestCodec, getRiskStateReplyCodec),
} as const

export const orderService = {
  placeOrder: method(ORDERS, 'PlaceOrder', placeOrderRequestCodec, placeOrderReplyCodec),
  cancelOrder: method(ORDERS, 'CancelOrder', cancelOrderRequestCodec, cancelOrderReplyCodec),
  cancelAll: method(ORDERS, 'CancelAll', cancelAllRequestCodec, cancelAllReplyCodec),
  resume: method(ORDERS, 'Resume', resumeRequestCodec, resumeReplyCodec),
  voidIntent: method(ORDERS, 'VoidIntent', voidIntentRequestCodec, voidIntentReplyCodec),
  resolveOrder: method(ORDERS, 'ResolveOrder', resolveOrderRequestCodec, resolveOrderReplyCodec),
  reconcile: method(ORDERS, 'Reconcile', reconcileRequestCodec, reconcileReplyCodec),
  resetPaper: method(ORDERS, 'ResetPaper', resetPaperRequestCodec, resetPaperReplyCodec),
  reportAudit: method(ORDERS, 'ReportAudit', reportAuditRequestCodec, reportAuditReplyCodec),
  getOrder: method(ORDERS, 'GetOrder', getOrderRequestCodec, getOrderReplyCodec),
  listOpenOrders: method(ORDERS, 'ListOpenOrders', listOpenOrdersRequestCodec, listOpenOrdersReplyCodec),
  /** Answers with a stream that ends with the chunk whose `last` is true. */
  snapshot: method(ORDERS, 'Snapshot', snapshotRequestCodec, snapshotChunkCodec),
} as const
