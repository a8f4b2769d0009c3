/** The order manager's store in PostgreSQL, as other processes read it: the auditor and the Control Center. */
import type { OrderStore } from '@oasis/ports'
import { createOrderReads, findAccount, newAccount, type OrderReads } from './order-reads.ts'
import { compileOrderStatements } from './order-statements.ts'
import { type OrderTables, orderMigrations } from './order-tables.ts'
import { openPostgresReader } from './postgres/open-postgres.ts'
import type { PostgresOptions } from './postgres/postgres-options.ts'

export type OrderHistory = OrderReads & Pick<OrderStore, 'loadAccount' | 'close'>

export type OrderHistoryOptions = Omit<PostgresOptions, 'lease' | 'onFatal' | 'writeDeadlineMs'>

/**
 * Never writes, migrates or locks. Waits for the order manager to have made its tables. Each answer is of one moment; what
 * takes several (an account's whole history) may have been written to in between, which `accountSeq` tells.
 */
export async function openOrderHistory(options: OrderHistoryOptions): Promise<OrderHistory> {
  const database = await openPostgresReader<OrderTables>({ ...options, migrations: orderMigrations })
  const { queries } = database
  return {
    ...createOrderReads(database, compileOrderStatements(queries)),
    loadAccount: async (accountId) => (await findAccount(queries, accountId)) ?? newAccount(accountId),
    close: () => database.close(),
  }
}
