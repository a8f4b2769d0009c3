/** The first fills of the orders of a page: at a cost that grows neither with the fills nor with the trips to the database. */
import { executionCodec } from '@oasis/contracts'
import type { Execution, Order } from '@oasis/domain'
import { FILLS_LISTED } from '@oasis/ports'
import { SqliteAdapter, sql } from 'kysely'
import { type CompiledStatement, compile } from './compiled.ts'
import type { FillRow, ReadModelTables } from './read-model-tables.ts'
import type { SqlDatabase } from './sql-database.ts'

type FoundFill = Pick<FillRow, 'client_order_id' | 'data'>

type WithFills = Pick<Order, 'clientOrderId' | 'createdAt'>

/** By order, oldest first; an order without one is not in it. */
export type FillReader = (orders: readonly WithFills[]) => Promise<ReadonlyMap<string, readonly Execution[]>>

export function createFillReader(database: SqlDatabase<ReadModelTables>): FillReader {
  const db = database.queries
  const inSqlite = db.getExecutor().adapter instanceof SqliteAdapter
  const read: CompiledStatement<readonly WithFills[], FoundFill> = compile((at) => {
    const wanted = at(jsonOf)
    return { compile: () => (inSqlite ? ofOrdersInSqlite(wanted) : ofOrdersInPostgres(wanted)).compile(db) }
  })
  return async (orders) => {
    const fills = new Map<string, Execution[]>()
    if (orders.length === 0) return fills
    for (const { client_order_id, data } of await database.read(read, orders)) {
      const fill = executionCodec.decode(data)
      const of = fills.get(client_order_id)
      if (of === undefined) fills.set(client_order_id, [fill])
      else of.push(fill)
    }
    return fills
  }
}

/** `[[createdAt, clientOrderId], …]`; times as text, which no reader of JSON rounds. */
const jsonOf = (orders: readonly WithFills[]): string =>
  JSON.stringify(orders.map(({ createdAt, clientOrderId }) => [String(createdAt), clientOrderId]))

const FIRST = sql`ORDER BY seq LIMIT ${sql.lit(FILLS_LISTED)}`

function ofOrdersInSqlite(json: string) {
  const wanted = sql`SELECT CAST(value ->> 0 AS INTEGER) AS ts, value ->> 1 AS id FROM json_each(${json})`
  const ofOne = sql`SELECT seq FROM fills WHERE order_ts = wanted.ts AND client_order_id = wanted.id ${FIRST}`
  return sql<FoundFill>`SELECT client_order_id, data FROM (${wanted}) AS wanted CROSS JOIN fills WHERE fills.seq IN (${ofOne}) ORDER BY fills.seq`
}

function ofOrdersInPostgres(json: string) {
  // The column's own collation, without which its index is of no use.
  const wanted = sql`SELECT (value ->> 0)::bigint AS ts, (value ->> 1) COLLATE "C" AS id FROM json_array_elements(${json}::json)`
  const ofOne = sql`SELECT client_order_id, seq, data FROM fills WHERE order_ts = wanted.ts AND client_order_id = wanted.id ${FIRST}`
  return sql<FoundFill>`SELECT found.client_order_id, found.data FROM (${wanted}) AS wanted CROSS JOIN LATERAL (${ofOne}) AS found ORDER BY found.seq`
}
