import { expect, test } from 'vitest'
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
