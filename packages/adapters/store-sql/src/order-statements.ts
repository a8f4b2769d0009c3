/** The statements of the order manager's writing transaction, compiled once. */
import { EXTERNAL_STRATEGY } from '@oasis/domain'
import { type Kysely, sql } from 'kysely'
import { compile } from './compiled.ts'
import type {
  AccountTableRow,
  AdjustmentRow,
  ExecutionRow,
  OrderProgressRow,
  OrderRow,
  OrderTables,
} from './order-tables.ts'

type Names<Row> = readonly (keyof Row & string)[]

const PROGRESS: Names<OrderProgressRow> = [
  'venue_order_id',
  'state',
  'is_open',
  'filled_quantity',
  'filled_notional',
  'fees',
  'reason',
  'absent_until',
  'cancel_requested',
  'version',
  'needs_review',
  'updated_at',
]

const ORDER: Names<OrderRow> = [
  'client_order_id',
  ...PROGRESS,
  'intent_id',
  'account_id',
  'strategy_id',
  'mode',
  'instrument_id',
  'side',
  'type',
  'time_in_force',
  'quantity',
  'quote_amount',
  'limit_price',
  'stop_price',
  'post_only',
  'expires_at',
  'reduce_only',
  'replaces',
  'cause_event_id',
  'cause_ts_event',
  'cause_ts_init',
  'created_at',
]

const EXECUTION: Names<ExecutionRow> = [
  'account_id',
  'account_seq',
  'execution_id',
  'kind',
  'mode',
  'strategy_id',
  'client_order_id',
  'instrument_id',
  'side',
  'price',
  'quantity',
  'fee',
  'fee_currency',
  'liquidity',
  'synthetic',
  'ts_event',
  'ts_init',
]

const ADJUSTMENT: Names<AdjustmentRow> = [
  'account_id',
  'account_seq',
  'mode',
  'currency',
  'amount',
  'reason',
  'ts_event',
]

/** One placeholder per column of the list. */
function each<Row extends object>(
  names: Names<Row>,
  value: <Name extends keyof Row & string>(name: Name) => Row[Name],
): Row {
  // Object.fromEntries forgets which name has which value; the list is checked against the row's type above.
  return Object.fromEntries(names.map((name) => [name, value(name)])) as Row
}

export interface FenceArguments extends AccountTableRow {
  readonly expected_seq: bigint
}

export type OrderStatements = ReturnType<typeof compileOrderStatements>

export function compileOrderStatements(db: Kysely<OrderTables>) {
  return {
    /** Updates no row when another writer has been there. */
    fenceAccount: compile<FenceArguments>((value) =>
      db
        .updateTable('accounts')
        .set({
          account_seq: value('account_seq'),
          risk_epoch: value('risk_epoch'),
          halt_epoch: value('halt_epoch'),
          halted: value('halted'),
          reset_seq: value('reset_seq'),
          executions_since: value('executions_since'),
        })
        .where('account_id', '=', value('account_id'))
        .where('account_seq', '=', value('expected_seq')),
    ),
    insertOrder: compile<OrderRow>((value) => db.insertInto('orders').values(each(ORDER, value))),
    updateOrder: compile<OrderProgressRow>((value) =>
      db
        .updateTable('orders')
        .set(each(PROGRESS, value))
        .where('client_order_id', '=', value('client_order_id')),
    ),
    insertExecution: compile<ExecutionRow>((value) =>
      db.insertInto('executions').values(each(EXECUTION, value)),
    ),
    insertAdjustment: compile<AdjustmentRow>((value) =>
      db.insertInto('balance_adjustments').values(each(ADJUSTMENT, value)),
    ),
    findAdopted: compile<{ intent_id: string }, OrderRow>((value) =>
      db
        .selectFrom('orders')
        .selectAll()
        .where('intent_id', '=', value('intent_id'))
        // Spelled out, not bound: SQLite uses the partial index only when it can read the condition.
        .where(sql<boolean>`strategy_id = ${sql.lit(EXTERNAL_STRATEGY)}`),
    ),
    findByClientOrderId: compile<{ client_order_id: string }, OrderRow>((value) =>
      db.selectFrom('orders').selectAll().where('client_order_id', '=', value('client_order_id')),
    ),
    executionsOf: compile<{ client_order_id: string }, ExecutionRow>((value) =>
      db
        .selectFrom('executions')
        .selectAll()
        .where('client_order_id', '=', value('client_order_id'))
        .orderBy('account_seq'),
    ),
  }
}
