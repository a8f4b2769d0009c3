/**
 * Orders, executions and adjustments to rows and back. What is read was written by this file alone: decimals are
 * parsed again, names and ids are taken as they are, which is why the casts of enumerations stand here and nowhere else.
 */
import {
  type AccountId,
  type BalanceAdjustment,
  type Execution,
  formatMoney,
  formatPrice,
  formatQuantity,
  isFinal,
  type Order,
  type OrderIntent,
  type OrderTerms,
  parseMoney,
  parsePrice,
  parseQuantity,
  type UnixNanos,
} from '@oasis/domain'
import type { AccountRow } from '@oasis/ports'
import type {
  AccountTableRow,
  AdjustmentRow,
  ExecutionRow,
  OrderProgressRow,
  OrderRow,
} from './order-tables.ts'

const flag = (value: boolean): bigint => (value ? 1n : 0n)

export function accountToRow(account: AccountRow): AccountTableRow {
  return {
    account_id: account.accountId,
    account_seq: BigInt(account.accountSeq),
    risk_epoch: BigInt(account.riskEpoch),
    halt_epoch: BigInt(account.haltEpoch),
    halted: flag(account.halted),
    reset_seq: BigInt(account.resetSeq),
    executions_since: account.executionsSince,
  }
}

export function accountFromRow(row: AccountTableRow): AccountRow {
  return {
    accountId: row.account_id as AccountId,
    accountSeq: Number(row.account_seq),
    riskEpoch: Number(row.risk_epoch),
    haltEpoch: Number(row.halt_epoch),
    halted: row.halted === 1n,
    resetSeq: Number(row.reset_seq),
    executionsSince: row.executions_since as UnixNanos,
  }
}

export function orderProgressToRow(order: Order): OrderProgressRow {
  return {
    client_order_id: order.clientOrderId,
    venue_order_id: order.venueOrderId ?? null,
    state: order.state,
    is_open: flag(!isFinal(order.state) || order.absentUntil !== undefined),
    filled_quantity: formatQuantity(order.filledQuantity),
    filled_notional: formatMoney(order.filledNotional),
    fees: formatMoney(order.fees),
    reason: order.reason ?? null,
    absent_until: order.absentUntil ?? null,
    cancel_requested: flag(order.cancelRequested === true),
    version: BigInt(order.version),
    needs_review: flag(order.needsReview),
    updated_at: order.updatedAt,
  }
}

export function orderToRow(order: Order): OrderRow {
  const { intent } = order
  return {
    ...orderProgressToRow(order),
    ...termsToColumns(intent.terms),
    intent_id: intent.intentId,
    account_id: intent.accountId,
    strategy_id: intent.strategyId,
    mode: intent.mode,
    instrument_id: intent.instrumentId,
    side: intent.side,
    reduce_only: flag(intent.reduceOnly),
    replaces: intent.replaces ?? null,
    cause_event_id: intent.cause.eventId,
    cause_ts_event: intent.cause.tsEvent,
    cause_ts_init: intent.cause.tsInit,
    created_at: order.createdAt,
  }
}

type TermsColumns = Pick<
  OrderRow,
  | 'type'
  | 'time_in_force'
  | 'quantity'
  | 'quote_amount'
  | 'limit_price'
  | 'stop_price'
  | 'post_only'
  | 'expires_at'
>

function termsToColumns(terms: OrderTerms): TermsColumns {
  const common = { type: terms.type, time_in_force: terms.timeInForce }
  if (terms.type === 'MARKET') {
    const { size } = terms
    return {
      ...common,
      quantity: size.unit === 'BASE' ? formatQuantity(size.quantity) : null,
      quote_amount: size.unit === 'QUOTE' ? formatMoney(size.amount) : null,
      limit_price: null,
      stop_price: null,
      post_only: 0n,
      expires_at: null,
    }
  }
  return {
    ...common,
    quantity: formatQuantity(terms.quantity),
    quote_amount: null,
    limit_price: formatPrice(terms.limitPrice),
    stop_price: terms.type === 'STOP_LIMIT' ? formatPrice(terms.stopPrice) : null,
    post_only: flag(terms.type === 'LIMIT' && terms.postOnly),
    expires_at: terms.expiresAt ?? null,
  }
}

export function orderFromRow(row: OrderRow): Order {
  return {
    clientOrderId: row.client_order_id as Order['clientOrderId'],
    intent: intentFromRow(row),
    ...(row.venue_order_id === null
      ? {}
      : { venueOrderId: row.venue_order_id as NonNullable<Order['venueOrderId']> }),
    state: row.state as Order['state'],
    filledQuantity: parseQuantity(row.filled_quantity),
    filledNotional: parseMoney(row.filled_notional),
    fees: parseMoney(row.fees),
    ...(row.reason === null ? {} : { reason: row.reason }),
    ...(row.absent_until === null ? {} : { absentUntil: row.absent_until as UnixNanos }),
    ...(row.cancel_requested === 1n ? { cancelRequested: true } : {}),
    version: Number(row.version),
    needsReview: row.needs_review === 1n,
    createdAt: row.created_at as UnixNanos,
    updatedAt: row.updated_at as UnixNanos,
  }
}

