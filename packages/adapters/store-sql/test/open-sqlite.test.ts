import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { openSqlite } from '../src/index.ts'

interface Tables {
  counters: { name: string; value: bigint }
}

const migrations = {
  '2026-11-22-counters': {
    up: async (db: import('kysely').Kysely<unknown>) => {
      await db.schema.createTable('counters').addColumn('name', 'text').addColumn('value', 'bigint').execute()
    },
  },
}

const folder = mkdtempSync(join(tmpdir(), 'ots-store-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const open = (name: string) =>
  openSqlite<Tables>({ path: join(folder, name), durability: 'process', migrations })

test('two transactions at once do not mix, and integers come back as bigint', async () => {
  const db = await openSqlite<Tables>({ path: ':memory:', durability: 'process', migrations })
  await db.insertInto('counters').values({ name: 'a', value: 0n }).execute()
  const increment = () =>
    db.transaction().execute(async (tx) => {
      const { value } = await tx.selectFrom('counters').select('value').executeTakeFirstOrThrow()
      await tx
        .updateTable('counters')
        .set({ value: value + 1n })
        .execute()
    })
  const failing = db.transaction().execute(async (tx) => {
    await tx.updateTable('counters').set({ value: 100n }).execute()
    throw new Error('rolled back')
  })
  await Promise.all([increment(), expect(failing).rejects.toThrow('rolled back'), increment()])
  const row = await db.selectFrom('counters').select('value').executeTakeFirstOrThrow()
  expect(row.value).toBe(2n)
  await db.destroy()
})

test('a full disk refuses the transaction as such, keeps nothing of it, and later ones succeed', async () => {
  const db = await open('full.db')
  const insert = (count: number) =>
    db.transaction().execute(async (tx) => {
      for (let n = 0; n < count; n++)
        await tx
          .insertInto('counters')
          .values({ name: 'x'.repeat(1_000), value: 1n })
          .execute()
    })
  const pages = await sql<{ page_count: bigint }>`PRAGMA page_count`.execute(db)
  const limit = Number(pages.rows[0]?.page_count) + 5
  await sql`PRAGMA max_page_count = ${sql.lit(limit)}`.execute(db)
  await expect(insert(100)).rejects.toMatchObject({ code: 'OTS_DISK_FULL' })
  await sql`PRAGMA max_page_count = 100000`.execute(db)
  await insert(2)
  const { count } = await db
    .selectFrom('counters')
    .select((eb) => eb.fn.countAll<bigint>().as('count'))
    .executeTakeFirstOrThrow()
  expect(count).toBe(2n)
  await db.destroy()
})

test('a store in use, a damaged one and a folder that cannot be made are told apart', async () => {
  const db = await open('used.db')
  await expect(open('used.db')).rejects.toMatchObject({ code: 'OTS_DATA_DIR_LOCKED' })
  await db.destroy()
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
  await (await open('migrated.db')).destroy()
})
