/** For `ots doctor`: can the database be used, and are a store's tables those that this version knows? */
import { controlCenterMigrations } from '../control-center-tables.ts'
import { orderMigrations } from '../order-tables.ts'
import { paperMigrations } from '../paper-journal.ts'
import { readModelMigrations } from '../read-model-tables.ts'
import { riskMigrations } from '../risk-store.ts'
import { strategyMigrations } from '../strategy-store.ts'
import { allMigrations } from './open-postgres.ts'
import { PostgresConnection } from './postgres-connection.ts'
import { toDatabaseError } from './postgres-errors.ts'
import { examineSchema, type SchemaState } from './postgres-migrations.ts'
import {
  ANSWER_MARGIN_MS,
  addressOf,
  clientConfig,
  limitsOf,
  type PostgresConnectionOptions,
} from './postgres-options.ts'

const MIGRATIONS = {
  ORDERS: orderMigrations,
  PAPER: paperMigrations,
  RISK: riskMigrations,
  STRATEGY: strategyMigrations,
  CONTROL_CENTER: controlCenterMigrations,
  READ_MODELS: readModelMigrations,
} as const
export type StoreKind = keyof typeof MIGRATIONS

/**
 * Changes and locks nothing. `BEHIND`: not made yet, or those of an older version, which the service that writes them brings
 * up to date. Throws `OTS_SCHEMA_UNKNOWN` for those of a newer one, and what else keeps a store from being opened.
 */
export async function examineStore(
  kind: StoreKind,
  schema: string,
  options: PostgresConnectionOptions,
): Promise<SchemaState> {
  const answerTimeoutMs = limitsOf(options).statementTimeoutMs + ANSWER_MARGIN_MS
  try {
    const connection = await PostgresConnection.open(clientConfig(options, schema, 'reader'), answerTimeoutMs)
    try {
      return await examineSchema(connection, schema, allMigrations({ migrations: MIGRATIONS[kind] }))
    } finally {
      await connection.close()
    }
  } catch (error) {
    throw toDatabaseError(error, `${addressOf(options.url)}, schema ${schema}`)
  }
}