function intentFromRow(row: OrderRow): OrderIntent {
  return {
    intentId: row.intent_id as OrderIntent['intentId'],
    accountId: row.account_id as AccountId,
    strategyId: row.strategy_id as OrderIntent['strategyId'],
    mode: row.mode as OrderIntent['mode'],
    instrumentId: row.instrument_id as OrderIntent['instrumentId'],
    side: row.side as OrderIntent['side'],
    terms: termsFromRow(row),
    reduceOnly: row.reduce_only === 1n,
    ...(row.replaces === null ? {} : { replaces: row.replaces as Order['clientOrderId'] }),
    cause: {
      eventId: row.cause_event_id as OrderIntent['cause']['eventId'],
      tsEvent: row.cause_ts_event as UnixNanos,
      tsInit: row.cause_ts_init as UnixNanos,
    },
  }
}

/** A column that the order's type requires; its absence means a damaged row. */
function present<T>(value: T | null, row: OrderRow, column: string): T {
  if (value === null) throw new Error(`order ${row.client_order_id} of type ${row.type} has no ${column}`)
  return value
}

function termsFromRow(row: OrderRow): OrderTerms {
  // Written by termsToColumns, which keeps each type's own times in force.
  const timeInForce = row.time_in_force as never
  if (row.type === 'MARKET') {
    const size =
      row.quantity === null
        ? { unit: 'QUOTE' as const, amount: parseMoney(present(row.quote_amount, row, 'quote_amount')) }
        : { unit: 'BASE' as const, quantity: parseQuantity(row.quantity) }
    return { type: 'MARKET', timeInForce, size }
  }
  const shared = {
    timeInForce,
    quantity: parseQuantity(present(row.quantity, row, 'quantity')),
    limitPrice: parsePrice(present(row.limit_price, row, 'limit_price')),
    ...(row.expires_at === null ? {} : { expiresAt: row.expires_at as UnixNanos }),
  }
  if (row.type === 'STOP_LIMIT') {
    return {
      ...shared,
      type: 'STOP_LIMIT',
      stopPrice: parsePrice(present(row.stop_price, row, 'stop_price')),
    }
  }
  return { ...shared, type: 'LIMIT', postOnly: row.post_only === 1n }
}

export function executionToRow(accountSeq: number, execution: Execution): ExecutionRow {
  return {
    account_id: execution.accountId,
    account_seq: BigInt(accountSeq),
    execution_id: execution.executionId,
    kind: execution.kind,
    mode: execution.mode,
    strategy_id: execution.strategyId,
    client_order_id: execution.clientOrderId,
    instrument_id: execution.instrumentId,
    side: execution.side,
    price: formatPrice(execution.price),
    quantity: formatQuantity(execution.quantity),
    fee: formatMoney(execution.fee),
    fee_currency: execution.feeCurrency,
    liquidity: execution.liquidity,
    synthetic: flag(execution.synthetic),
    ts_event: execution.tsEvent,
    ts_init: execution.tsInit,
  }
}

export function executionFromRow(row: ExecutionRow): Execution {
  return {
    executionId: row.execution_id as Execution['executionId'],
    kind: row.kind as Execution['kind'],
    accountId: row.account_id as AccountId,
    mode: row.mode as Execution['mode'],
    strategyId: row.strategy_id as Execution['strategyId'],
    clientOrderId: row.client_order_id as Execution['clientOrderId'],
    instrumentId: row.instrument_id as Execution['instrumentId'],
    side: row.side as Execution['side'],
    price: parsePrice(row.price),
    quantity: parseQuantity(row.quantity),
    fee: parseMoney(row.fee),
    feeCurrency: row.fee_currency as Execution['feeCurrency'],
    liquidity: row.liquidity as Execution['liquidity'],
    synthetic: row.synthetic === 1n,
    tsEvent: row.ts_event as UnixNanos,
    tsInit: row.ts_init as UnixNanos,
  }
}

export function adjustmentToRow(accountSeq: number, adjustment: BalanceAdjustment): AdjustmentRow {
  return {
    account_id: adjustment.accountId,
    account_seq: BigInt(accountSeq),
    mode: adjustment.mode,
    currency: adjustment.currency,
    amount: formatMoney(adjustment.amount),
    reason: adjustment.reason,
    ts_event: adjustment.tsEvent,
  }
}

export function adjustmentFromRow(row: AdjustmentRow): BalanceAdjustment {
  return {
    accountId: row.account_id as AccountId,
    mode: row.mode as BalanceAdjustment['mode'],
    currency: row.currency as BalanceAdjustment['currency'],
    amount: parseMoney(row.amount),
    reason: row.reason as BalanceAdjustment['reason'],
    tsEvent: row.ts_event as UnixNanos,
  }
}
