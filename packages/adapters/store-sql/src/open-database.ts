/** Where a store keeps its tables: a file of its own, or a schema of its own in PostgreSQL. */
import type { SqliteFileOptions } from '@oasis/runtime'
import type { Migrations } from './migrate.ts'
import { openSqlite } from './open-sqlite.ts'
import { openPostgres } from './postgres/open-postgres.ts'
import type { PostgresOptions } from './postgres/postgres-options.ts'
import type { SqlDatabase } from './sql-database.ts'

/** With a `path`, SQLite; with a `url`, PostgreSQL. */
export type StoreOptions = SqliteFileOptions | PostgresOptions

/** Throws an `OtsError` when it cannot be used. */
export function openDatabase<Tables>(
  options: StoreOptions,
  migrations: Migrations,
): Promise<SqlDatabase<Tables>> {
  return 'url' in options ? openPostgres({ ...options, migrations }) : openSqlite({ ...options, migrations })
}
