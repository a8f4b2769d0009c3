/** Tables that are made by several at once, tables of another version, and readers beside the one that writes. */
import { FencedWriter } from '@oasis/ports'
import { buildExecution, buildOrder, TEST_ACCOUNT, writeAt } from '@oasis/testkit'
import { expect, test } from 'vitest'
import { openOrderHistory, openOrderStore, openRiskStore, openStrategyStore } from '../../src/index.ts'
import { startFaultProxy } from './fault-proxy.ts'
import { useTestDatabase } from './test-database.ts'

const database = useTestDatabase()

test('processes that start at once make the tables once, and one of them writes', async () => {
  const options = database.fresh()
  const stores = await Promise.all(Array.from({ length: 6 }, () => openOrderStore(options)))
  const loaded = await Promise.allSettled(stores.map((store) => store.loadAccount(TEST_ACCOUNT)))
  expect(loaded.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const applied = await database.query(`SELECT name FROM ${options.schema}.kysely_migration ORDER BY name`)
  expect(applied.map(({ name }) => name)).toEqual([
    '0000-store-writer',
    '0001-orders',
    '0002-paper-resets',
    '0003-unsettled',
    '0004-adjusted-executions',
  ])
  await Promise.all(stores.map((store) => store.close()))
})

test('stores of one database do not see each other', async () => {
  const stores = [database.fresh(), database.fresh()].map((options) => openOrderStore(options))
  const [one, other] = await Promise.all(stores)
  await one?.loadAccount(TEST_ACCOUNT)
  await one?.commit(writeAt(0, { orders: [buildOrder(1)] }))
  expect((await other?.loadAccount(TEST_ACCOUNT))?.accountSeq).toBe(0)
  await one?.commit(writeAt(1))
  await Promise.all([one?.close(), other?.close()])
})

test('tables that newer code has changed are refused, by who writes and by who reads', async () => {
  const options = database.fresh()
  await (await openOrderStore(options)).close()
  const future = `INSERT INTO ${options.schema}.kysely_migration VALUES ('0099-from-the-future', now()::text)`
  await database.query(future)
  const refused = {
    code: 'OTS_SCHEMA_UNKNOWN',
    message: expect.stringContaining('0099-from-the-future'),
    hint: expect.stringContaining('newer version'),
  }
  await expect(openOrderStore(options)).rejects.toMatchObject(refused)
  await expect(openOrderHistory(options)).rejects.toMatchObject(refused)
})

test('tables of another store are refused: it was given the wrong schema', async () => {
  const options = database.fresh()
  await (await openRiskStore(options)).close()
  await expect(openStrategyStore(options)).rejects.toMatchObject({ code: 'OTS_SCHEMA_UNKNOWN' })
})

test('a reader waits for the tables, sees what is committed, and changes nothing', async () => {
  const options = database.fresh()
  const early = openOrderHistory({ ...options, openTimeoutMs: 300 })
  await expect(early).rejects.toMatchObject({
    code: 'OTS_SCHEMA_UNKNOWN',
    hint: expect.stringContaining('start it'),
  })
  const waiting = openOrderHistory(options)
  const store = await openOrderStore(options)
  const history = await waiting
  expect((await history.loadAccount(TEST_ACCOUNT)).accountSeq).toBe(0)
  expect(await database.query(`SELECT * FROM ${options.schema}.accounts`)).toEqual([])
  await store.loadAccount(TEST_ACCOUNT)
  const order = buildOrder(1)
  const execution = buildExecution(order, 1)
  await store.commit(writeAt(0, { orders: [order], executions: [{ accountSeq: 1, execution }] }))
  expect((await history.loadAccount(TEST_ACCOUNT)).accountSeq).toBe(1)
  expect(await Array.fromAsync(history.allExecutions(TEST_ACCOUNT))).toEqual([execution])
  expect(await history.listOrders({ limit: 5 })).toEqual([order])
  expect(await history.executionsOf(order.clientOrderId)).toEqual([execution])
  await store.commit(writeAt(1))
  await history.close()
  await store.close()
})

test('a database that is not there yet is waited for, one that lets nobody in is not', async () => {
  const proxy = await startFaultProxy(database.url)
  proxy.refuse(true)
  const options = database.fresh({ url: proxy.url })
  await expect(openOrderStore({ ...options, openTimeoutMs: 300 })).rejects.toMatchObject({
    code: 'OTS_DATABASE_UNAVAILABLE',
  })
  setTimeout(() => proxy.refuse(false), 700)
  await (await openOrderStore(options)).close()
  await proxy.close()
  const wrong = { username: 'nobody-of-that-name' }
  const url = Object.assign(new URL(database.url), wrong).href
  await expect(openOrderStore({ ...options, url })).rejects.toMatchObject({ code: 'OTS_DATABASE_REFUSED' })
  const missing = Object.assign(new URL(database.url), { pathname: '/no-such-database' }).href
  await expect(openOrderStore({ ...options, url: missing })).rejects.toMatchObject({
    code: 'OTS_DATABASE_REFUSED',
  })
})

test('neither an address nor a schema that cannot be one is tried, and no password is told', async () => {
  for (const url of ['nonsense', 'http://a/b', 'postgres//x']) {
    await expect(openOrderStore({ url, schema: 'a' })).rejects.toMatchObject({ code: 'OTS_CONFIG_INVALID' })
  }
  await expect(openOrderStore(database.fresh({ schema: 'x; DROP' }))).rejects.toMatchObject({
    code: 'OTS_CONFIG_INVALID',
  })
  const url = 'postgres://somebody:very-secret@127.0.0.1:1/db'
  const refused = await openOrderStore({ url, schema: 'a', openTimeoutMs: 1 }).catch((error) => error)
  expect(refused.code).toBe('OTS_DATABASE_UNAVAILABLE')
  expect(`${refused.message} ${refused.hint} ${JSON.stringify(refused)} ${refused.stack}`).not.toContain(
    'very-secret',
  )
})

test('whoever wrote before finds that another has opened the store even while nothing was written', async () => {
  const options = database.fresh()
  const first = await openOrderStore(options)
  await first.loadAccount(TEST_ACCOUNT)
  const second = await openOrderStore(options)
  await expect(first.commit(writeAt(0))).rejects.toBeInstanceOf(FencedWriter)
  await Promise.all([first.close(), second.close()])
})
