/**
 * Tables of the order manager. Decimals are canonical text, so nothing is ordered or added by them in SQL; times are
 * nanoseconds in BIGINT; flags are 0 and 1. Nothing here that PostgreSQL would not take.
 */
import { EXTERNAL_STRATEGY } from '@oasis/domain'
import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import { createTable } from './create-table.ts'
import { createOutboxTable, type OutboxTables } from './sql-outbox.ts'
import { type UnsettledTables, unsettledMigration } from './unsettled-tables.ts'

export interface AccountTableRow {
  readonly account_id: string
  readonly account_seq: bigint
  readonly risk_epoch: bigint
  readonly halt_epoch: bigint
  readonly halted: bigint
  readonly reset_seq: bigint
  readonly executions_since: bigint
}

/** What changes in an order's life. */
export interface OrderProgressRow {
  readonly client_order_id: string
  readonly venue_order_id: string | null
  readonly state: string
  /** 0 once the order is final and not `absent_until`; kept beside the state for the index on open orders. */
  readonly is_open: bigint
  readonly filled_quantity: string
  readonly filled_notional: string
  readonly fees: string
  readonly reason: string | null
  readonly absent_until: bigint | null
  readonly cancel_requested: bigint
  readonly version: bigint
  readonly needs_review: bigint
  readonly updated_at: bigint
}

export interface OrderRow extends OrderProgressRow {
  readonly intent_id: string
  readonly account_id: string
  readonly strategy_id: string
  readonly mode: string
  readonly instrument_id: string
  readonly side: string
  readonly type: string
  readonly time_in_force: string
  readonly quantity: string | null
  readonly quote_amount: string | null
  readonly limit_price: string | null
  readonly stop_price: string | null
  readonly post_only: bigint
  readonly expires_at: bigint | null
  readonly reduce_only: bigint
  readonly replaces: string | null
  readonly cause_event_id: string
  readonly cause_ts_event: bigint
  readonly cause_ts_init: bigint
  readonly created_at: bigint
}

export interface ExecutionRow {
  readonly account_id: string
  readonly account_seq: bigint
  readonly execution_id: string
  readonly kind: string
  readonly mode: string
  readonly strategy_id: string
  readonly client_order_id: string
  readonly instrument_id: string
  readonly side: string
  readonly price: string
  readonly quantity: string
  readonly fee: string
  readonly fee_currency: string
  readonly liquidity: string
  readonly synthetic: bigint
  readonly ts_event: bigint
  readonly ts_init: bigint
}

export interface AdjustmentRow {
  readonly account_id: string
  readonly account_seq: bigint
  readonly mode: string
  readonly currency: string
  readonly amount: string
  readonly reason: string
  readonly ts_event: bigint
  readonly execution_id: string | null
}

export interface PaperResetTableRow {
  readonly account_id: string
  readonly reset_id: string
  readonly asked_by: string
  /** NULL while it is under way. */
  readonly done_at_seq: bigint | null
}

export interface OrderTables extends OutboxTables, UnsettledTables {
  accounts: AccountTableRow
  orders: OrderRow
  executions: ExecutionRow
  balance_adjustments: AdjustmentRow
  paper_resets: PaperResetTableRow
}

async function createOrders<Tables>(db: Kysely<Tables>): Promise<void> {
  await createTable(db, 'orders', ['client_order_id'], {
    client_order_id: 'text',
    intent_id: 'text',
    account_id: 'text',
    strategy_id: 'text',
    mode: 'text',
    instrument_id: 'text',
    side: 'text',
    type: 'text',
    time_in_force: 'text',
    quantity: 'text?',
    quote_amount: 'text?',
    limit_price: 'text?',
    stop_price: 'text?',
    post_only: 'bigint',
    expires_at: 'bigint?',
    reduce_only: 'bigint',
    replaces: 'text?',
    cause_event_id: 'text',
    cause_ts_event: 'bigint',
    cause_ts_init: 'bigint',
    venue_order_id: 'text?',
    state: 'text',
    is_open: 'bigint',
    filled_quantity: 'text',
    filled_notional: 'text',
    fees: 'text',
    reason: 'text?',
    absent_until: 'bigint?',
    cancel_requested: 'bigint',
    version: 'bigint',
    needs_review: 'bigint',
    created_at: 'bigint',
    updated_at: 'bigint',
  })
  // Our own orders are keyed by what follows from their intents, so the primary key is the guard of "one intent, at
  // most one order"; only those that somebody else placed need one of their own.
  await db.schema
    .createIndex('orders_adopted')
    .unique()
    .on('orders')
    .column('intent_id')
    .where('strategy_id' as never, '=', EXTERNAL_STRATEGY as never)
    .execute()
  // Listings are few, and what is open is little: they may skip other accounts' rows. Each further index would cost
  // every order.
  const newestFirst = ['created_at', 'client_order_id']
  await db.schema.createIndex('orders_newest').on('orders').columns(newestFirst).execute()
  await db.schema
    .createIndex('orders_open')
    .on('orders')
    .columns(newestFirst)
    .where('is_open' as never, '=', 1 as never)
    .execute()
}

async function createExecutions<Tables>(db: Kysely<Tables>): Promise<void> {
  await createTable(
    db,
    'executions',
    ['account_id', 'account_seq'],
    {
      account_id: 'text',
      account_seq: 'bigint',
      execution_id: 'text',
      kind: 'text',
      mode: 'text',
      strategy_id: 'text',
      client_order_id: 'text',
      instrument_id: 'text',
      side: 'text',
      price: 'text',
      quantity: 'text',
      fee: 'text',
      fee_currency: 'text',
      liquidity: 'text',
      synthetic: 'bigint',
      ts_event: 'bigint',
      ts_init: 'bigint',
    },
    'BY_KEY',
  )
  await db.schema
    .createIndex('executions_once')
    .unique()
    .on('executions')
    .columns(['account_id', 'execution_id'])
    .execute()
  await db.schema
    .createIndex('executions_of_order')
    .on('executions')
    .columns(['client_order_id', 'account_seq'])
    .execute()
}

export const orderMigrations: Readonly<Record<string, Migration>> = {
  '0001-orders': {
    up: async (db) => {
      await createTable(db, 'accounts', ['account_id'], {
        account_id: 'text',
        account_seq: 'bigint',
        risk_epoch: 'bigint',
        halt_epoch: 'bigint',
        halted: 'bigint',
        reset_seq: 'bigint',
        executions_since: 'bigint',
      })
      await createOrders(db)
      await createExecutions(db)
      await createTable(
        db,
        'balance_adjustments',
        ['account_id', 'account_seq'],
        {
          account_id: 'text',
          account_seq: 'bigint',
          mode: 'text',
          currency: 'text',
          amount: 'text',
          reason: 'text',
          ts_event: 'bigint',
        },
        'BY_KEY',
      )
      await createOutboxTable(db)
    },
  },
  '0002-paper-resets': {
    up: (db) =>
      createTable(db, 'paper_resets', ['account_id', 'reset_id'], {
        account_id: 'text',
        reset_id: 'text',
        asked_by: 'text',
        done_at_seq: 'bigint?',
      }),
  },
  '0003-unsettled': unsettledMigration,
  '0004-adjusted-executions': {
    up: (db) => db.schema.alterTable('balance_adjustments').addColumn('execution_id', 'text').execute(),
  },
}
