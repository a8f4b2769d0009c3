/**
 * The one outbox over SQL: records written in the transaction of the state that they tell of, read in order by the
 * relay of `runtime`, deleted once published. A store adds the table in its first migration and one outbox of its own:
 *
 *     migrations: { '0001-orders': { up: async (db) => { await createOutboxTable(db); … } } }
 *     const outbox = await openSqlOutbox(db)
 *     const entries = await db.transaction().execute(async (tx) => { …; return outbox.insert(tx, records) })
 *     outbox.committed(entries)
 *
 * Ids are taken by the process, as the one writer of its store: they grow while it runs, and a second writer collides
 * on the primary key instead of interleaving. What this process has committed the relay gets from memory, since
 * reading it back costs more than writing it; the table is read for what an earlier process left, and when the relay
 * has fallen so far behind that memory would grow. What was published is deleted by the next transaction that writes,
 * and at closing: a transaction of its own would cost as much as the order's. After a crash in between, entries are
 * published once more.
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
  /** Within the caller's transaction; the relay sees the entries once the caller says that it has committed. */
  insert(tx: QueryRunner, records: readonly NewRecord[]): Promise<readonly OutboxEntry[]>
  committed(entries: readonly OutboxEntry[]): void
  /** Deletes what was published; before the database is closed. */
  flush(): Promise<void>
}

/** Above it, entries are left to the table. */
const MAX_IN_MEMORY = 10_000

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
  const oldestAfter = compile<{ id: bigint; limit: number }, OutboxRow>((value) =>
    db.selectFrom('outbox').selectAll().where('id', '>', value('id')).orderBy('id').limit(value('limit')),
  )
  const newest = await db.selectFrom('outbox').select('id').orderBy('id', 'desc').limit(1).executeTakeFirst()
  let lastId = newest?.id ?? 0n
  /** Up to here everything is published. */
  let publishedUpTo = 0n
  /** Up to here the table has been cleared by a committed transaction; `clearing` is that of the one under way. */
  let clearedUpTo = 0n
  let clearing = 0n
  let recent: OutboxEntry[] = []
  /** The table holds entries that memory does not. */
  let behind = true

  async function readOldest(limit: number): Promise<readonly OutboxEntry[]> {
    const { rows } = await db.executeQuery(oldestAfter({ id: publishedUpTo, limit }))
    const entries = rows.map(toEntry)
    if (entries.length < limit) {
      // That was all: from here on memory is the whole.
      behind = false
      const last = entries.at(-1)?.id ?? 0
      recent = [...entries, ...recent.filter(({ id }) => id > last)]
    }
    return entries
  }

  return {
    async insert(tx, records) {
      clearing = publishedUpTo
      if (clearing > clearedUpTo) await tx.executeQuery(deleteUpTo({ id: clearing }))
      const entries: OutboxEntry[] = []
      for (const record of records) {
        lastId += 1n
        await tx.executeQuery(insertRow(toRow(lastId, record)))
        entries.push({ ...record, id: Number(lastId) })
      }
      return entries
    },
    committed(entries) {
      clearedUpTo = clearing
      if (recent.length + entries.length > MAX_IN_MEMORY) {
        recent = []
        behind = true
      } else recent.push(...entries)
    },
    async pendingEntries(limit) {
      return behind ? readOldest(limit) : recent.slice(0, limit)
    },
    async markPublished(id) {
      if (publishedUpTo < id) publishedUpTo = BigInt(id)
      recent = recent.filter((entry) => entry.id > id)
    },
    async flush() {
      if (publishedUpTo > clearedUpTo) await db.executeQuery(deleteUpTo({ id: publishedUpTo }))
      clearedUpTo = publishedUpTo
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
