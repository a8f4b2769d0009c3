/**
 * Opens one service's SQLite file, brings its schema up to date, and closes again on any failure. Queries must be such
 * that PostgreSQL takes them, too.
 */
import { openSqliteFile, type SqliteFile, type SqliteFileOptions, toStorageError } from '@oasis/runtime'
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
  await mustBeOurs(file, options.migrations)
  const queries = new Kysely<Tables>({ dialect: sqliteDialect(file) })
  try {
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

async function mustBeOurs(file: SqliteFile, migrations: Migrations): Promise<void> {
  try {
    mustBeKnown(appliedTo(file), migrations, file.path)
  } catch (error) {
    await file.close()
    throw toStorageError(error, file.path)
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
