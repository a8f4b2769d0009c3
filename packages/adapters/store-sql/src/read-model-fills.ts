/** The first fills of the orders of a page: at a cost that grows neither with the fills nor with the trips to the database. */
import { executionCodec } from '@oasis/contracts'
import type { ClientOrderId, Execution } from '@oasis/domain'
import { FILLS_LISTED } from '@oasis/ports'
import { SqliteAdapter, sql } from 'kysely'
import { type CompiledStatement, compile, itself } from './compiled.ts'
import type { FillRow, ReadModelTables } from './read-model-tables.ts'
import type { SqlDatabase } from './sql-database.ts'

type FoundFill = Pick<FillRow, 'client_order_id' | 'data'>

/** By order, oldest first; an order without one is not in it. */
export type FillReader = (
  orders: readonly ClientOrderId[],
) => Promise<ReadonlyMap<string, readonly Execution[]>>

export function createFillReader(database: SqlDatabase<ReadModelTables>): FillReader {
  const db = database.queries
  const inSqlite = db.getExecutor().adapter instanceof SqliteAdapter
  const raw = <Value>(
    build: (at: <T>(read: (value: Value) => T) => T) => ReturnType<typeof sql<FoundFill>>,
  ): CompiledStatement<Value, FoundFill> =>
    compile<Value, FoundFill>((at) => ({ compile: () => build(at).compile(db) }))
  const first = sql`ORDER BY seq LIMIT ${sql.lit(FILLS_LISTED)}`
  // SQLite: one for each order. A call costs less there than a plan for many.
  const ofOrder = raw<string>(
    (at) => sql`SELECT client_order_id, data FROM fills WHERE client_order_id = ${at(itself)} ${first}`,
  )
  const ofOrders = raw<readonly string[]>((at) => {
    // The column's own collation, without which its index is of no use.
    const wanted = sql`SELECT value COLLATE "C" AS id FROM json_array_elements_text(${at((ids) => JSON.stringify(ids))}::json)`
    const ofOne = sql`SELECT client_order_id, seq, data FROM fills WHERE client_order_id = wanted.id ${first}`
    return sql`SELECT found.client_order_id, found.data FROM (${wanted}) AS wanted CROSS JOIN LATERAL (${ofOne}) AS found ORDER BY found.seq`
  })
  const read = async (orders: readonly ClientOrderId[]): Promise<readonly FoundFill[]> =>
    inSqlite
      ? (await Promise.all(orders.map((order) => database.read(ofOrder, order)))).flat()
      : database.read(ofOrders, orders)
  return async (orders) => {
    const fills = new Map<string, Execution[]>()
    if (orders.length === 0) return fills
    for (const { client_order_id, data } of await read(orders)) {
      const fill = executionCodec.decode(data)
      const of = fills.get(client_order_id)
      if (of === undefined) fills.set(client_order_id, [fill])
      else of.push(fill)
    }
    return fills
  }
}
