/**
 * Opens one service's SQLite file, brings its schema up to date, and closes again on any failure. Queries must be such
 * that PostgreSQL takes them, too.
 */
import { openSqliteFile, type SqliteFile, type SqliteFileOptions } from '@oasis/runtime'
import { Kysely } from 'kysely'
import { MIGRATION_TABLE, type Migrations, migrate, mustBeKnown } from './migrate.ts'
import type { SqlDatabase } from './sql-database.ts'
import { sqliteDialect } from './sqlite-driver.ts'
import { SqliteStatements } from './sqlite-statements.ts'

export type { Durability } from '@oasis/runtime'

export interface SqliteOptions extends SqliteFileOptions {
  readonly migrations: Migrations
}

/** Throws an `OtsError` when the file cannot be used. */
export async function openSqlite<Tables>(options: SqliteOptions): Promise<SqlDatabase<Tables>> {
  const file = openSqliteFile(options)
  const queries = new Kysely<Tables>({ dialect: sqliteDialect(file) })
  try {
    mustBeKnown(appliedTo(file), options.migrations, options.path)
    await migrate(queries, options.migrations)
    const statements = new SqliteStatements(file)
    return {
      queries,
      write: async (steps) => statements.transact(steps),
      read: async (statement, value) => statements.all(statement, value),
      close: () => queries.destroy(),
    }
  } catch (cause) {
    await queries.destroy()
    throw cause
  }
}

function appliedTo({ database }: SqliteFile): readonly string[] {
  const find = database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?")
  if (find.get(MIGRATION_TABLE) === undefined) return []
  return database
    .prepare(`SELECT name FROM ${MIGRATION_TABLE}`)
    .all()
    .map(({ name }) => String(name))
}
