import { ORDER_STATES } from '@oasis/domain'
import fc, { type Arbitrary } from 'fast-check'
import {
  APPROVAL_REFUSALS,
  type CancelOrderReply,
  type CancelOrderRequest,
  type GetOrderReply,
  type GetOrderRequest,
  type GetRiskStateReply,
  type GetRiskStateRequest,
  type ListOpenOrdersReply,
  type ListOpenOrdersRequest,
  type PlaceOrderReply,
  type PlaceOrderRequest,
  type SnapshotChunk,
  type SnapshotRequest,
  type StrategyPosition,
  type SubmitOrderReply,
  type SubmitOrderRequest,
} from '../src/index.ts'
import { approval, intent, order } from './order-arbitraries.ts'
import { denied, position } from './risk-arbitraries.ts'
import {
  account,
  bytes,
  clientOrder,
  counter,
  currencyCode,
  instrumentIds,
  intentIds,
  mode,
  money,
  strategy,
  text,
} from './value-arbitraries.ts'

const plain = { noNullPrototype: true } as const
const state = fc.constantFrom(...ORDER_STATES)
const refused = fc.record(
  {
    kind: fc.constant('REFUSED' as const),
    reason: fc.constantFrom(...APPROVAL_REFUSALS),
    message: text,
  },
  plain,
)

export const submitOrderRequest: Arbitrary<SubmitOrderRequest> = fc.record({ intent }, plain)
export const submitOrderReply: Arbitrary<SubmitOrderReply> = fc.oneof(
  fc.record({ kind: fc.constant('DENIED' as const), verdict: denied }, plain),
  fc.record({ kind: fc.constant('PLACED' as const), clientOrderId: clientOrder, state }, plain),
  refused,
)
export const cancelOrderRequest: Arbitrary<CancelOrderRequest> = fc.record(
  { clientOrderId: clientOrder, reason: text },
  plain,
)
export const cancelOrderReply: Arbitrary<CancelOrderReply> = fc.record(
  { accepted: fc.boolean(), state, message: text },
  plain,
)
export const getRiskStateRequest: Arbitrary<GetRiskStateRequest> = fc.record({ accountId: account }, plain)
export const getRiskStateReply: Arbitrary<GetRiskStateReply> = fc.record(
  { open: fc.boolean(), reason: text, riskEpoch: counter, accountSeq: counter },
  plain,
)
export const placeOrderRequest: Arbitrary<PlaceOrderRequest> = fc.record(
  { intentBytes: bytes, approval },
  plain,
)
export const placeOrderReply: Arbitrary<PlaceOrderReply> = fc.oneof(
  fc.record({ kind: fc.constant('PLACED' as const), order }, plain),
  refused,
)
export const getOrderRequest: Arbitrary<GetOrderRequest> = fc.record(
  {
    key: fc.oneof(
      fc.record({ by: fc.constant('INTENT' as const), intentId: intentIds }, plain),
      fc.record({ by: fc.constant('CLIENT_ORDER' as const), clientOrderId: clientOrder }, plain),
    ),
  },
  plain,
)
export const getOrderReply: Arbitrary<GetOrderReply> = fc.record({ order }, { ...plain, requiredKeys: [] })
export const listOpenOrdersRequest: Arbitrary<ListOpenOrdersRequest> = fc.record(
  { accountId: account },
  plain,
)
export const listOpenOrdersReply: Arbitrary<ListOpenOrdersReply> = fc.record(
  { orders: fc.array(order, { maxLength: 3 }) },
  plain,
)
export const snapshotRequest: Arbitrary<SnapshotRequest> = fc.record(
  { accountId: account, takeEpoch: fc.boolean() },
  plain,
)
const strategyPosition: Arbitrary<StrategyPosition> = fc.record(
  { strategyId: strategy, instrumentId: instrumentIds, position },
  { ...plain, requiredKeys: ['instrumentId', 'position'] },
)
export const snapshotChunk: Arbitrary<SnapshotChunk> = fc.record(
  {
    accountId: account,
    mode: mode,
    accountSeq: counter,
    riskEpoch: counter,
    haltEpoch: counter,
    halted: fc.boolean(),
    positions: fc.array(strategyPosition, { maxLength: 3 }),
    balances: fc.array(fc.record({ currency: currencyCode, total: money }, plain), { maxLength: 3 }),
    openOrders: fc.array(order, { maxLength: 2 }),
    last: fc.boolean(),
  },
  plain,
)
