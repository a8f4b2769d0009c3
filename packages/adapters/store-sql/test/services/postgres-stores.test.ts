/** The stores on PostgreSQL: the same suites as on SQLite, and that everything is there after opening again. */

import { strategyId } from '@oasis/domain'
import {
  buildAccountControl,
  buildAnswer,
  buildExecution,
  buildIntent,
  buildOrder,
  orderStoreConformance,
  riskStoreConformance,
  strategyStoreConformance,
  TEST_ACCOUNT,
  testRecord,
  writeAt,
} from '@oasis/testkit'
import { expect, test } from 'vitest'
import { openOrderStore, openPaperJournal, openRiskStore, openStrategyStore } from '../../src/index.ts'
import { useTestDatabase } from './test-database.ts'

const database = useTestDatabase()

orderStoreConformance('PostgreSQL', () => openOrderStore(database.fresh()))
riskStoreConformance('PostgreSQL', () => openRiskStore(database.fresh()))
strategyStoreConformance('PostgreSQL', () => openStrategyStore(database.fresh()))

test('orders, executions, epochs and outbox are there after the store is opened again', async () => {
  const options = database.fresh()
  const order = buildOrder(1)
  const execution = buildExecution(order, 1)
  const first = await openOrderStore(options)
  await first.loadAccount(TEST_ACCOUNT)
  const write = writeAt(0, { orders: [order], executions: [{ accountSeq: 1, execution }] })
  await first.commit({ ...write, outbox: [testRecord(1)] })
  await first.close()
  const second = await openOrderStore(options)
  expect(await second.loadAccount(TEST_ACCOUNT)).toEqual(write.account)
  expect(await second.findByIntent(order.intent.intentId)).toEqual(order)
  expect(await second.executionsOf(order.clientOrderId)).toEqual([execution])
  expect((await second.pendingEntries(10)).map(({ headers }) => headers)).toEqual([testRecord(1).headers])
  await second.close()
})

test('the order of emission goes on after the store is opened again', async () => {
  const options = database.fresh()
  const id = strategyId('test-strategy')
  const snapshot = { strategyId: id, generation: 1, configHash: 'a', state: '{}', positions: [] }
  for (const n of [5, 4]) {
    const store = await openStrategyStore(options)
    await store.commit([{ snapshot, intents: [buildIntent(n)], outbox: [] }])
    await store.close()
  }
  const store = await openStrategyStore(options)
  expect((await store.load(id))?.unanswered).toEqual([buildIntent(5), buildIntent(4)])
  await store.close()
})

test('control state and answers are there after the store is opened again', async () => {
  const options = database.fresh()
  const state = buildAccountControl({ status: 'HALTED', haltEpoch: 7 })
  const answer = buildAnswer(1, state)
  const first = await openRiskStore(options)
  await first.commit({ state, answer, outbox: [] })
  await first.close()
  const second = await openRiskStore(options)
  expect(await second.load(TEST_ACCOUNT)).toEqual(state)
  expect(await second.findAnswer(answer.commandId)).toEqual(answer)
  await second.close()
})

test('a paper journal keeps the order of writing, also after opening again, until it is replaced', async () => {
  const options = database.fresh()
  const first = await openPaperJournal(options)
  await first.append(['b', 'a'])
  await first.close()
  const second = await openPaperJournal(options)
  await second.append(['c'])
  expect(await second.load()).toEqual(['b', 'a', 'c'])
  await second.replace(['x'])
  await second.append(['y'])
  expect(await second.load()).toEqual(['x', 'y'])
  const broken = Symbol('no text') as unknown as string
  await expect(second.append(['z', broken])).rejects.toThrow()
  expect(await second.load()).toEqual(['x', 'y'])
  await second.close()
})
