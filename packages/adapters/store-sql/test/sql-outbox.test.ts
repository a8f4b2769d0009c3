import type { NewRecord } from '@oasis/ports'
import type { Kysely } from 'kysely'
import { expect, test } from 'vitest'
import {
  createOutboxTable,
  type OutboxTables,
  openSqlite,
  openSqlOutbox,
  type SqlDatabase,
  type SqlOutbox,
} from '../src/index.ts'

const migrations = { '0001-outbox': { up: (db: Kysely<unknown>) => createOutboxTable(db) } }
const record = (key: string, value?: string): NewRecord => ({
  topic: 'trading.order-events',
  key,
  value: value === undefined ? undefined : new TextEncoder().encode(value),
  headers: { schema: 'oasis.trading.v1.OrderEvent', 'event-id': `${key}/1` },
})

async function commit(database: SqlDatabase<OutboxTables>, outbox: SqlOutbox, records: NewRecord[]) {
  const writing = outbox.prepare(records)
  await database.write(writing.steps)
  outbox.committed(writing)
}

async function openOutbox() {
  const database = await openSqlite<OutboxTables>({ path: ':memory:', durability: 'process', migrations })
  const outbox = await openSqlOutbox(database)
  const write = (...records: NewRecord[]) => commit(database, outbox, records)
  const rows = () => database.queries.selectFrom('outbox').select('key').orderBy('id').execute()
  return { database, outbox, write, rows }
}

const keys = (entries: readonly { readonly key: string }[]): string => entries.map(({ key }) => key).join('')

test('entries come back in the order of writing, whole, and only until they are published', async () => {
  const { database, outbox, write } = await openOutbox()
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
  await database.close()
})

test('ids grow even after everything was published, and a rolled back transaction leaves nothing', async () => {
  const { database, outbox, write } = await openOutbox()
  await write(record('a', 'one'))
  const [first] = await outbox.pendingEntries(1)
  await outbox.markPublished(first?.id ?? 0)
  const { steps } = outbox.prepare([record('lost', 'x')])
  await expect(database.write([...steps, ...steps])).rejects.toThrow('UNIQUE')
  await write(record('a', 'two'))
  const entries = await outbox.pendingEntries(10)
  expect(entries.map((entry) => entry.key)).toEqual(['a'])
  expect(entries[0]?.id).toBeGreaterThan(first?.id ?? 0)
  await database.close()
})

test('what is published leaves the table with the next write, or at closing', async () => {
  const { database, outbox, write, rows } = await openOutbox()
  await write(record('a', '1'), record('b', '2'))
  const published = await outbox.pendingEntries(10)
  await outbox.markPublished(published[1]?.id ?? 0)
  expect(keys(await rows())).toBe('ab')
  await write(record('c', '3'))
  expect(keys(await rows())).toBe('c')
  const [last] = await outbox.pendingEntries(10)
  await outbox.markPublished(last?.id ?? 0)
  await outbox.flush()
  expect(keys(await rows())).toBe('')
  await database.close()
})

test('what was published leaves the table even when a transaction that was to delete it failed', async () => {
  const { database, outbox, write, rows } = await openOutbox()
  await write(record('a', '1'))
  await outbox.markPublished((await outbox.pendingEntries(10))[0]?.id ?? 0)
  const { steps } = outbox.prepare([record('lost', 'x')])
  await expect(database.write([...steps, ...steps])).rejects.toThrow('UNIQUE')
  await write(record('b', '2'))
  expect(keys(await rows())).toBe('b')
  await database.close()
})

test('an earlier process that crashed after publishing has its entries published again, in order, before new ones', async () => {
  const { database, outbox, write } = await openOutbox()
  await write(record('a', '1'), record('b', '2'))
  await outbox.markPublished((await outbox.pendingEntries(10))[1]?.id ?? 0)
  const second = await openSqlOutbox(database)
  await commit(database, second, [record('c', '3')])
  expect(keys(await second.pendingEntries(10))).toBe('abc')
  await database.close()
})

test('marking an older entry again brings nothing back, read from the table too', async () => {
  const { database, write } = await openOutbox()
  await write(record('a', '1'), record('b', '2'), record('c', '3'))
  const second = await openSqlOutbox(database)
  const [first, last] = await second.pendingEntries(2)
  await second.markPublished(last?.id ?? 0)
  await second.markPublished(first?.id ?? 0)
  expect(keys(await second.pendingEntries(2))).toBe('c')
  await database.close()
})

test('a relay that falls far behind loses nothing and gets nothing twice: memory gives way to the table', async () => {
  const { database, outbox, write } = await openOutbox()
  await write(record('first', 'x'))
  await outbox.markPublished((await outbox.pendingEntries(10))[0]?.id ?? 0)
  const total = 12_000
  for (let n = 0; n < total; n += 500) {
    await write(...Array.from({ length: 500 }, (_, i) => record(String(n + i), 'x')))
  }
  const seen: string[] = []
  for (
    let batch = await outbox.pendingEntries(700);
    batch.length > 0;
    batch = await outbox.pendingEntries(700)
  ) {
    seen.push(...batch.map(({ key }) => key))
    await outbox.markPublished(batch.at(-1)?.id ?? 0)
    if (seen.length === 7_000) await write(record('late', 'x'))
  }
  expect(seen).toEqual([...Array.from({ length: total }, (_, i) => String(i)), 'late'])
  await database.close()
})
