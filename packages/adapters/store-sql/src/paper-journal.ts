/** The paper venue's journal: one table to whose end records are appended, so that a write touches few pages. */
import type { PaperJournal } from '@oasis/ports'
import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import { type Columns, compile, placeholders } from './compiled.ts'
import { createTable } from './create-table.ts'
import { openDatabase, type StoreOptions } from './open-database.ts'
import { type Step, step } from './sql-database.ts'

interface RecordRow {
  /** Order of writing. */
  readonly id: bigint
  readonly data: string
}

interface PaperTables {
  paper_records: RecordRow
}

export const paperMigrations: Readonly<Record<string, Migration>> = {
  '0001-paper-records': {
    up: async (db) => {
      await createTable(db, 'paper_records', ['id'], { id: 'key', data: 'text' })
    },
  },
}

const COLUMNS: Columns<RecordRow, RecordRow> = { id: (row) => row.id, data: (row) => row.data }

export async function openPaperJournal(options: StoreOptions): Promise<PaperJournal> {
  const database = await openDatabase<PaperTables>(options, paperMigrations)
  const { queries } = database
  const insert = compile<RecordRow>((at) =>
    queries.insertInto('paper_records').values(placeholders(COLUMNS, at)),
  )
  const deleteAll = compile<undefined>(() => queries.deleteFrom('paper_records'))
  let lastId = await newestId(queries)

  const insertRecord = (data: string): Step => {
    lastId += 1n
    return step(insert, { id: lastId, data })
  }
  return {
    async load() {
      const rows = await queries.selectFrom('paper_records').select('data').orderBy('id').execute()
      return rows.map(({ data }) => data)
    },
    append: async (records) => {
      if (records.length > 0) await database.write(records.map(insertRecord))
    },
    replace: (records) => database.write([step(deleteAll, undefined), ...records.map(insertRecord)]),
    close: () => database.close(),
  }
}

async function newestId(db: Kysely<PaperTables>): Promise<bigint> {
  const newest = await db
    .selectFrom('paper_records')
    .select('id')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return newest?.id ?? 0n
}
