/**
 * The one outbox over SQL: records written in the transaction of the state that they tell of, read in order by the
 * relay of `runtime`, deleted once published. A store adds the table in its first migration and one outbox of its own:
 *
 *     migrations: { '0001-orders': { up: async (db) => { await createOutboxTable(db); … } } }
 *     const outbox = await openSqlOutbox(database)
 *     const writing = outbox.prepare(records)
 *     await database.write([…, ...writing.steps])
 *     outbox.committed(writing)
 *
 * Ids are taken by the process, as the one writer of its store: they grow while it runs, and a second writer collides
 * on the primary key instead of interleaving. What this process has committed the relay gets from memory, since
 * reading it back costs more than writing it; the table is read for what an earlier process left, and when the relay
 * has fallen so far behind that memory would grow. What was published is deleted by the next transaction that writes,
 * and at closing: a transaction of its own would cost as much as the order's. After a crash in between, entries are
 * published once more.
 */
import type { NewRecord, Outbox, OutboxEntry } from '@oasis/ports'
import type { Kysely } from 'kysely'
import { type Columns, compile, itself, placeholders } from './compiled.ts'
import { createTable } from './create-table.ts'
import { type SqlDatabase, type Step, step } from './sql-database.ts'

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

/** What one transaction does to the outbox. */
export interface OutboxWriting {
  /** To be taken in that transaction. */
  readonly steps: readonly Step[]
  readonly entries: readonly OutboxEntry[]
  /** Everything up to here has gone from the table once it is committed. */
  readonly clearsUpTo: bigint
}

export interface SqlOutbox extends Outbox {
  prepare(records: readonly NewRecord[]): OutboxWriting
  /** The relay sees the entries once their writer says that they are committed. */
  committed(writing: OutboxWriting): void
  /** Deletes what was published; before the database is closed. */
  flush(): Promise<void>
}

/** Above it, entries are left to the table. */
const MAX_IN_MEMORY = 10_000

/** For the migration of the store that owns the file. */
export async function createOutboxTable<Tables>(db: Kysely<Tables>): Promise<void> {
  await createTable(db, 'outbox', ['id'], {
    id: 'key',
    topic: 'text',
    key: 'text',
    value: 'bytes?',
    headers: 'text',
  })
}

export async function openSqlOutbox<Tables extends OutboxTables>(
  tables: SqlDatabase<Tables>,
): Promise<SqlOutbox> {
  // Kysely's types are invariant in the schema; the constraint above says that the table is there.
  const database = tables as unknown as SqlDatabase<OutboxTables>
  const { insertEntry, deleteUpTo, oldestAfter } = compileStatements(database.queries)
  let lastId = await newestId(database.queries)
  /** Up to here everything is published. */
  let publishedUpTo = 0n
  /** Up to here the table has been cleared by a committed transaction. */
  let clearedUpTo = 0n
  let recent: OutboxEntry[] = []
  /** The table holds entries that memory does not. */
  let behind = true

  async function readOldest(limit: number): Promise<readonly OutboxEntry[]> {
    const rows = await database.read(oldestAfter, { id: publishedUpTo, limit })
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
    prepare(records) {
      const clearsUpTo = publishedUpTo
      const steps = clearsUpTo > clearedUpTo ? [step(deleteUpTo, clearsUpTo)] : []
      const entries = records.map((record) => ({ ...record, id: ++lastId }))
      for (const entry of entries) steps.push(step(insertEntry, entry))
      return { steps, entries, clearsUpTo }
    },
    committed({ entries, clearsUpTo }) {
      clearedUpTo = clearsUpTo
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
      if (publishedUpTo > clearedUpTo) await database.write([step(deleteUpTo, publishedUpTo)])
      clearedUpTo = publishedUpTo
    },
  }
}

function compileStatements(db: Kysely<OutboxTables>) {
  return {
    insertEntry: compile<OutboxEntry>((at) => db.insertInto('outbox').values(placeholders(COLUMNS, at))),
    deleteUpTo: compile<bigint>((at) => db.deleteFrom('outbox').where('id', '<=', at(itself))),
    oldestAfter: compile<{ id: bigint; limit: number }, OutboxRow>((at) => {
      const after = at(({ id }) => id)
      const limit = at((value) => value.limit)
      return db.selectFrom('outbox').selectAll().where('id', '>', after).orderBy('id').limit(limit)
    }),
  }
}

async function newestId(db: Kysely<OutboxTables>): Promise<number> {
  const newest = await db.selectFrom('outbox').select('id').orderBy('id', 'desc').limit(1).executeTakeFirst()
  return Number(newest?.id ?? 0n)
}

const COLUMNS: Columns<OutboxRow, OutboxEntry> = {
  id: (entry) => BigInt(entry.id),
  topic: (entry) => entry.topic,
  key: (entry) => entry.key,
  value: (entry) => entry.value ?? null,
  headers: (entry) => JSON.stringify(entry.headers),
}

function toEntry(row: OutboxRow): OutboxEntry {
  return {
    id: Number(row.id),
    topic: row.topic,
    key: row.key,
    value: row.value ?? undefined,
    // Written by COLUMNS alone.
    headers: JSON.parse(row.headers) as Record<string, string>,
  }
}
