/** Requests and replies of RiskService and OrderService. */
import type {
  AccountId,
  Approval,
  ClientOrderId,
  Currency,
  InstrumentId,
  IntentId,
  Money,
  Order,
  OrderIntent,
  OrderState,
  Position,
  RiskVerdict,
  StrategyId,
  TradingMode,
} from '@oasis/domain'

export interface SubmitOrderRequest {
  readonly intent: OrderIntent
}

/** What became of an intent: denied by risk, placed (or already known), or approved and then refused by the order manager. */
export type SubmitOrderReply =
  | { readonly kind: 'DENIED'; readonly verdict: RiskVerdict & { readonly result: 'DENIED' } }
  | { readonly kind: 'PLACED'; readonly clientOrderId: ClientOrderId; readonly state: OrderState }
  | { readonly kind: 'REFUSED'; readonly reason: ApprovalRefusal; readonly message: string }

export const APPROVAL_REFUSALS = [
  'BAD_MAC',
  'UNKNOWN_KEY',
  'EXPIRED',
  'MODE_MISMATCH',
  'HALT_EPOCH',
  'RISK_EPOCH',
  'INTENT_MISMATCH',
  'VOIDED',
  'HALTED',
  'NOT_RECONCILED',
] as const
export type ApprovalRefusal = (typeof APPROVAL_REFUSALS)[number]

export interface PlaceOrderRequest {
  /** The encoded OrderIntent: exactly the bytes that the approval's MAC covers. */
  readonly intentBytes: Uint8Array
  readonly approval: Approval
}

export type PlaceOrderReply =
  /** Written down now, or known before; an order already known is answered whatever the approval's age. */
  | { readonly kind: 'PLACED'; readonly order: Order }
  | { readonly kind: 'REFUSED'; readonly reason: ApprovalRefusal; readonly message: string }

export interface CancelOrderRequest {
  readonly clientOrderId: ClientOrderId
  /** For the record: who or what wants it. */
  readonly reason: string
}

export interface CancelOrderReply {
  /** True when the cancel is on its way or the order is already final; the state tells which. */
  readonly accepted: boolean
  readonly state: OrderState
  readonly message: string
}

export type OrderKey =
  | { readonly by: 'INTENT'; readonly intentId: IntentId }
  | { readonly by: 'CLIENT_ORDER'; readonly clientOrderId: ClientOrderId }

export interface GetOrderRequest {
  readonly key: OrderKey
}
export interface GetOrderReply {
  readonly order?: Order
}

export interface ListOpenOrdersRequest {
  readonly accountId: AccountId
}
export interface ListOpenOrdersReply {
  readonly orders: readonly Order[]
}

export interface SnapshotRequest {
  readonly accountId: AccountId
  /** Raises `riskEpoch` in the same transaction: approvals of older epochs are refused from then on. */
  readonly takeEpoch: boolean
}

export interface StrategyPosition {
  /** The external, unattributed part has no strategy. */
  readonly strategyId?: StrategyId
  readonly instrumentId: InstrumentId
  readonly position: Position
}

/** One part of an account's snapshot; the stream ends with `last`. All parts are of one `accountSeq`. */
export interface SnapshotChunk {
  readonly accountId: AccountId
  readonly mode: TradingMode
  readonly accountSeq: number
  readonly riskEpoch: number
  readonly haltEpoch: number
  readonly positions: readonly StrategyPosition[]
  readonly balances: readonly { readonly currency: Currency; readonly total: Money }[]
  readonly openOrders: readonly Order[]
  readonly last: boolean
}

export interface GetRiskStateRequest {
  readonly accountId: AccountId
}
export interface GetRiskStateReply {
  readonly open: boolean
  /** Why it is not open: `RECONCILING`, … */
  readonly reason: string
  readonly riskEpoch: number
  readonly accountSeq: number
}
