/** Opens one service's SQLite file, brings its schema up to date, and closes again on any failure. */
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Kysely } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { sqliteDialect } from './sqlite-driver.ts'

/** `process`: a commit survives the process being killed. `power`: it survives the machine losing power. */
export type Durability = 'process' | 'power'

export interface SqliteOptions {
  /** `:memory:` for tests. */
  readonly path: string
  readonly durability: Durability
  /** By name, applied in the order of the names. */
  readonly migrations: Readonly<Record<string, Migration>>
}

export async function openSqlite<Tables>(options: SqliteOptions): Promise<Kysely<Tables>> {
  if (options.path !== ':memory:') mkdirSync(dirname(options.path), { recursive: true })
  const database = new DatabaseSync(options.path)
  database.exec('PRAGMA journal_mode = WAL')
  database.exec(`PRAGMA synchronous = ${options.durability === 'power' ? 'FULL' : 'NORMAL'}`)
  database.exec('PRAGMA foreign_keys = ON')
  database.exec('PRAGMA busy_timeout = 5000')
  const db = new Kysely<Tables>({ dialect: sqliteDialect(database) })
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
