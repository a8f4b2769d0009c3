/**
 * Rows to orders, executions and adjustments. What is read was written by order-columns.ts alone: decimals are parsed
 * again, names and ids are taken as they are, which is why the casts of enumerations stand here and nowhere else.
 */
import {
  type AccountId,
  type BalanceAdjustment,
  type Execution,
  type Order,
  type OrderIntent,
  type OrderTerms,
  parseMoney,
  parsePrice,
  parseQuantity,
  type UnixNanos,
} from '@oasis/domain'
import type { AccountRow, PaperResetRow } from '@oasis/ports'
import type {
  AccountTableRow,
  AdjustmentRow,
  ExecutionRow,
  OrderRow,
  PaperResetTableRow,
} from './order-tables.ts'

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

export const resetFromRow = (row: PaperResetTableRow): PaperResetRow => ({
  resetId: row.reset_id,
  by: row.asked_by,
  ...(row.done_at_seq === null ? {} : { doneAtSeq: Number(row.done_at_seq) }),
})

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
  // Written from an order's terms, which keep each type's own times in force.
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

export function adjustmentFromRow(row: AdjustmentRow): BalanceAdjustment {
  return {
    accountId: row.account_id as AccountId,
    mode: row.mode as BalanceAdjustment['mode'],
    currency: row.currency as BalanceAdjustment['currency'],
    amount: parseMoney(row.amount),
    reason: row.reason as BalanceAdjustment['reason'],
    ...(row.execution_id === null ? {} : { executionId: row.execution_id as Execution['executionId'] }),
    tsEvent: row.ts_event as UnixNanos,
  }
}
