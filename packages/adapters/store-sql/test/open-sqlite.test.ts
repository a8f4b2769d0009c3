import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { compile, itself, openSqlite, type SqlDatabase, step } from '../src/index.ts'

interface Tables {
  counters: { name: string; value: bigint }
}

const migrations = {
  '2026-11-22-counters': {
    up: async (db: import('kysely').Kysely<unknown>) => {
      await db.schema
        .createTable('counters')
        .addColumn('name', 'text', (column) => column.primaryKey())
        .addColumn('value', 'bigint')
        .execute()
    },
  },
}

const folder = mkdtempSync(join(tmpdir(), 'ots-store-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const open = (name: string) =>
  openSqlite<Tables>({ path: join(folder, name), durability: 'process', migrations })

function statements({ queries }: SqlDatabase<Tables>) {
  return {
    insert: compile<Tables['counters']>((at) => {
      const [name, value] = [at((row) => row.name), at((row) => row.value)]
      return queries.insertInto('counters').values({ name, value })
    }),
    add: compile<bigint>((at) =>
      queries.updateTable('counters').set((row) => ({ value: row('value', '+', at(itself)) })),
    ),
    drop: compile<undefined>(() => queries.deleteFrom('counters')),
    all: compile<undefined, Tables['counters']>(() =>
      queries.selectFrom('counters').selectAll().orderBy('name'),
    ),
  }
}

test('a transaction is whole or not at all, others go on beside it, and integers come back as bigint', async () => {
  const database = await openSqlite<Tables>({ path: ':memory:', durability: 'process', migrations })
  const { add, insert, all } = statements(database)
  await database.write([step(insert, { name: 'a', value: 0n })])
  const failing = database.write([step(add, 100n), step(insert, { name: 'a', value: 1n })])
  const others = [1n, 2n].map((n) => database.write([step(add, n), step(add, n)]))
  await expect(failing).rejects.toThrow('UNIQUE')
  await Promise.all(others)
  expect(await database.read(all, undefined)).toEqual([{ name: 'a', value: 6n }])
  await database.close()
})

test('a step that changes no row gives way to another, or ends the transaction', async () => {
  const database = await openSqlite<Tables>({ path: ':memory:', durability: 'process', migrations })
  const { add, insert, all } = statements(database)
  const orInsert = step(add, 5n, () => step(insert, { name: 'b', value: 1n }))
  await database.write([orInsert, orInsert])
  const refuse = (): never => {
    throw new Error('nothing to add to')
  }
  const { drop } = statements(database)
  const refused = database.write([step(drop, undefined), step(add, 1n, refuse)])
  await expect(refused).rejects.toThrow('nothing to add to')
  expect(await database.read(all, undefined)).toEqual([{ name: 'b', value: 6n }])
  await database.close()
})

test('a full disk refuses the transaction as such, keeps nothing of it, and later ones succeed', async () => {
  const database = await open('full.db')
  const { insert, all } = statements(database)
  const rows = (count: number) =>
    Array.from({ length: count }, (_, n) => step(insert, { name: `${n}${'x'.repeat(1_000)}`, value: 1n }))
  const pages = await sql<{ page_count: bigint }>`PRAGMA page_count`.execute(database.queries)
  const limit = Number(pages.rows[0]?.page_count) + 5
  await sql`PRAGMA max_page_count = ${sql.lit(limit)}`.execute(database.queries)
  await expect(database.write(rows(100))).rejects.toMatchObject({ code: 'OTS_DISK_FULL' })
  await sql`PRAGMA max_page_count = 100000`.execute(database.queries)
  await database.write(rows(2))
  expect(await database.read(all, undefined)).toHaveLength(2)
  await database.close()
})

test('what cannot be bound or read is refused, and the file is usable after it', async () => {
  const database = await openSqlite<Tables>({ path: ':memory:', durability: 'process', migrations })
  const { insert, all } = statements(database)
  const broken = Symbol('no text') as unknown as string
  const rows = [step(insert, { name: 'a', value: 1n }), step(insert, { name: broken, value: 1n })]
  await expect(database.write(rows)).rejects.toThrow()
  expect(await database.read(all, undefined)).toEqual([])
  await database.close()
  await expect(database.read(all, undefined)).rejects.toThrow()
  await expect(database.write([])).rejects.toThrow()
})

test('a store in use, a damaged one and a folder that cannot be made are told apart', async () => {
  const database = await open('used.db')
  await expect(open('used.db')).rejects.toMatchObject({ code: 'OTS_DATA_DIR_LOCKED' })
  await database.close()
  writeFileSync(join(folder, 'damaged.db'), 'x'.repeat(10_000))
  await expect(open('damaged.db')).rejects.toMatchObject({ code: 'OTS_STORE_CORRUPT' })
  await expect(open('damaged.db/below/a.db')).rejects.toMatchObject({ code: 'OTS_DATA_DIR_UNUSABLE' })
})

test('a failed migration gives the file up', async () => {
  const failing = {
    ...migrations,
    '2026-11-23-broken': {
      up: async () => {
        throw new Error('broken migration')
      },
    },
  }
  const path = join(folder, 'migrated.db')
  await expect(openSqlite({ path, durability: 'process', migrations: failing })).rejects.toThrow(
    'broken migration',
  )
  await (await open('migrated.db')).close()
})

test('a file that newer code has changed is refused, and is usable by that code', async () => {
  const newer = { ...migrations, '2099-01-01-from-the-future': { up: async () => {} } }
  const path = join(folder, 'newer.db')
  const openNewer = () => openSqlite<Tables>({ path, durability: 'process', migrations: newer })
  await (await openNewer()).close()
  await expect(open('newer.db')).rejects.toMatchObject({
    code: 'OTS_SCHEMA_UNKNOWN',
    message: expect.stringContaining('2099-01-01-from-the-future'),
  })
  await (await openNewer()).close()
})
