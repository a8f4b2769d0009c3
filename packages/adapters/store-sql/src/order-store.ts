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
  type PaperResetRow,
} from '@oasis/ports'
import type { SqliteFileOptions } from '@oasis/runtime'
import { type Kysely, sql } from 'kysely'
import type { CompiledStatement } from './compiled.ts'
import { openSqlite } from './open-sqlite.ts'
import {
  accountFromRow,
  adjustmentFromRow,
  executionFromRow,
  orderFromRow,
  resetFromRow,
} from './order-rows.ts'
import { compileOrderStatements, type OrderStatements } from './order-statements.ts'
import { type ExecutionRow, type OrderRow, type OrderTables, orderMigrations } from './order-tables.ts'
import { type SqlDatabase, type Step, step } from './sql-database.ts'
import { openSqlOutbox, type SqlOutbox } from './sql-outbox.ts'
import { auditClosuresOf, doubtsOf, unsettledSteps } from './unsettled-tables.ts'

const PAGE = 1_000
/** Spelled out, not bound: SQLite uses the partial index only when it can read the condition. */
const MAY_COUNT = sql<boolean>`is_open = 1`
const IS_OPEN = sql<boolean>`is_open = 1 AND absent_until IS NULL`
const IS_FINAL = sql<boolean>`(is_open = 0 OR absent_until IS NOT NULL)`

export type OrderStoreOptions = SqliteFileOptions

export async function openOrderStore(options: OrderStoreOptions): Promise<OrderStore> {
  const database = await openSqlite<OrderTables>({ ...options, migrations: orderMigrations })
  return createOrderStore(database, await openSqlOutbox(database))
}

function createOrderStore(database: SqlDatabase<OrderTables>, outbox: SqlOutbox): OrderStore {
  const { queries } = database
  const statements = compileOrderStatements(queries)
  const findOrder = async <Id>(statement: CompiledStatement<Id, OrderRow>, id: Id) => {
    const [row] = await database.read(statement, id)
    return row && orderFromRow(row)
  }
  return {
    loadAccount: (accountId) => loadAccount(queries, accountId),
    commit: async (write) => {
      const writing = outbox.prepare(write.outbox)
      await database.write([...stepsOf(statements, write), ...writing.steps])
      outbox.committed(writing)
    },
    findByIntent: (intentId) => findOrder(statements.findByIntent, intentId),
    findByClientOrderId: (id) => findOrder(statements.findByClientOrderId, id),
    openOrders: (accountId) => openOrders(queries, accountId),
    listOrders: (query) => listOrders(queries, query),
    executionsOf: async (id) => (await database.read(statements.executionsOf, id)).map(executionFromRow),
    allExecutions: (accountId) => allExecutions(queries, accountId),
    allAdjustments: (accountId) => allAdjustments(queries, accountId),
    findReset: (accountId, resetId) => findReset(queries, accountId, resetId),
    unfinishedReset: (accountId) => unfinishedReset(queries, accountId),
    doubts: (accountId) => doubtsOf(queries, accountId),
    auditClosures: (accountId) => auditClosuresOf(queries, accountId),
    listExecutions: (limit) => listExecutions(queries, limit),
    pendingEntries: (limit) => outbox.pendingEntries(limit),
    markPublished: (id) => outbox.markPublished(id),
    close: async () => {
      try {
        await outbox.flush()
      } finally {
        await database.close()
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

function stepsOf(statements: OrderStatements, write: OrderWrite): readonly Step[] {
  const { fenceAccount, insertExecution, insertAdjustment, writeReset } = statements
  const { accountId } = write.account
  const fenced = (): never => {
    throw new FencedWriter(accountId)
  }
  return [
    step(fenceAccount, write, fenced),
    ...write.orders.map((order) => orderStep(statements, order)),
    ...write.executions.map((booked) => step(insertExecution, booked)),
    ...write.adjustments.map((booked) => step(insertAdjustment, booked)),
    ...unsettledSteps(statements, write),
    ...(write.reset === undefined ? [] : [step(writeReset, { accountId, reset: write.reset })]),
  ]
}

/** Version 1 is an order's first; a later one may still be new when one write creates and moves it. */
function orderStep({ updateOrder, insertOrder }: OrderStatements, order: Order): Step {
  const insert = (): Step => {
    mustBeKeyedByIntent(order)
    return step(insertOrder, order)
  }
  return order.version > 1 ? step(updateOrder, order, insert) : insert()
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

const resetsOf = (db: Kysely<OrderTables>, accountId: AccountId) =>
  db.selectFrom('paper_resets').selectAll().where('account_id', '=', accountId)

async function findReset(
  db: Kysely<OrderTables>,
  accountId: AccountId,
  resetId: string,
): Promise<PaperResetRow | undefined> {
  const row = await resetsOf(db, accountId).where('reset_id', '=', resetId).executeTakeFirst()
  return row && resetFromRow(row)
}

async function unfinishedReset(
  db: Kysely<OrderTables>,
  accountId: AccountId,
): Promise<PaperResetRow | undefined> {
  const row = await resetsOf(db, accountId).where('done_at_seq', 'is', null).executeTakeFirst()
  return row && resetFromRow(row)
}

/** The newest of each account by the primary key, since an index by time would cost every fill. */
async function listExecutions(db: Kysely<OrderTables>, limit: number): Promise<readonly Execution[]> {
  const newest: ExecutionRow[] = []
  for (const { account_id } of await db.selectFrom('accounts').select('account_id').execute()) {
    const select = db.selectFrom('executions').selectAll().where('account_id', '=', account_id)
    newest.push(...(await select.orderBy('account_seq', 'desc').limit(limit).execute()))
  }
  const age = (a: ExecutionRow, b: ExecutionRow) =>
    Number(b.ts_init - a.ts_init) || Number(b.account_seq - a.account_seq)
  return newest.sort(age).slice(0, limit).map(executionFromRow)
}
