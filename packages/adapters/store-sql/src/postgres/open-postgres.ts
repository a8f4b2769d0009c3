/**
 * Opens one schema of a PostgreSQL database for its one writer: brings the tables up to date, takes the schema over from
 * whoever wrote to it before, and reads over a pool beside. A database that is down is waited for.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { OtsError } from '@oasis/runtime'
import type { Migrations } from '../migrate.ts'
import type { SqlDatabase, SqlReader } from '../sql-database.ts'
import { LEASE_SCHEMA, leaseFence } from './lease-table.ts'
import { PostgresConnection } from './postgres-connection.ts'
import { isPassing, toDatabaseError } from './postgres-errors.ts'
import { PostgresGuest } from './postgres-guest.ts'
import { bringUpToDate, examineSchema } from './postgres-migrations.ts'
import {
  ANSWER_MARGIN_MS,
  addressOf,
  clientConfig,
  limitsOf,
  type PostgresOptions,
} from './postgres-options.ts'
import { PostgresReader } from './postgres-reader.ts'
import { PostgresWriter } from './postgres-writer.ts'
import { StatementNames } from './statement-names.ts'
import { WRITER_MIGRATION } from './writer-row.ts'

export interface OpenPostgresOptions extends PostgresOptions {
  readonly migrations: Migrations
}

const RETRY_MS = 250

/** Throws an `OtsError` when the database cannot be used. */
export async function openPostgres<Tables>(options: OpenPostgresOptions): Promise<SqlDatabase<Tables>> {
  const { schema, logger, onFatal, lease, leaseSchema = LEASE_SCHEMA } = options
  const limits = limitsOf(options)
  const address = `${addressOf(options.url)}, schema ${schema}`
  const answerTimeoutMs = limits.statementTimeoutMs + ANSWER_MARGIN_MS
  const connect = () => PostgresConnection.open(clientConfig(options, schema, 'writer'), answerTimeoutMs)
  const names = new StatementNames()
  const writer = await untilThere(limits.openTimeoutMs, address, async () => {
    await bringUpToDate({
      connect,
      config: clientConfig(options, schema, 'migration'),
      schema,
      migrations: allMigrations(options),
    })
    return PostgresWriter.open({
      ...{ connect, names, address, logger, onFatal },
      fence: lease && leaseFence(lease, leaseSchema),
      deadlineMs: limits.writeDeadlineMs,
    })
  })
  const config = clientConfig(options, schema, 'reader')
  const reader = new PostgresReader({ config, poolSize: limits.poolSize, answerTimeoutMs, address, logger })
  return {
    ...readingFrom<Tables>(reader, names),
    write: (steps) => writer.write(steps),
    close: async () => {
      try {
        await writer.close()
      } finally {
        await reader.close()
      }
    },
  }
}

/**
 * Opens a schema that another process writes to, for reading alone: nothing is ever changed, migrated or locked. Waits
 * for its writer to have made the tables.
 */
export async function openPostgresReader<Tables>(options: OpenPostgresOptions): Promise<SqlReader<Tables>> {
  return openReader(options, new StatementNames())
}

/** The same, and writes beside its writer (postgres-guest.ts). */
export async function openPostgresGuest<Tables>(options: OpenPostgresOptions): Promise<SqlDatabase<Tables>> {
  const { schema } = options
  const names = new StatementNames()
  const reader = await openReader<Tables>(options, names)
  const answerTimeoutMs = limitsOf(options).statementTimeoutMs + ANSWER_MARGIN_MS
  const config = clientConfig(options, schema, 'guest')
  const guest = new PostgresGuest({
    connect: () => PostgresConnection.open(config, answerTimeoutMs),
    names,
    address: `${addressOf(options.url)}, schema ${schema}`,
  })
  return { ...reader, write: (steps) => guest.write(steps) }
}

async function openReader<Tables>(
  options: OpenPostgresOptions,
  names: StatementNames,
): Promise<SqlReader<Tables>> {
  const { schema, logger } = options
  const limits = limitsOf(options)
  const address = `${addressOf(options.url)}, schema ${schema}`
  const answerTimeoutMs = limits.statementTimeoutMs + ANSWER_MARGIN_MS
  const config = clientConfig(options, schema, 'reader')
  await untilThere(limits.openTimeoutMs, address, async () => {
    const connection = await PostgresConnection.open(config, answerTimeoutMs)
    try {
      const state = await examineSchema(connection, schema, allMigrations(options))
      if (state === 'BEHIND') throw new NotYetThere(address)
    } finally {
      await connection.close()
    }
  })
  const reader = new PostgresReader({ config, poolSize: limits.poolSize, answerTimeoutMs, address, logger })
  return readingFrom(reader, names)
}

export const allMigrations = ({ migrations }: Pick<OpenPostgresOptions, 'migrations'>): Migrations => ({
  ...WRITER_MIGRATION,
  ...migrations,
})

class NotYetThere extends OtsError {
  constructor(address: string) {
    super('OTS_SCHEMA_UNKNOWN', `the tables in ${address} are not there yet, or those of an older version`, {
      hint: 'The service that writes them makes them when it starts: start it, in this version.',
    })
  }
}

function readingFrom<Tables>(reader: PostgresReader, names: StatementNames): SqlReader<Tables> {
  return {
    queries: reader.queries<Tables>(),
    // Rows are as the statement's own type says, which Kysely has derived from the tables.
    read: async (statement, value) =>
      (await reader.all(statement.sql, statement.bind(value), names.of(statement.sql))) as never,
    close: () => reader.close(),
  }
}

/** Tries again what may pass. */
export async function untilThere<T>(
  timeoutMs: number,
  address: string,
  attempt: () => Promise<T>,
): Promise<T> {
  const deadline = performance.now() + timeoutMs
  for (;;) {
    try {
      return await attempt()
    } catch (error) {
      const mayPass = isPassing(error) || error instanceof NotYetThere
      if (!mayPass || performance.now() + RETRY_MS > deadline) throw toDatabaseError(error, address)
      await sleep(RETRY_MS)
    }
  }
}
