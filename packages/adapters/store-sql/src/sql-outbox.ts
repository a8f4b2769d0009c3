/**
 * The one outbox over SQL: records written in the transaction of the state that they tell of, read in order by the
 * relay of `runtime`, deleted once published. A store adds the table in its first migration and one outbox of its own:
 *
 *     migrations: { '0001-orders': { up: async (db) => { await createOutboxTable(db); … } } }
 *     const outbox = await openSqlOutbox(db)
 *     await db.transaction().execute(async (tx) => { …; await outbox.insert(tx, records) })
 *
 * Ids are taken by the process, as the one writer of its store: they grow while it runs, and a second writer collides
 * on the primary key instead of interleaving.
 */
import type { NewRecord, Outbox, OutboxEntry } from '@oasis/ports'
import type { CompiledQuery, Kysely, QueryResult } from 'kysely'
import { compile } from './compiled.ts'

export interface OutboxRow {
  readonly id: bigint
  readonly topic: string
  readonly key: string
  /** NULL is a tombstone. */
  readonly value: Uint8Array | null
  /** JSON object. */
  readonly headers: string
}

export interface OutboxTables {
  outbox: OutboxRow
}

/** A database or a transaction of any schema: compiled statements need no more of it. */
export interface QueryRunner {
  executeQuery<Row>(query: CompiledQuery<Row>): Promise<QueryResult<Row>>
}

export interface SqlOutbox extends Outbox {
  /** Within the caller's transaction; nothing is visible to the relay until that commits. */
  insert(tx: QueryRunner, records: readonly NewRecord[]): Promise<void>
}

/** For the migration of the store that owns the file. */
export async function createOutboxTable<Tables>(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('outbox')
    .addColumn('id', 'bigint', (column) => column.primaryKey())
    .addColumn('topic', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('value', 'bytea')
    .addColumn('headers', 'text', (column) => column.notNull())
    .execute()
}

export async function openSqlOutbox<Tables extends OutboxTables>(
  database: Kysely<Tables>,
): Promise<SqlOutbox> {
  // Kysely's types are invariant in the schema; the constraint above says that the table is there.
  const db = database as unknown as Kysely<OutboxTables>
  const insertRow = compile<OutboxRow>((value) =>
    db.insertInto('outbox').values({
      id: value('id'),
      topic: value('topic'),
      key: value('key'),
      value: value('value'),
      headers: value('headers'),
    }),
  )
  const deleteUpTo = compile<{ id: bigint }>((value) =>
    db.deleteFrom('outbox').where('id', '<=', value('id')),
  )
  const oldest = compile<{ limit: number }, OutboxRow>((value) =>
    db.selectFrom('outbox').selectAll().orderBy('id').limit(value('limit')),
  )
  const newest = await db.selectFrom('outbox').select('id').orderBy('id', 'desc').limit(1).executeTakeFirst()
  let lastId = newest?.id ?? 0n

  return {
    async insert(tx, records) {
      for (const record of records) {
        lastId += 1n
        await tx.executeQuery(insertRow(toRow(lastId, record)))
      }
    },
    async pendingEntries(limit) {
      const { rows } = await db.executeQuery(oldest({ limit }))
      return rows.map(toEntry)
    },
    async markPublished(id) {
      await db.executeQuery(deleteUpTo({ id: BigInt(id) }))
    },
  }
}

function toRow(id: bigint, record: NewRecord): OutboxRow {
  return {
    id,
    topic: record.topic,
    key: record.key,
    value: record.value ?? null,
    headers: JSON.stringify(record.headers),
  }
}

function toEntry(row: OutboxRow): OutboxEntry {
  return {
    id: Number(row.id),
    topic: row.topic,
    key: row.key,
    value: row.value ?? undefined,
    // Written by toRow alone.
    headers: JSON.parse(row.headers) as Record<string, string>,
  }
}
