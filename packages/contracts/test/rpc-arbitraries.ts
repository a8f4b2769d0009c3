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
import { approval, denied, ids, instrumentIds, intent, money, order, position } from './arbitraries.ts'

const plain = { noNullPrototype: true } as const
const state = fc.constantFrom(...ORDER_STATES)
const refused = fc.record(
  {
    kind: fc.constant('REFUSED' as const),
    reason: fc.constantFrom(...APPROVAL_REFUSALS),
    message: ids.text,
  },
  plain,
)

export const submitOrderRequest: Arbitrary<SubmitOrderRequest> = fc.record({ intent }, plain)
export const submitOrderReply: Arbitrary<SubmitOrderReply> = fc.oneof(
  fc.record({ kind: fc.constant('DENIED' as const), verdict: denied }, plain),
  fc.record({ kind: fc.constant('PLACED' as const), clientOrderId: ids.clientOrder, state }, plain),
  refused,
)
export const cancelOrderRequest: Arbitrary<CancelOrderRequest> = fc.record(
  { clientOrderId: ids.clientOrder, reason: ids.text },
  plain,
)
export const cancelOrderReply: Arbitrary<CancelOrderReply> = fc.record(
  { accepted: fc.boolean(), state, message: ids.text },
  plain,
)
export const getRiskStateRequest: Arbitrary<GetRiskStateRequest> = fc.record(
  { accountId: ids.account },
  plain,
)
export const getRiskStateReply: Arbitrary<GetRiskStateReply> = fc.record(
  { open: fc.boolean(), reason: ids.text, riskEpoch: ids.counter, accountSeq: ids.counter },
  plain,
)
export const placeOrderRequest: Arbitrary<PlaceOrderRequest> = fc.record(
  { intentBytes: ids.bytes, approval },
  plain,
)
export const placeOrderReply: Arbitrary<PlaceOrderReply> = fc.oneof(
  fc.record({ kind: fc.constant('PLACED' as const), order }, plain),
  refused,
)
export const getOrderRequest: Arbitrary<GetOrderRequest> = fc.record(
  {
    key: fc.oneof(
      fc.record({ by: fc.constant('INTENT' as const), intentId: ids.intentIds }, plain),
      fc.record({ by: fc.constant('CLIENT_ORDER' as const), clientOrderId: ids.clientOrder }, plain),
    ),
  },
  plain,
)
export const getOrderReply: Arbitrary<GetOrderReply> = fc.record({ order }, { ...plain, requiredKeys: [] })
export const listOpenOrdersRequest: Arbitrary<ListOpenOrdersRequest> = fc.record(
  { accountId: ids.account },
  plain,
)
export const listOpenOrdersReply: Arbitrary<ListOpenOrdersReply> = fc.record(
  { orders: fc.array(order, { maxLength: 3 }) },
  plain,
)
export const snapshotRequest: Arbitrary<SnapshotRequest> = fc.record(
  { accountId: ids.account, takeEpoch: fc.boolean() },
  plain,
)
const strategyPosition: Arbitrary<StrategyPosition> = fc.record(
  { strategyId: ids.strategy, instrumentId: instrumentIds, position },
  { ...plain, requiredKeys: ['instrumentId', 'position'] },
)
export const snapshotChunk: Arbitrary<SnapshotChunk> = fc.record(
  {
    accountId: ids.account,
    mode: ids.mode,
    accountSeq: ids.counter,
    riskEpoch: ids.counter,
    haltEpoch: ids.counter,
    positions: fc.array(strategyPosition, { maxLength: 3 }),
    balances: fc.array(fc.record({ currency: ids.currencyCode, total: money }, plain), { maxLength: 3 }),
    openOrders: fc.array(order, { maxLength: 2 }),
    last: fc.boolean(),
  },
  plain,
)
