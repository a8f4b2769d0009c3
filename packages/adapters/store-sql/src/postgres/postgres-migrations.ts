/**
 * Brings a schema up to date, for several processes that start at once: one of them does it, in one transaction under an
 * advisory lock, and the others find it done. What was made by newer code, or by something else, is refused.
 */
import { Kysely, PostgresDialect, sql } from 'kysely'
import { type ClientConfig, Pool } from 'pg'
import { MIGRATION_TABLE, type Migrations, migrate, mustBeKnown } from '../migrate.ts'
import type { PostgresConnection } from './postgres-connection.ts'

/** Creating tables may have to wait for another process that does the same. */
const PATIENCE = '60s'
/** Any number; not that of Kysely's own lock. */
const LOCK = 7_233_514_051n

export type SchemaState = 'CURRENT' | 'BEHIND'

/** Looks without changing or locking anything. */
export async function examineSchema(
  connection: PostgresConnection,
  schema: string,
  migrations: Migrations,
): Promise<SchemaState> {
  const table = `"${schema}".${MIGRATION_TABLE}`
  const [found] = await connection.query('SELECT to_regclass($1) IS NOT NULL AS there', [table])
  if (found?.there !== true) return 'BEHIND'
  const rows = await connection.query(`SELECT name FROM ${table} ORDER BY name`)
  const applied = rows.map(({ name }) => String(name))
  mustBeKnown(applied, migrations, `schema ${schema}`)
  return applied.length === Object.keys(migrations).length ? 'CURRENT' : 'BEHIND'
}

export interface SchemaOptions {
  readonly connect: () => Promise<PostgresConnection>
  readonly config: ClientConfig
  readonly schema: string
  readonly migrations: Migrations
}

/** Does nothing, and asks for no permission, where there is nothing to do. */
export async function bringUpToDate(options: SchemaOptions): Promise<void> {
  const connection = await options.connect()
  try {
    if ((await examineSchema(connection, options.schema, options.migrations)) === 'CURRENT') return
  } finally {
    await connection.close()
  }
  await migrateSchema(options)
}

async function migrateSchema({ config, schema, migrations }: SchemaOptions): Promise<void> {
  const pool = new Pool({ ...config, max: 1 })
  pool.on('error', () => {})
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  try {
    await db.transaction().execute(async (transaction) => {
      await sql`SET LOCAL lock_timeout = ${sql.lit(PATIENCE)}`.execute(transaction)
      await sql`SET LOCAL statement_timeout = ${sql.lit(PATIENCE)}`.execute(transaction)
      await sql`SELECT pg_advisory_xact_lock(${LOCK})`.execute(transaction)
      await migrate(transaction, migrations, schema)
    })
  } finally {
    await db.destroy()
  }
}
