/**
 * The order manager's store over SQL. A commit is one transaction that begins with the fence: the account row must
 * still have the sequence the writer last saw, else nothing is written and the writer must stop.
 */
import {
  type AccountId,
  type BalanceAdjustment,
  clientOrderIdOf,
  EXTERNAL_STRATEGY,
  type Execution,
  type Order,
} from '@oasis/domain'
import {
  type AccountRow,
  FencedWriter,
  type OrderQuery,
  type OrderStore,
  type OrderWrite,
  type OutboxEntry,
} from '@oasis/ports'
import type { SqliteFileOptions } from '@oasis/runtime'
import { type Kysely, sql } from 'kysely'
import { openSqlite } from './open-sqlite.ts'
import {
  accountFromRow,
  accountToRow,
  adjustmentFromRow,
  adjustmentToRow,
  executionFromRow,
  executionToRow,
  orderFromRow,
  orderProgressToRow,
  orderToRow,
} from './order-rows.ts'
import { compileOrderStatements, type OrderStatements } from './order-statements.ts'
import { type OrderTables, orderMigrations } from './order-tables.ts'
import { openSqlOutbox, type QueryRunner, type SqlOutbox } from './sql-outbox.ts'

const PAGE = 1_000
/** Spelled out, not bound: SQLite uses the partial index only when it can read the condition. */
const MAY_COUNT = sql<boolean>`is_open = 1`
const IS_OPEN = sql<boolean>`is_open = 1 AND absent_until IS NULL`
const IS_FINAL = sql<boolean>`(is_open = 0 OR absent_until IS NOT NULL)`

export type OrderStoreOptions = SqliteFileOptions

export async function openOrderStore(options: OrderStoreOptions): Promise<OrderStore> {
  const db = await openSqlite<OrderTables>({ ...options, migrations: orderMigrations })
  return createOrderStore(db, await openSqlOutbox(db))
}

function createOrderStore(db: Kysely<OrderTables>, outbox: SqlOutbox): OrderStore {
  const statements = compileOrderStatements(db)
  const firstOrder = (rows: readonly Parameters<typeof orderFromRow>[0][]): Order | undefined =>
    rows[0] && orderFromRow(rows[0])
  return {
    loadAccount: (accountId) => loadAccount(db, accountId),
    commit: async (write) => {
      const entries = await db.transaction().execute((tx) => writeAll(tx, statements, outbox, write))
      outbox.committed(entries)
    },
    findByIntent: async (intentId) => {
      const ours = statements.findByClientOrderId({ client_order_id: clientOrderIdOf(intentId) })
      return (
        firstOrder((await db.executeQuery(ours)).rows) ??
        firstOrder((await db.executeQuery(statements.findAdopted({ intent_id: intentId }))).rows)
      )
    },
    findByClientOrderId: async (id) =>
      firstOrder((await db.executeQuery(statements.findByClientOrderId({ client_order_id: id }))).rows),
    openOrders: (accountId) => openOrders(db, accountId),
    listOrders: (query) => listOrders(db, query),
    executionsOf: async (id) =>
      (await db.executeQuery(statements.executionsOf({ client_order_id: id }))).rows.map(executionFromRow),
    allExecutions: (accountId) => allExecutions(db, accountId),
    allAdjustments: (accountId) => allAdjustments(db, accountId),
    listExecutions: (limit) => listExecutions(db, limit),
    pendingEntries: (limit) => outbox.pendingEntries(limit),
    markPublished: (id) => outbox.markPublished(id),
    close: async () => {
      try {
        await outbox.flush()
      } finally {
        await db.destroy()
      }
    },
  }
}

async function loadAccount(db: Kysely<OrderTables>, accountId: AccountId): Promise<AccountRow> {
  await db
    .insertInto('accounts')
    .values({
      account_id: accountId,
      account_seq: 0n,
      risk_epoch: 0n,
      halt_epoch: 0n,
      halted: 0n,
      reset_seq: 0n,
      executions_since: 0n,
    })
    .onConflict((conflict) => conflict.column('account_id').doNothing())
    .execute()
  const row = await db
    .selectFrom('accounts')
    .selectAll()
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow()
  return accountFromRow(row)
}

