import { expect, test } from 'vitest'
import {
  type Columns,
  compile,
  createOutboxTable,
  itself,
  type OutboxRow,
  type OutboxTables,
  openSqlite,
  placeholders,
  step,
} from '../src/index.ts'

interface Note {
  readonly id: number
  readonly text: string
  readonly value?: Uint8Array
}

test('a compiled statement reads its parameters from a value, again and again, among the constants of the query', async () => {
  const database = await openSqlite<OutboxTables>({
    path: ':memory:',
    durability: 'process',
    migrations: { '0001': { up: createOutboxTable } },
  })
  const { queries } = database
  const columns: Columns<Omit<OutboxRow, 'topic'>, Note> = {
    id: (note) => BigInt(note.id),
    key: (note) => note.text,
    value: (note) => note.value ?? null,
    headers: (note) => note.text,
  }
  const insert = compile<Note>((at) =>
    queries.insertInto('outbox').values({ topic: 'constant', ...placeholders(columns, at) }),
  )
  const find = compile<string, OutboxRow>((at) =>
    queries.selectFrom('outbox').selectAll().where('headers', '=', at(itself)).where('key', '=', at(itself)),
  )
  await database.write([
    step(insert, { id: 1, text: 'a', value: Uint8Array.of(1) }),
    step(insert, { id: 2, text: 'b' }),
  ])
  const row = { id: 2n, topic: 'constant', key: 'b', value: null, headers: 'b' }
  expect(await database.read(find, 'b')).toEqual([row])
  expect(await database.read(find, 'c')).toEqual([])
  await database.close()
})
