/** Tables for migrations. Decimals are canonical text, times are nanoseconds in bigint, flags are 0 and 1. */
import { type Kysely, type RawBuilder, SqliteAdapter, sql } from 'kysely'

/** `?`: may be NULL. `key`: a bigint that counts the rows and is the whole primary key. */
export type ColumnType = 'text' | 'bigint' | 'bytes' | 'text?' | 'bigint?' | 'bytes?' | 'key'

/**
 * How SQLite keeps the rows: in the order of writing, with a tree of its own for the key; or in the key's own tree, which
 * is one page less in each write. That suits rows below a kilobyte whose keys grow, or tables that stay small.
 */
export type Layout = 'BY_WRITING' | 'BY_KEY'

export async function createTable<Tables>(
  db: Kysely<Tables>,
  name: string,
  primaryKey: readonly string[],
  columns: Readonly<Record<string, ColumnType>>,
  layout: Layout = 'BY_WRITING',
): Promise<void> {
  const inSqlite = db.getExecutor().adapter instanceof SqliteAdapter
  let table = db.schema.createTable(name).addPrimaryKeyConstraint(`${name}_pk`, primaryKey as never)
  for (const [column, type] of Object.entries(columns)) {
    const optional = type.endsWith('?')
    table = table.addColumn(column, dataType(type, inSqlite), (c) => (optional ? c : c.notNull()))
  }
  if (inSqlite && layout === 'BY_KEY') table = table.modifyEnd(sql`WITHOUT ROWID`)
  await table.execute()
}

type DataType = 'text' | 'bigint' | 'bytea' | 'integer' | RawBuilder<unknown>

function dataType(type: ColumnType, inSqlite: boolean): DataType {
  // SQLite's INTEGER has 64 bits and, as the primary key, is the table's own; only under this very name.
  if (type === 'key') return inSqlite ? 'integer' : 'bigint'
  // In the order of its bytes, as in SQLite: a database's own collation is that of some language.
  if (type.startsWith('text')) return inSqlite ? 'text' : sql`text COLLATE "C"`
  return type.startsWith('bytes') ? 'bytea' : 'bigint'
}
