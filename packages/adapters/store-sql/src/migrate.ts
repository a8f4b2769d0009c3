/** Migrations, the same for both databases, verified by name. */
import { OtsError } from '@oasis/runtime'
import type { Kysely } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'

/** By name, applied in the order of the names. */
export type Migrations = Readonly<Record<string, Migration>>

/** Where Kysely writes down what was applied. */
export const MIGRATION_TABLE = 'kysely_migration'

/** `schema`: where they are kept, in a database that has several. */
export async function migrate<Tables>(
  db: Kysely<Tables>,
  migrations: Migrations,
  schema?: string,
): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
    ...(schema === undefined ? {} : { migrationTableSchema: schema }),
  })
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
}

/** Throws where something was applied that this code does not have. */
export function mustBeKnown(applied: readonly string[], migrations: Migrations, where: string): void {
  const unknown = applied.filter((name) => !(name in migrations))
  if (unknown.length === 0) return
  throw new OtsError(
    'OTS_SCHEMA_UNKNOWN',
    `the tables in ${where} have changes that this version does not know: ${unknown.join(', ')}`,
    {
      hint: 'They were made by a newer version: start that one, or restore a backup from before the upgrade.',
    },
  )
}
