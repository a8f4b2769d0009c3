/**
 * Whose state a database holds. One database is one system of one account: schemas are named after their owners, so that two
 * accounts in one would write over each other's orders. The first one to come writes its name down; every other is refused.
 */
import { OtsError } from '@oasis/runtime'
import type { Migration } from 'kysely/migration'
import { createTable } from '../create-table.ts'
import { untilThere } from './open-postgres.ts'
import { PostgresConnection } from './postgres-connection.ts'
import { codeOf, toDatabaseError } from './postgres-errors.ts'
import { bringUpToDate } from './postgres-migrations.ts'
import {
  ANSWER_MARGIN_MS,
  addressOf,
  clientConfig,
  limitsOf,
  type PostgresConnectionOptions,
} from './postgres-options.ts'

const SCHEMA = 'ots_system'

const migrations: Readonly<Record<string, Migration>> = {
  '0001-system': {
    up: async (db) => {
      await createTable(db, 'system', ['id'], { id: 'key', account: 'text' })
    },
  },
}

const CLAIM = 'INSERT INTO system (id, account) VALUES (1, $1) ON CONFLICT (id) DO NOTHING'
const OWNER = 'SELECT account FROM system WHERE id = 1'
/** Nobody has claimed anything in this database yet. */
const NO_TABLE = '42P01'

/** Throws `OTS_DATABASE_TAKEN` where it is another account's, and what else keeps it from being used. */
export async function claimDatabase(options: PostgresConnectionOptions, account: string): Promise<void> {
  const { openTimeoutMs } = limitsOf(options)
  const address = addressOf(options.url)
  const owner = await untilThere(openTimeoutMs, address, async () => {
    const connect = () => connected(options, 'writer')
    const config = clientConfig(options, SCHEMA, 'migration')
    await bringUpToDate({ connect, config, schema: SCHEMA, migrations })
    const connection = await connect()
    try {
      await connection.query(CLAIM, [account])
      return await ownerOn(connection)
    } finally {
      await connection.close()
    }
  })
  if (owner !== account) throw taken(address, owner, account)
}

/** Undefined where nobody has claimed it. Changes nothing. */
export async function databaseOwner(options: PostgresConnectionOptions): Promise<string | undefined> {
  const address = addressOf(options.url)
  try {
    const connection = await connected(options, 'reader')
    try {
      return await ownerOn(connection)
    } finally {
      await connection.close()
    }
  } catch (error) {
    if (codeOf(error) === NO_TABLE) return undefined
    throw toDatabaseError(error, address)
  }
}

function connected(options: PostgresConnectionOptions, purpose: 'writer' | 'reader') {
  const { statementTimeoutMs } = limitsOf(options)
  return PostgresConnection.open(
    clientConfig(options, SCHEMA, purpose),
    statementTimeoutMs + ANSWER_MARGIN_MS,
  )
}

async function ownerOn(connection: PostgresConnection): Promise<string | undefined> {
  const [row] = await connection.query(OWNER)
  return row === undefined ? undefined : String(row.account)
}

const taken = (address: string, owner: string | undefined, account: string): OtsError =>
  new OtsError(
    'OTS_DATABASE_TAKEN',
    `${address} holds the state of the account ${owner}, not of ${account}`,
    {
      hint: 'Give each account a database, a Kafka and a Redis of its own; or name the account of before in "accounts".',
    },
  )