async function writeAll(
  tx: QueryRunner,
  statements: OrderStatements,
  outbox: SqlOutbox,
  write: OrderWrite,
): Promise<readonly OutboxEntry[]> {
  const fence = { ...accountToRow(write.account), expected_seq: BigInt(write.expectedAccountSeq) }
  const fenced = await tx.executeQuery(statements.fenceAccount(fence))
  if (fenced.numAffectedRows !== 1n) throw new FencedWriter(write.account.accountId)
  for (const order of write.orders) await writeOrder(tx, statements, order)
  for (const { accountSeq, execution } of write.executions) {
    await tx.executeQuery(statements.insertExecution(executionToRow(accountSeq, execution)))
  }
  for (const { accountSeq, adjustment } of write.adjustments) {
    await tx.executeQuery(statements.insertAdjustment(adjustmentToRow(accountSeq, adjustment)))
  }
  return outbox.insert(tx, write.outbox)
}

/** Version 1 is an order's first; a later one may still be new when one write creates and moves it. */
async function writeOrder(tx: QueryRunner, statements: OrderStatements, order: Order): Promise<void> {
  if (order.version > 1) {
    const updated = await tx.executeQuery(statements.updateOrder(orderProgressToRow(order)))
    if (updated.numAffectedRows === 1n) return
  }
  mustBeKeyedByIntent(order)
  await tx.executeQuery(statements.insertOrder(orderToRow(order)))
}

/** Or the primary key would not keep a second order of one intent out. */
function mustBeKeyedByIntent({ clientOrderId, intent }: Order): void {
  if (clientOrderId === clientOrderIdOf(intent.intentId) || intent.strategyId === EXTERNAL_STRATEGY) return
  throw new Error(`order ${clientOrderId} does not have the client order id of its intent ${intent.intentId}`)
}

async function openOrders(db: Kysely<OrderTables>, accountId: AccountId): Promise<readonly Order[]> {
  const rows = await db
    .selectFrom('orders')
    .selectAll()
    .where(MAY_COUNT)
    .where('account_id', '=', accountId)
    .orderBy('created_at')
    .orderBy('client_order_id')
    .execute()
  return rows.map(orderFromRow)
}

async function listOrders(db: Kysely<OrderTables>, query: OrderQuery): Promise<readonly Order[]> {
  const { accountId, open, before, limit } = query
  let select = db.selectFrom('orders').selectAll()
  if (accountId !== undefined) select = select.where('account_id', '=', accountId)
  if (open !== undefined) select = select.where(open ? IS_OPEN : IS_FINAL)
  if (before !== undefined) {
    select = select.where((at) =>
      at(at.refTuple('created_at', 'client_order_id'), '<', at.tuple(before.createdAt, before.clientOrderId)),
    )
  }
  const rows = await select
    .orderBy('created_at', 'desc')
    .orderBy('client_order_id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(orderFromRow)
}

const allExecutions = (db: Kysely<OrderTables>, accountId: AccountId): AsyncIterable<Execution> =>
  inSequence(
    () => resetSequence(db, accountId),
    (after) =>
      db
        .selectFrom('executions')
        .selectAll()
        .where('account_id', '=', accountId)
        .where('account_seq', '>', after)
        .orderBy('account_seq')
        .limit(PAGE)
        .execute(),
    executionFromRow,
  )

const allAdjustments = (db: Kysely<OrderTables>, accountId: AccountId): AsyncIterable<BalanceAdjustment> =>
  inSequence(
    () => resetSequence(db, accountId),
    (after) =>
      db
        .selectFrom('balance_adjustments')
        .selectAll()
        .where('account_id', '=', accountId)
        .where('account_seq', '>', after)
        .orderBy('account_seq')
        .limit(PAGE)
        .execute(),
    adjustmentFromRow,
  )

/** What came up to here was before the last reset. */
async function resetSequence(db: Kysely<OrderTables>, accountId: AccountId): Promise<bigint> {
  const row = await db
    .selectFrom('accounts')
    .select('reset_seq')
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  return row?.reset_seq ?? 0n
}

/** Page by page, so that an account's whole history need not fit in memory. */
async function* inSequence<Row extends { readonly account_seq: bigint }, T>(
  readStart: () => Promise<bigint>,
  readPage: (after: bigint) => Promise<readonly Row[]>,
  fromRow: (row: Row) => T,
): AsyncIterable<T> {
  for (let after = await readStart(), full = true; full; ) {
    const rows = await readPage(after)
    yield* rows.map(fromRow)
    after = rows.at(-1)?.account_seq ?? after
    full = rows.length === PAGE
  }
}

async function listExecutions(db: Kysely<OrderTables>, limit: number): Promise<readonly Execution[]> {
  const rows = await db
    .selectFrom('executions')
    .selectAll()
    .orderBy('ts_init', 'desc')
    .orderBy('account_seq', 'desc')
    .limit(limit)
    .execute()
  return rows.map(executionFromRow)
}
