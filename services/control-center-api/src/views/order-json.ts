/** Orders and fills as the API shows them. */
import {
  averagePrice,
  type Execution,
  formatMoney,
  formatPrice,
  formatQuantity,
  formatRfc3339,
  isFinal,
  notional,
  ORDER_STATES,
  type Order,
  type OrderTerms,
  type UnixNanos,
} from '@oasis/domain'
import { z } from 'zod'
import { decimal, timestamp } from '../http/schemas.ts'

export const sideSchema = z.enum(['BUY', 'SELL'])
export const modeSchema = z.enum(['PAPER', 'REAL'])
export const orderStateSchema = z.enum(ORDER_STATES)

export const fillSchema = z
  .object({
    id: z.string().describe("The venue's id of the execution"),
    kind: z
      .enum(['FILL', 'REVERSAL'])
      .describe('REVERSAL: the venue has taken a fill back; counts the other way'),
    orderId: z.string(),
    accountId: z.string(),
    mode: modeSchema,
    strategyId: z.string(),
    instrumentId: z.string(),
    side: sideSchema,
    price: decimal,
    quantity: decimal,
    notional: decimal,
    fee: decimal,
    feeCurrency: z.string(),
    liquidity: z.enum(['MAKER', 'TAKER', 'UNKNOWN']),
    synthetic: z.boolean().describe('Filled on paper by convention, where the venue had no book'),
    ts: timestamp.describe("The venue's time"),
    receivedAt: timestamp,
  })
  .meta({ id: 'Fill' })

export type FillJson = z.output<typeof fillSchema>

export const orderSchema = z
  .object({
    id: z.string().describe('Ours, and what the venue sees as the client order id'),
    intentId: z.string(),
    venueOrderId: z.string().nullable(),
    accountId: z.string(),
    mode: modeSchema,
    strategyId: z.string(),
    instrumentId: z.string(),
    side: sideSchema,
    type: z.enum(['MARKET', 'LIMIT', 'STOP_LIMIT']),
    timeInForce: z.enum(['GTC', 'GTD', 'IOC', 'FOK']),
    quantity: decimal.nullable().describe('null where it is sized in the quote currency'),
    quoteAmount: decimal.nullable(),
    limitPrice: decimal.nullable(),
    stopPrice: decimal.nullable(),
    postOnly: z.boolean(),
    reduceOnly: z.boolean(),
    expiresAt: timestamp.nullable(),
    replaces: z.string().nullable(),
    state: orderStateSchema,
    isOpen: z.boolean(),
    filledQuantity: decimal,
    filledNotional: decimal,
    averagePrice: decimal.nullable(),
    fees: decimal,
    reason: z.string().nullable().describe('Why it ended or is in doubt'),
    cancelRequested: z.boolean(),
    needsReview: z.boolean(),
    absentUntil: timestamp.nullable().describe('Given up as absent; until then it may appear after all'),
    version: z.int(),
    causeEventId: z.string(),
    createdAt: timestamp,
    updatedAt: timestamp,
  })
  .meta({ id: 'Order' })

export type OrderJson = z.output<typeof orderSchema>

const time = (value: UnixNanos | undefined): string | null =>
  value === undefined ? null : formatRfc3339(value)

export function fillJson(fill: Execution): FillJson {
  const { kind, accountId, mode, strategyId, instrumentId, side, price, quantity } = fill
  const { feeCurrency, liquidity, synthetic } = fill
  return {
    id: fill.executionId,
    ...{ kind, orderId: fill.clientOrderId, accountId, mode, strategyId, instrumentId, side },
    price: formatPrice(price),
    quantity: formatQuantity(quantity),
    notional: formatMoney(notional(price, quantity)),
    fee: formatMoney(fill.fee),
    ...{ feeCurrency, liquidity, synthetic },
    ts: formatRfc3339(fill.tsEvent),
    receivedAt: formatRfc3339(fill.tsInit),
  }
}

export function orderJson(order: Order): OrderJson {
  const { intent, state, filledQuantity, filledNotional, version, needsReview } = order
  const { intentId, accountId, mode, strategyId, instrumentId, side, terms, reduceOnly } = intent
  const isPriced = filledQuantity > 0n
  return {
    id: order.clientOrderId,
    intentId,
    venueOrderId: order.venueOrderId ?? null,
    ...{ accountId, mode, strategyId, instrumentId, side },
    ...termsJson(terms),
    reduceOnly,
    replaces: intent.replaces ?? null,
    state,
    isOpen: !isFinal(state),
    filledQuantity: formatQuantity(filledQuantity),
    filledNotional: formatMoney(filledNotional),
    averagePrice: isPriced ? formatPrice(averagePrice(filledNotional, filledQuantity, 'HALF_EVEN')) : null,
    fees: formatMoney(order.fees),
    reason: order.reason ?? null,
    cancelRequested: order.cancelRequested === true,
    needsReview,
    absentUntil: time(order.absentUntil),
    version,
    causeEventId: intent.cause.eventId,
    createdAt: formatRfc3339(order.createdAt),
    updatedAt: formatRfc3339(order.updatedAt),
  }
}

export function termsJson(terms: OrderTerms) {
  const { type, timeInForce } = terms
  if (type === 'MARKET') {
    const { size } = terms
    return {
      ...{ type, timeInForce },
      quantity: size.unit === 'BASE' ? formatQuantity(size.quantity) : null,
      quoteAmount: size.unit === 'QUOTE' ? formatMoney(size.amount) : null,
      ...{ limitPrice: null, stopPrice: null, postOnly: false, expiresAt: null },
    }
  }
  return {
    ...{ type, timeInForce },
    quantity: formatQuantity(terms.quantity),
    quoteAmount: null,
    limitPrice: formatPrice(terms.limitPrice),
    stopPrice: type === 'STOP_LIMIT' ? formatPrice(terms.stopPrice) : null,
    postOnly: type === 'LIMIT' && terms.postOnly,
    expiresAt: time(terms.expiresAt),
  }
}
