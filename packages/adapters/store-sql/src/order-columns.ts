/** Orders, executions and adjustments to columns: how each is read from what one transaction writes. */
import {
  type AccountId,
  formatMoney,
  formatPrice,
  formatQuantity,
  isFinal,
  type Order,
  type OrderIntent,
  orderQuantity,
} from '@oasis/domain'
import type { AccountRow, OrderWrite, PaperResetRow } from '@oasis/ports'
import type { Columns } from './compiled.ts'
import type {
  AccountTableRow,
  AdjustmentRow,
  ExecutionRow,
  OrderProgressRow,
  OrderRow,
  PaperResetTableRow,
} from './order-tables.ts'

const flag = (value: boolean): bigint => (value ? 1n : 0n)

export const NEW_ACCOUNT_COLUMNS: Columns<AccountTableRow, AccountRow> = {
  account_id: (account) => account.accountId,
  account_seq: (account) => BigInt(account.accountSeq),
  risk_epoch: (account) => BigInt(account.riskEpoch),
  halt_epoch: (account) => BigInt(account.haltEpoch),
  halted: (account) => flag(account.halted),
  reset_seq: (account) => BigInt(account.resetSeq),
  executions_since: (account) => account.executionsSince,
}

/** What a commit sets; the id is what it finds the row by. */
export const ACCOUNT_COLUMNS: Columns<Omit<AccountTableRow, 'account_id'>, OrderWrite> = {
  account_seq: ({ account }) => BigInt(account.accountSeq),
  risk_epoch: ({ account }) => BigInt(account.riskEpoch),
  halt_epoch: ({ account }) => BigInt(account.haltEpoch),
  halted: ({ account }) => flag(account.halted),
  reset_seq: ({ account }) => BigInt(account.resetSeq),
  executions_since: ({ account }) => account.executionsSince,
}

export const ORDER_PROGRESS_COLUMNS: Columns<Omit<OrderProgressRow, 'client_order_id'>, Order> = {
  venue_order_id: (order) => order.venueOrderId ?? null,
  state: (order) => order.state,
  is_open: (order) => flag(!isFinal(order.state) || order.absentUntil !== undefined),
  filled_quantity: (order) => formatQuantity(order.filledQuantity),
  filled_notional: (order) => formatMoney(order.filledNotional),
  fees: (order) => formatMoney(order.fees),
  reason: (order) => order.reason ?? null,
  absent_until: (order) => order.absentUntil ?? null,
  cancel_requested: (order) => flag(order.cancelRequested === true),
  version: (order) => BigInt(order.version),
  needs_review: (order) => flag(order.needsReview),
  updated_at: (order) => order.updatedAt,
}

export const ORDER_COLUMNS: Columns<OrderRow, Order> = {
  client_order_id: (order) => order.clientOrderId,
  ...ORDER_PROGRESS_COLUMNS,
  intent_id: ({ intent }) => intent.intentId,
  account_id: ({ intent }) => intent.accountId,
  strategy_id: ({ intent }) => intent.strategyId,
  mode: ({ intent }) => intent.mode,
  instrument_id: ({ intent }) => intent.instrumentId,
  side: ({ intent }) => intent.side,
  type: ({ intent }) => intent.terms.type,
  time_in_force: ({ intent }) => intent.terms.timeInForce,
  quantity: ({ intent }) => quantityText(intent),
  quote_amount: ({ intent }) => quoteAmountText(intent),
  limit_price: ({ intent: { terms } }) => (terms.type === 'MARKET' ? null : formatPrice(terms.limitPrice)),
  stop_price: ({ intent: { terms } }) => (terms.type === 'STOP_LIMIT' ? formatPrice(terms.stopPrice) : null),
  post_only: ({ intent: { terms } }) => flag(terms.type === 'LIMIT' && terms.postOnly),
  expires_at: ({ intent: { terms } }) => (terms.type === 'MARKET' ? null : (terms.expiresAt ?? null)),
  reduce_only: ({ intent }) => flag(intent.reduceOnly),
  replaces: ({ intent }) => intent.replaces ?? null,
  cause_event_id: ({ intent }) => intent.cause.eventId,
  cause_ts_event: ({ intent }) => intent.cause.tsEvent,
  cause_ts_init: ({ intent }) => intent.cause.tsInit,
  created_at: (order) => order.createdAt,
}

function quantityText(intent: OrderIntent): string | null {
  const quantity = orderQuantity(intent)
  return quantity === undefined ? null : formatQuantity(quantity)
}

function quoteAmountText({ terms }: OrderIntent): string | null {
  return terms.type === 'MARKET' && terms.size.unit === 'QUOTE' ? formatMoney(terms.size.amount) : null
}

export type BookedExecution = OrderWrite['executions'][number]

export const EXECUTION_COLUMNS: Columns<ExecutionRow, BookedExecution> = {
  account_id: ({ execution }) => execution.accountId,
  account_seq: ({ accountSeq }) => BigInt(accountSeq),
  execution_id: ({ execution }) => execution.executionId,
  kind: ({ execution }) => execution.kind,
  mode: ({ execution }) => execution.mode,
  strategy_id: ({ execution }) => execution.strategyId,
  client_order_id: ({ execution }) => execution.clientOrderId,
  instrument_id: ({ execution }) => execution.instrumentId,
  side: ({ execution }) => execution.side,
  price: ({ execution }) => formatPrice(execution.price),
  quantity: ({ execution }) => formatQuantity(execution.quantity),
  fee: ({ execution }) => formatMoney(execution.fee),
  fee_currency: ({ execution }) => execution.feeCurrency,
  liquidity: ({ execution }) => execution.liquidity,
  synthetic: ({ execution }) => flag(execution.synthetic),
  ts_event: ({ execution }) => execution.tsEvent,
  ts_init: ({ execution }) => execution.tsInit,
}

export type BookedAdjustment = OrderWrite['adjustments'][number]

export const ADJUSTMENT_COLUMNS: Columns<AdjustmentRow, BookedAdjustment> = {
  account_id: ({ adjustment }) => adjustment.accountId,
  account_seq: ({ accountSeq }) => BigInt(accountSeq),
  mode: ({ adjustment }) => adjustment.mode,
  currency: ({ adjustment }) => adjustment.currency,
  amount: ({ adjustment }) => formatMoney(adjustment.amount),
  reason: ({ adjustment }) => adjustment.reason,
  ts_event: ({ adjustment }) => adjustment.tsEvent,
  execution_id: ({ adjustment }) => adjustment.executionId ?? null,
}

export interface BookedReset {
  readonly accountId: AccountId
  readonly reset: PaperResetRow
}

export const RESET_COLUMNS: Columns<PaperResetTableRow, BookedReset> = {
  account_id: ({ accountId }) => accountId,
  reset_id: ({ reset }) => reset.resetId,
  asked_by: ({ reset }) => reset.by,
  done_at_seq: ({ reset }) => (reset.doneAtSeq === undefined ? null : BigInt(reset.doneAtSeq)),
}
