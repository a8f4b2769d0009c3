import { expect, test } from 'vitest'
import { compile, createOutboxTable, type OutboxRow, type OutboxTables, openSqlite } from '../src/index.ts'

test('a compiled statement takes its arguments by name, again and again, among the constants of the query', async () => {
  const db = await openSqlite<OutboxTables>({
    path: ':memory:',
    durability: 'process',
    migrations: { '0001': { up: createOutboxTable } },
  })
  const insert = compile<{ id: bigint; key: string; value: Uint8Array | null }>((value) =>
    db.insertInto('outbox').values({
      id: value('id'),
      topic: 'constant',
      key: value('key'),
      value: value('value'),
      headers: value('key'),
    }),
  )
  const find = compile<{ key: string }, OutboxRow>((value) =>
    db.selectFrom('outbox').selectAll().where('headers', '=', value('key')).where('key', '=', value('key')),
  )
  await db.executeQuery(insert({ id: 1n, key: 'a', value: Uint8Array.of(1) }))
  await db.executeQuery(insert({ id: 2n, key: 'b', value: null }))
  const { rows } = await db.executeQuery(find({ key: 'b' }))
  expect(rows).toEqual([{ id: 2n, topic: 'constant', key: 'b', value: null, headers: 'b' }])
  await db.destroy()
})
