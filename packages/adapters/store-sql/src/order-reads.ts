/** What is read from the order manager's tables, by its own store and by readers beside it. */
import type { AccountId, BalanceAdjustment, Execution, Order } from '@oasis/domain'
import type { AccountRow, OrderQuery, OrderStore, PaperResetRow } from '@oasis/ports'
import { type Kysely, sql } from 'kysely'
import type { CompiledStatement } from './compiled.ts'
import {
  accountFromRow,
  adjustmentFromRow,
  executionFromRow,
  orderFromRow,
  resetFromRow,
} from './order-rows.ts'
import type { OrderStatements } from './order-statements.ts'
import type { ExecutionRow, OrderRow, OrderTables } from './order-tables.ts'
import type { SqlReader } from './sql-database.ts'
import { auditClosuresOf, doubtsOf } from './unsettled-tables.ts'

const PAGE = 1_000
/** Spelled out, not bound: SQLite uses the partial index only when it can read the condition. */
const MAY_COUNT = sql<boolean>`is_open = 1`
const IS_OPEN = sql<boolean>`is_open = 1 AND absent_until IS NULL`
const IS_FINAL = sql<boolean>`(is_open = 0 OR absent_until IS NOT NULL)`

export type OrderReads = Pick<
  OrderStore,
  | 'findByIntent'
  | 'findByClientOrderId'
  | 'openOrders'
  | 'listOrders'
  | 'executionsOf'
  | 'allExecutions'
  | 'allAdjustments'
  | 'findReset'
  | 'unfinishedReset'
  | 'doubts'
  | 'auditClosures'
  | 'listExecutions'
>

export function createOrderReads(database: SqlReader<OrderTables>, statements: OrderStatements): OrderReads {
  const { queries } = database
  const findOrder = async <Id>(statement: CompiledStatement<Id, OrderRow>, id: Id) => {
    const [row] = await database.read(statement, id)
    return row && orderFromRow(row)
  }
  return {
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
  }
}

/** Undefined where nothing was ever written to it. */
export async function findAccount(
  db: Kysely<OrderTables>,
  accountId: AccountId,
): Promise<AccountRow | undefined> {
  const row = await db
    .selectFrom('accounts')
    .selectAll()
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  return row && accountFromRow(row)
}

/** As an account begins. */
export const newAccount = (accountId: AccountId): AccountRow => ({
  accountId,
  accountSeq: 0,
  riskEpoch: 0,
  haltEpoch: 0,
  halted: false,
  resetSeq: 0,
  executionsSince: 0n as AccountRow['executionsSince'],
})

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
