/**
 * Opens one service's SQLite file, brings its schema up to date, and closes again on any failure. Queries must be such
 * that PostgreSQL takes them, too.
 */
import { openSqliteFile, type SqliteFileOptions } from '@oasis/runtime'
import { Kysely } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import type { SqlDatabase } from './sql-database.ts'
import { sqliteDialect } from './sqlite-driver.ts'
import { SqliteStatements } from './sqlite-statements.ts'

export type { Durability } from '@oasis/runtime'

export interface SqliteOptions extends SqliteFileOptions {
  /** By name, applied in the order of the names. */
  readonly migrations: Readonly<Record<string, Migration>>
}

/** Throws an `OtsError` when the file cannot be used. */
export async function openSqlite<Tables>(options: SqliteOptions): Promise<SqlDatabase<Tables>> {
  const file = openSqliteFile(options)
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

async function migrate<Tables>(
  db: Kysely<Tables>,
  migrations: Readonly<Record<string, Migration>>,
): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
}
