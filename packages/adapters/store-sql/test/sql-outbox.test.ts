import type { NewRecord } from '@oasis/ports'
import type { Kysely } from 'kysely'
import { expect, test } from 'vitest'
import { createOutboxTable, type OutboxTables, openSqlite, openSqlOutbox } from '../src/index.ts'

const migrations = { '0001-outbox': { up: (db: Kysely<unknown>) => createOutboxTable(db) } }
const record = (key: string, value?: string): NewRecord => ({
  topic: 'trading.order-events',
  key,
  value: value === undefined ? undefined : new TextEncoder().encode(value),
  headers: { schema: 'oasis.trading.v1.OrderEvent', 'event-id': `${key}/1` },
})

async function openOutbox() {
  const db = await openSqlite<OutboxTables>({ path: ':memory:', durability: 'process', migrations })
  const outbox = await openSqlOutbox(db)
  const write = (...records: NewRecord[]) => db.transaction().execute((tx) => outbox.insert(tx, records))
  return { db, outbox, write }
}

test('entries come back in the order of writing, whole, and only until they are published', async () => {
  const { db, outbox, write } = await openOutbox()
  await write(record('a', 'one'), record('b'))
  await write(record('a', 'three'))
  const entries = await outbox.pendingEntries(10)
  expect(entries.map(({ id: _, ...rest }) => rest)).toEqual([
    record('a', 'one'),
    record('b'),
    record('a', 'three'),
  ])
  expect((await outbox.pendingEntries(2)).length).toBe(2)
  await outbox.markPublished(entries[1]?.id ?? 0)
  expect((await outbox.pendingEntries(10)).map((entry) => entry.id)).toEqual([entries[2]?.id])
  await db.destroy()
})

test('ids grow even after everything was published, and a rolled back transaction leaves nothing', async () => {
  const { db, outbox, write } = await openOutbox()
  await write(record('a', 'one'))
  const [first] = await outbox.pendingEntries(1)
  await outbox.markPublished(first?.id ?? 0)
  const failing = db.transaction().execute(async (tx) => {
    await outbox.insert(tx, [record('lost', 'x')])
    throw new Error('rolled back')
  })
  await expect(failing).rejects.toThrow('rolled back')
  await write(record('a', 'two'))
  const entries = await outbox.pendingEntries(10)
  expect(entries.map((entry) => entry.key)).toEqual(['a'])
  expect(entries[0]?.id).toBeGreaterThan(first?.id ?? 0)
  await db.destroy()
})
