import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strategyId } from '@oasis/domain'
import type { Emission, NewRecord, StrategySnapshot } from '@oasis/ports'
import { buildIntent } from '@oasis/testkit'
import { expect, test } from 'vitest'
import { openStrategyStore } from '../src/index.ts'

const ID = strategyId('momentum-BTC-USD')

const snapshot = (state: string, offset = 1): StrategySnapshot => ({
  strategyId: ID,
  generation: 3,
  configHash: 'abc',
  state,
  positions: [{ topic: 'market-data.trades.normalized', partition: 5, offset }],
})
const intent = (n: number) => buildIntent(n, { strategyId: ID })
const record = (key: string): NewRecord => ({
  topic: 'trading.signals',
  key,
  value: Uint8Array.of(1),
  headers: {},
})
const emission = (changes: Partial<Emission>): Emission => ({
  snapshot: snapshot('{}'),
  intents: [],
  outbox: [],
  ...changes,
})
const openInMemory = () => openStrategyStore({ path: ':memory:', durability: 'process' })

test('a strategy never seen is unknown', async () => {
  const store = await openInMemory()
  expect(await store.load(ID)).toBeUndefined()
  await store.close()
})

test('the last snapshot is what is loaded, with the intents that have no answer, in order of emission', async () => {
  const store = await openInMemory()
  await store.commit(emission({ intents: [intent(2)], outbox: [record('a')] }))
  await store.commit(emission({ intents: [intent(9), intent(1)], snapshot: snapshot('{"n":2}', 7) }))
  expect(await store.load(ID)).toEqual({
    snapshot: snapshot('{"n":2}', 7),
    unanswered: [intent(2), intent(9), intent(1)],
  })
  expect((await store.pendingEntries(10)).map((entry) => entry.key)).toEqual(['a'])
  await store.close()
})

test('an answered intent is not loaded again, and answering twice is harmless', async () => {
  const store = await openInMemory()
  await store.commit(emission({ intents: [intent(1), intent(2)] }))
  await store.markAnswered([intent(1).intentId])
  await store.markAnswered([intent(1).intentId, intent(5).intentId])
  expect((await store.load(ID))?.unanswered).toEqual([intent(2)])
  await store.close()
})

test('an emission is whole or not at all', async () => {
  const store = await openInMemory()
  await store.commit(emission({ intents: [intent(1)] }))
  const twice = emission({
    snapshot: snapshot('{"n":2}'),
    intents: [intent(3), intent(1)],
    outbox: [record('b')],
  })
  await expect(store.commit(twice)).rejects.toThrow()
  expect(await store.load(ID)).toEqual({ snapshot: snapshot('{}'), unanswered: [intent(1)] })
  expect(await store.pendingEntries(10)).toEqual([])
  await store.close()
})

test('strategies do not see each other', async () => {
  const store = await openInMemory()
  const other = strategyId('other')
  await store.commit(emission({ intents: [intent(1)] }))
  await store.commit(
    emission({
      snapshot: { ...snapshot('{}'), strategyId: other },
      intents: [buildIntent(2, { strategyId: other })],
    }),
  )
  expect((await store.load(other))?.unanswered.map((one) => one.intentId)).toEqual([intent(2).intentId])
  await store.close()
})

test('everything is there after the file is opened again, and the order of emission goes on', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ots-strategies-'))
  const open = () => openStrategyStore({ path: join(folder, 'strategies.db'), durability: 'process' })
  try {
    const first = await open()
    await first.commit(emission({ intents: [intent(5)], outbox: [record('a')] }))
    await first.close()
    const second = await open()
    await second.commit(emission({ intents: [intent(4)], outbox: [record('b')] }))
    expect((await second.load(ID))?.unanswered).toEqual([intent(5), intent(4)])
    expect((await second.pendingEntries(10)).map((entry) => entry.key)).toEqual(['a', 'b'])
    await second.close()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
