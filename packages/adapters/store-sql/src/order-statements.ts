/** The order manager's hot statements, compiled once. */
import {
  type ClientOrderId,
  clientOrderIdOf,
  EXTERNAL_STRATEGY,
  type IntentId,
  type Order,
} from '@oasis/domain'
import type { AccountRow, OrderWrite } from '@oasis/ports'
import { type Kysely, sql } from 'kysely'
import { compile, itself, placeholders } from './compiled.ts'
import {
  ACCOUNT_COLUMNS,
  ADJUSTMENT_COLUMNS,
  type BookedAdjustment,
  type BookedExecution,
  type BookedReset,
  EXECUTION_COLUMNS,
  NEW_ACCOUNT_COLUMNS,
  ORDER_COLUMNS,
  ORDER_PROGRESS_COLUMNS,
  RESET_COLUMNS,
} from './order-columns.ts'
import type { ExecutionRow, OrderRow, OrderTables } from './order-tables.ts'
import { compileUnsettledStatements } from './unsettled-tables.ts'

/** Spelled out, not bound: SQLite uses a partial index only when it can read the condition. */
const IS_ADOPTED = sql<boolean>`strategy_id = ${sql.lit(EXTERNAL_STRATEGY)}`

export type OrderStatements = ReturnType<typeof compileOrderStatements>

export function compileOrderStatements(db: Kysely<OrderTables>) {
  return {
    ...compileUnsettledStatements(db),
    /** Changes no row when another writer has been there. */
    fenceAccount: compile<OrderWrite>((at) => {
      const id = at((write) => write.account.accountId)
      const expected = at((write) => BigInt(write.expectedAccountSeq))
      const update = db.updateTable('accounts').set(placeholders(ACCOUNT_COLUMNS, at))
      return update.where('account_id', '=', id).where('account_seq', '=', expected)
    }),
    /** Leaves one that is there as it is. */
    insertAccount: compile<AccountRow>((at) =>
      db
        .insertInto('accounts')
        .values(placeholders(NEW_ACCOUNT_COLUMNS, at))
        .onConflict((conflict) => conflict.column('account_id').doNothing()),
    ),
    insertOrder: compile<Order>((at) => db.insertInto('orders').values(placeholders(ORDER_COLUMNS, at))),
    updateOrder: compile<Order>((at) => {
      const id = at((order) => order.clientOrderId)
      const update = db.updateTable('orders').set(placeholders(ORDER_PROGRESS_COLUMNS, at))
      return update.where('client_order_id', '=', id)
    }),
    insertExecution: compile<BookedExecution>((at) =>
      db.insertInto('executions').values(placeholders(EXECUTION_COLUMNS, at)),
    ),
    insertAdjustment: compile<BookedAdjustment>((at) =>
      db.insertInto('balance_adjustments').values(placeholders(ADJUSTMENT_COLUMNS, at)),
    ),
    writeReset: compile<BookedReset>((at) =>
      db
        .insertInto('paper_resets')
        .values(placeholders(RESET_COLUMNS, at))
        .onConflict((conflict) =>
          conflict
            .columns(['account_id', 'reset_id'])
            .doUpdateSet((row) => ({ done_at_seq: row.ref('excluded.done_at_seq') })),
        ),
    ),
    findByClientOrderId: compile<ClientOrderId, OrderRow>((at) =>
      db.selectFrom('orders').selectAll().where('client_order_id', '=', at(itself)),
    ),
    findByIntent: compile<IntentId, OrderRow>((at) =>
      db
        .selectFrom('orders')
        .selectAll()
        .where((is) =>
          is.or([
            is('client_order_id', '=', at(clientOrderIdOf)),
            is.and([is('intent_id', '=', at(itself)), IS_ADOPTED]),
          ]),
        ),
    ),
    executionsOf: compile<ClientOrderId, ExecutionRow>((at) => {
      const select = db.selectFrom('executions').selectAll().where('client_order_id', '=', at(itself))
      return select.orderBy('account_seq')
    }),
  }
}
