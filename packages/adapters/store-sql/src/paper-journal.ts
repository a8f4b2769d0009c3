/** The paper venue's journal: entries by kind and id in one table, each write one transaction. */
import type { PaperJournal, PaperJournalEntry } from '@oasis/ports'
import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import { compile } from './compiled.ts'
import { openSqlite, type SqliteOptions } from './open-sqlite.ts'

interface EntryRow {
  readonly kind: string
  readonly id: string
  /** Order of first writing within the file. */
  readonly position: bigint
  readonly data: string
}

interface PaperTables {
  paper_entries: EntryRow
}

const migrations: Readonly<Record<string, Migration>> = {
  '0001-paper-entries': {
    up: async (db) => {
      await db.schema
        .createTable('paper_entries')
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('id', 'text', (column) => column.notNull())
        .addColumn('position', 'bigint', (column) => column.notNull())
        .addColumn('data', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('paper_entries_key', ['kind', 'id'])
        .execute()
      await db.schema
        .createIndex('paper_entries_order')
        .on('paper_entries')
        .columns(['kind', 'position'])
        .execute()
    },
  },
}

export async function openPaperJournal(options: Omit<SqliteOptions, 'migrations'>): Promise<PaperJournal> {
  const db = await openSqlite<PaperTables>({ ...options, migrations })
  const statements = compileStatements(db)
  const newest = await db
    .selectFrom('paper_entries')
    .select('position')
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst()
  let lastPosition = newest?.position ?? 0n

  return {
    async load(kind) {
      const { rows } = await db.executeQuery(statements.load({ kind }))
      return rows
    },
    async write(entries) {
      if (entries.length === 0) return
      await db.transaction().execute(async (tx) => {
        for (const { kind, id, data } of entries) {
          if (data === undefined) {
            await tx.executeQuery(statements.remove({ kind, id }))
            continue
          }
          // Taken whether the entry is new or not: positions only have to grow.
          lastPosition += 1n
          await tx.executeQuery(statements.put({ kind, id, position: lastPosition, data }))
        }
      })
    },
    close: () => db.destroy(),
  }
}

function compileStatements(db: Kysely<PaperTables>) {
  return {
    put: compile<EntryRow>((value) =>
      db
        .insertInto('paper_entries')
        .values({
          kind: value('kind'),
          id: value('id'),
          position: value('position'),
          data: value('data'),
        })
        .onConflict((conflict) =>
          conflict.columns(['kind', 'id']).doUpdateSet((row) => ({ data: row.ref('excluded.data') })),
        ),
    ),
    remove: compile<Pick<EntryRow, 'kind' | 'id'>>((value) =>
      db.deleteFrom('paper_entries').where('kind', '=', value('kind')).where('id', '=', value('id')),
    ),
    load: compile<Pick<EntryRow, 'kind'>, PaperJournalEntry>((value) =>
      db
        .selectFrom('paper_entries')
        .select(['kind', 'id', 'data'])
        .where('kind', '=', value('kind'))
        .orderBy('position'),
    ),
  }
}
