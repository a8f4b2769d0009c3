import {
  clientOrderId,
  formatMoney,
  formatQuantity,
  type Order,
  parseMoney,
  parseQuantity,
  venueOrderId,
} from '@oasis/domain'
import { oasis } from '../generated/messages.js'
import { orderStates } from './enums.ts'
import { Fields, freeText } from './fields.ts'
import { messageCodec } from './message-codec.ts'
import { intentFromWire, intentToWire } from './order-intent-codec.ts'

const at = new Fields('oasis.trading.v1.Order')

export const orderToWire = (order: Order): oasis.trading.v1.Order.$Properties => ({
  clientOrderId: order.clientOrderId,
  intent: intentToWire(order.intent),
  venueOrderId: order.venueOrderId ?? null,
  state: orderStates.toNumber[order.state],
  filledQuantity: formatQuantity(order.filledQuantity),
  filledNotional: formatMoney(order.filledNotional),
  fees: formatMoney(order.fees),
  reason: order.reason === undefined ? null : freeText(order.reason),
  absentUntil: order.absentUntil ?? null,
  cancelRequested: order.cancelRequested ?? false,
  version: order.version,
  needsReview: order.needsReview,
  createdAt: order.createdAt,
  updatedAt: order.updatedAt,
})

export function orderFromWire(wire: oasis.trading.v1.Order.$Properties): Order {
  const venueOrder = at.optional('venueOrderId', wire.venueOrderId, venueOrderId)
  const absentUntil = at.optionalTime('absentUntil', wire.absentUntil)
  return {
    clientOrderId: at.parsed('clientOrderId', wire.clientOrderId, clientOrderId),
    intent: intentFromWire(at.message('intent', wire.intent)),
    ...(venueOrder === undefined ? {} : { venueOrderId: venueOrder }),
    state: at.oneOf('state', wire.state, orderStates),
    filledQuantity: at.parsed('filledQuantity', wire.filledQuantity, parseQuantity),
    filledNotional: at.parsed('filledNotional', wire.filledNotional, parseMoney),
    fees: at.parsed('fees', wire.fees, parseMoney),
    ...(wire.reason === null || wire.reason === undefined ? {} : { reason: freeText(wire.reason) }),
    ...(absentUntil === undefined ? {} : { absentUntil }),
    ...(wire.cancelRequested === true ? { cancelRequested: true } : {}),
    version: at.count(wire.version),
    needsReview: wire.needsReview ?? false,
    createdAt: at.time('createdAt', wire.createdAt),
    updatedAt: at.time('updatedAt', wire.updatedAt),
  }
}

export const orderCodec = messageCodec({
  schema: at.schema,
  message: oasis.trading.v1.Order,
  toWire: orderToWire,
  fromWire: orderFromWire,
})
