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
  /** An earlier call, of this process or of one before it, may have arrived: the order manager is asked first. */
  readonly sentBefore?: boolean
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

/** Asked of the order manager, with or without a halt. Works with bus and store down. */
export interface CancelAllRequest {
  readonly accountId: AccountId
  /** Also sets the halt latch and raises the halt epoch: nothing but reductions is taken until a resume. */
  readonly halt: boolean
  readonly reason: string
  readonly by: string
}

export interface CancelAllReply {
  readonly haltEpoch: number
  /** A second look at the venue found none of them open. */
  readonly verified: boolean
  /** Still open at the venue, as the last look had it. */
  readonly open: readonly ClientOrderId[]
  /** Sent, and the venue has not been heard to know them. */
  readonly unresolved: readonly ClientOrderId[]
  readonly message: string
  /**
   * Of a halt: whoever leads next, on whatever machine, begins halted. False where that cannot be said, in force all the
   * same; the message says more.
   */
  readonly recorded: boolean
}

/** Ends the halt that it names; any other is left in force. */
export interface ResumeRequest {
  readonly accountId: AccountId
  readonly haltEpoch: number
  readonly reason: string
  readonly by: string
}

export interface ResumeReply {
  readonly resumed: boolean
  readonly haltEpoch: number
  readonly message: string
}

/** Writes a tombstone, after which the intent can no longer be placed. A known intent is answered as it is. */
export interface VoidIntentRequest {
  readonly intentBytes: Uint8Array
}

/** `order.state` is VOIDED, or what became of the order that was there before. */
export interface VoidIntentReply {
  readonly order: Order
}

/** What a person found out about an order in REVIEW, or about one given up as ABSENT. Fills come from the venue alone. */
export const ORDER_RESOLUTIONS = ['NEVER_EXISTED', 'OPEN', 'CANCELED', 'EXPIRED'] as const
export type OrderResolution = (typeof ORDER_RESOLUTIONS)[number]

export interface ResolveOrderRequest {
  readonly clientOrderId: ClientOrderId
  readonly resolution: OrderResolution
  readonly reason: string
  readonly by: string
}

export interface ResolveOrderReply {
  readonly accepted: boolean
  readonly state: OrderState
  readonly message: string
}

export interface ReconcileRequest {
  readonly accountId: AccountId
  /** Takes unexplained balances as they are, as corrections. A person's decision. */
  readonly adopt: boolean
  /** With `adopt`: opens what the audit has closed as well, and why. Left out: that stays closed. */
  readonly auditReason?: string
  readonly by: string
}

export interface ReconciliationDifference {
  /** `balance`, `missing_execution`, `external_order`, … */
  readonly kind: string
  /** A currency, an instrument or an order. */
  readonly subject: string
  readonly detail: string
}

export interface ReconcileReply {
  /** The pass came to its end. */
  readonly completed: boolean
  readonly differences: readonly ReconciliationDifference[]
}

export interface ResetPaperRequest {
  readonly accountId: AccountId
  /** Names the reset, as the id of the command that asks for it does: the same one again resets nothing. */
  readonly resetId: string
  readonly by: string
}

export interface ResetPaperReply {
  readonly reset: boolean
  readonly message: string
}

/** Who says otherwise than the executions: risk's snapshots, the portfolio cache, the venue, the store against the topic. */
export const AUDIT_SOURCES = ['RISK', 'CACHE', 'VENUE', 'STORE'] as const
export type AuditSource = (typeof AUDIT_SOURCES)[number]

export interface AuditFinding {
  readonly instrumentId: InstrumentId
  readonly source: AuditSource
  readonly detail: string
}

/**
 * All that the auditor finds wrong now: those instruments are closed. What a source found before and does not find now is
 * opened again, once that source has been looked at.
 */
export interface ReportAuditRequest {
  readonly accountId: AccountId
  readonly findings: readonly AuditFinding[]
  /** Since the auditor's start. */
  readonly looked: readonly AuditSource[]
}

export type ReportAuditReply = Readonly<Record<never, never>>

/** Asked of the risk engine: deny all but reductions, cancel everything, then sell what OTS has booked if wanted. */
export interface HaltRequest {
  readonly accountId: AccountId
  readonly flatten: boolean
  readonly acceptStalePrices: boolean
  readonly reason: string
  readonly by: string
}

export interface FlattenStep {
  readonly instrumentId: InstrumentId
  /** `PLACED`, `DUST`, `STALE_PRICE`, `DENIED: …`, `NOTHING_BOOKED`. */
  readonly outcome: string
  readonly detail: string
}

export interface HaltReply extends CancelAllReply {
  readonly flattening: readonly FlattenStep[]
}

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
  /** Absent: the account's own position on the instrument, whoever traded. Its average cost is not the sum of the parts'. */
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
  readonly halted: boolean
  readonly positions: readonly StrategyPosition[]
  readonly balances: readonly { readonly currency: Currency; readonly total: Money }[]
  /**
   * All that are not final, and those whose `absentUntil` is set. To whoever takes an epoch also final ones that were
   * created within `RECENT_ORDERS_MS`: they count against the order rate.
   */
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
