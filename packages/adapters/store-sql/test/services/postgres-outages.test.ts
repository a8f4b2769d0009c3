/** The database restarts, stands still, takes no writes, has no connection left: what is told, and that nothing hangs. */
import { TransientError } from '@oasis/runtime'
import { buildOrder, TEST_ACCOUNT, testRecord, writeAt } from '@oasis/testkit'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Postgres, startPostgres } from '../../../../../tools/services/src/index.ts'
import { openOrderHistory, openOrderStore } from '../../src/index.ts'
import { startFaultProxy } from './fault-proxy.ts'
import { useTestDatabase } from './test-database.ts'

const database = useTestDatabase()
const writeOf = (n: number) => writeAt(n - 1, { orders: [buildOrder(n)], outbox: [testRecord(n)] })

let own: Postgres
beforeAll(async () => {
  own = await startPostgres()
})
afterAll(() => own.stop())

test('a server that is killed and comes back is written to as if nothing had been', async () => {
  const store = await openOrderStore({ url: own.url, schema: 'killed', writeDeadlineMs: 30_000 })
  await store.loadAccount(TEST_ACCOUNT)
  await store.commit(writeOf(1))
  await own.kill()
  const commit = store.commit(writeOf(2))
  const read = store.findByIntent(buildOrder(1).intent.intentId)
  await expect(read).rejects.toBeInstanceOf(TransientError)
  await own.restart()
  await commit
  expect(await store.findByIntent(buildOrder(2).intent.intentId)).toEqual(buildOrder(2))
  await store.close()
})

test('a server that stands still is given up: in doubt after a write, passing for a read', async () => {
  const times = { statementTimeoutMs: 400, connectTimeoutMs: 400, writeDeadlineMs: 500 }
  const store = await openOrderStore({ url: own.url, schema: 'still', ...times })
  await store.loadAccount(TEST_ACCOUNT)
  own.pause()
  const read = store.findByIntent(buildOrder(1).intent.intentId)
  const commit = store.commit(writeOf(1))
  await expect(commit).rejects.toMatchObject({ code: 'OTS_WRITE_IN_DOUBT' })
  await expect(read).rejects.toBeInstanceOf(TransientError)
  own.resume()
  await store.close()
  // What it had been sent it does when it goes on, unless it sees that nobody waits: the next one to open the store knows.
  const next = await openOrderStore({ url: own.url, schema: 'still' })
  const { accountSeq } = await next.loadAccount(TEST_ACCOUNT)
  expect(await next.listOrders({ limit: 10 })).toHaveLength(accountSeq)
  await next.close()
})

test('a database that is set read-only refuses writes until it is not, and is read all the while', async () => {
  const options = database.fresh()
  const store = await openOrderStore(options)
  await store.loadAccount(TEST_ACCOUNT)
  await store.commit(writeOf(1))
  const setReadOnly = async (on: boolean) => {
    await database.query(`ALTER DATABASE ${database.name} SET default_transaction_read_only = ${on}`)
    await database.endSessions()
  }
  await setReadOnly(true)
  const impatient = await openOrderHistory(options)
  expect((await impatient.loadAccount(TEST_ACCOUNT)).accountSeq).toBe(1)
  const refusing = openOrderStore({ ...options, openTimeoutMs: 300 })
  await expect(refusing).rejects.toMatchObject({ code: 'OTS_DATABASE_READ_ONLY' })
  const commit = store.commit(writeOf(2))
  setTimeout(() => void setReadOnly(false), 1_000)
  await commit
  expect((await store.loadAccount(TEST_ACCOUNT)).accountSeq).toBe(2)
  await store.close()
  await impatient.close()
})

test('a write that finds the database read-only for its whole time is refused as such', async () => {
  const options = database.fresh({ writeDeadlineMs: 400 })
  const store = await openOrderStore(options)
  await store.loadAccount(TEST_ACCOUNT)
  // As on a standby: for the session that writes, and for those that come.
  await database.query(`ALTER ROLE ${database.name} SET default_transaction_read_only = on`)
  await database.endSessions()
  await expect(store.commit(writeOf(1))).rejects.toMatchObject({ code: 'OTS_DATABASE_READ_ONLY' })
  await database.query(`ALTER ROLE ${database.name} RESET default_transaction_read_only`)
  await database.endSessions()
  await store.commit(writeOf(1))
  expect((await store.loadAccount(TEST_ACCOUNT)).accountSeq).toBe(1)
  await store.close()
})

test('without a connection left nothing is written and nothing hangs; with one again it goes on', async () => {
  const options = database.fresh({ writeDeadlineMs: 400 })
  const store = await openOrderStore(options)
  await store.loadAccount(TEST_ACCOUNT)
  await database.query(`ALTER ROLE ${database.name} CONNECTION LIMIT 0`)
  await database.endSessions()
  const full = { code: 'OTS_DATABASE_UNAVAILABLE', hint: expect.stringContaining('connections') }
  await expect(store.commit(writeOf(1))).rejects.toMatchObject(full)
  await expect(store.openOrders(TEST_ACCOUNT)).rejects.toBeInstanceOf(TransientError)
  await expect(openOrderStore({ ...options, openTimeoutMs: 1 })).rejects.toMatchObject(full)
  await database.query(`ALTER ROLE ${database.name} CONNECTION LIMIT -1`)
  await store.commit(writeOf(1))
  expect(await store.openOrders(TEST_ACCOUNT)).toEqual([buildOrder(1)])
  await store.close()
})

test('a lock that another holds ends the waiting, and the write is done when it is free', async () => {
  const options = database.fresh({ lockTimeoutMs: 200, writeDeadlineMs: 600 })
  const store = await openOrderStore(options)
  await store.loadAccount(TEST_ACCOUNT)
  const other = new Client(database.url)
  await other.connect()
  await other.query('BEGIN')
  await other.query(`LOCK TABLE ${options.schema}.orders IN EXCLUSIVE MODE`)
  await expect(store.commit(writeOf(1))).rejects.toMatchObject({ code: 'OTS_DATABASE_UNAVAILABLE' })
  const patient = store.commit(writeOf(1))
  await other.query('COMMIT')
  await patient
  await other.end()
  expect(await store.openOrders(TEST_ACCOUNT)).toEqual([buildOrder(1)])
  await store.close()
})

test('a line that goes dead in the middle of everything is given up, and found again', async () => {
  const proxy = await startFaultProxy(database.url)
  const options = database.fresh({ url: proxy.url, statementTimeoutMs: 300, connectTimeoutMs: 500 })
  const store = await openOrderStore(options)
  await store.loadAccount(TEST_ACCOUNT)
  proxy.hold()
  const commit = store.commit(writeOf(1))
  await expect(store.openOrders(TEST_ACCOUNT)).rejects.toBeInstanceOf(TransientError)
  proxy.cut()
  proxy.flow()
  await commit
  expect(await store.openOrders(TEST_ACCOUNT)).toEqual([buildOrder(1)])
  await store.close()
  await proxy.close()
})
