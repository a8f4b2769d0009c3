/**
 * The order manager's store over SQL. A commit is one transaction that begins with the fence: the account row must
 * still have the sequence the writer last saw, else nothing is written and the writer must stop.
 */
import { type AccountId, clientOrderIdOf, EXTERNAL_STRATEGY, type Order } from '@oasis/domain'
import { type AccountRow, FencedWriter, type OrderStore, type OrderWrite } from '@oasis/ports'
import { OtsError } from '@oasis/runtime'
import { openDatabase, type StoreOptions } from './open-database.ts'
import { createOrderReads, findAccount, newAccount } from './order-reads.ts'
import { compileOrderStatements, type OrderStatements } from './order-statements.ts'
import { type OrderTables, orderMigrations } from './order-tables.ts'
import { type SqlDatabase, type Step, step } from './sql-database.ts'
import { openSqlOutbox, type SqlOutbox } from './sql-outbox.ts'
import { unsettledSteps } from './unsettled-tables.ts'

export async function openOrderStore(options: StoreOptions): Promise<OrderStore> {
  const database = await openDatabase<OrderTables>(options, orderMigrations)
  return createOrderStore(database, await openSqlOutbox(database))
}

function createOrderStore(database: SqlDatabase<OrderTables>, outbox: SqlOutbox): OrderStore {
  const statements = compileOrderStatements(database.queries)
  return {
    ...createOrderReads(database, statements),
    loadAccount: (accountId) => loadAccount(database, statements, accountId),
    commit: async (write) => {
      const writing = outbox.prepare(write.outbox)
      try {
        await database.write([...stepsOf(statements, write), ...writing.steps])
      } catch (error) {
        throw asFenced(error, write.account.accountId)
      }
      outbox.committed(writing)
    },
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

/** A store that another process has taken over is fenced like an account that another writer has changed. */
function asFenced(error: unknown, accountId: AccountId): unknown {
  const fenced = error instanceof OtsError && error.code === 'OTS_WRITER_FENCED'
  return fenced ? new FencedWriter(accountId, { cause: error }) : error
}

async function loadAccount(
  database: SqlDatabase<OrderTables>,
  { insertAccount }: OrderStatements,
  accountId: AccountId,
): Promise<AccountRow> {
  const account = newAccount(accountId)
  await database.write([step(insertAccount, account)])
  return (await findAccount(database.queries, accountId)) ?? account
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
