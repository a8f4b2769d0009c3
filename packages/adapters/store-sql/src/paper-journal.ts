/** The paper venue's journal: one table to whose end records are appended, so that a write touches few pages. */
import type { PaperJournal } from '@oasis/ports'
import type { Migration } from 'kysely/migration'
import { compile } from './compiled.ts'
import { openSqlite, type SqliteOptions } from './open-sqlite.ts'

interface RecordRow {
  /** Order of writing. */
  readonly id: bigint
  readonly data: string
}

interface PaperTables {
  paper_records: RecordRow
}

const migrations: Readonly<Record<string, Migration>> = {
  '0001-paper-records': {
    up: async (db) => {
      await db.schema
        .createTable('paper_records')
        .addColumn('id', 'bigint', (column) => column.primaryKey())
        .addColumn('data', 'text', (column) => column.notNull())
        .execute()
    },
  },
}

export async function openPaperJournal(options: Omit<SqliteOptions, 'migrations'>): Promise<PaperJournal> {
  const db = await openSqlite<PaperTables>({ ...options, migrations })
  const insert = compile<RecordRow>((value) =>
    db.insertInto('paper_records').values({ id: value('id'), data: value('data') }),
  )
  const newest = await db
    .selectFrom('paper_records')
    .select('id')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  let lastId = newest?.id ?? 0n

  const write = (records: readonly string[], first: 'KEEP' | 'DELETE'): Promise<void> =>
    db.transaction().execute(async (tx) => {
      if (first === 'DELETE') await tx.deleteFrom('paper_records').execute()
      for (const data of records) {
        lastId += 1n
        await tx.executeQuery(insert({ id: lastId, data }))
      }
    })

  return {
    async load() {
      const rows = await db.selectFrom('paper_records').select('data').orderBy('id').execute()
      return rows.map(({ data }) => data)
    },
    append: (records) => (records.length === 0 ? Promise.resolve() : write(records, 'KEEP')),
    replace: (records) => write(records, 'DELETE'),
    close: () => db.destroy(),
  }
}
