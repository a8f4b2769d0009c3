/**
 * Opens one service's SQLite file, brings its schema up to date, and closes again on any failure. Hot statements are
 * compiled once: see `compiled.ts`. Queries must be such that PostgreSQL takes them, too.
 */
import { openSqliteFile, type SqliteFileOptions } from '@oasis/runtime'
import { Kysely } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { sqliteDialect } from './sqlite-driver.ts'

export type { Durability } from '@oasis/runtime'

export interface SqliteOptions extends SqliteFileOptions {
  /** By name, applied in the order of the names. */
  readonly migrations: Readonly<Record<string, Migration>>
}

/** Throws an `OtsError` when the file cannot be used; `destroy()` of what is returned gives it up. */
export async function openSqlite<Tables>(options: SqliteOptions): Promise<Kysely<Tables>> {
  const db = new Kysely<Tables>({ dialect: sqliteDialect(openSqliteFile(options)) })
  try {
    await migrate(db, options.migrations)
    return db
  } catch (cause) {
    await db.destroy()
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
