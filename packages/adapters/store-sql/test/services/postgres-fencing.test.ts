/** Two processes with one store: only the last that has opened it writes, and only while it holds its lease. */
import { FencedWriter } from '@oasis/ports'
import { buildOrder, TEST_ACCOUNT, testRecord, writeAt } from '@oasis/testkit'
import { expect, test } from 'vitest'
import { createPostgresLeases, openOrderStore, openRiskStore } from '../../src/index.ts'
import { startFaultProxy } from './fault-proxy.ts'
import { useTestDatabase } from './test-database.ts'

const database = useTestDatabase()
const TIMES = { ttlMs: 1_500, graceMs: 300, signal: new AbortController().signal }
const SCHEMA = 'leases_of_fencing'

const orderOf = (n: number) => writeAt(n - 1, { orders: [buildOrder(n)], outbox: [testRecord(n)] })

async function storedOrders(schema: string): Promise<number> {
  const [row] = await database.query(`SELECT count(*)::int AS count FROM ${schema}.orders`)
  return Number(row?.count)
}

test('whoever opens a store takes it over: what was there before writes nothing more, and is told', async () => {
  const fatal: unknown[] = []
  const options = database.fresh()
  const first = await openOrderStore({ ...options, onFatal: (error) => fatal.push(error) })
  await first.loadAccount(TEST_ACCOUNT)
  await first.commit(orderOf(1))
  const second = await openOrderStore(options)
  await expect(first.commit(orderOf(2))).rejects.toBeInstanceOf(FencedWriter)
  expect(fatal).toEqual([expect.objectContaining({ code: 'OTS_WRITER_FENCED' })])
  await second.commit(orderOf(2))
  await expect(first.commit(orderOf(3))).rejects.toBeInstanceOf(FencedWriter)
  expect(await storedOrders(options.schema)).toBe(2)
  await first.close()
  await second.close()
})

test('a store under a lease is written while it is held, and not from the moment that it is not', async () => {
  const leases = createPostgresLeases({ url: database.url, schema: SCHEMA })
  const lease = await leases.acquire('held', TIMES)
  const options = database.fresh({ lease, leaseSchema: SCHEMA })
  const store = await openOrderStore(options)
  await store.loadAccount(TEST_ACCOUNT)
  await store.commit(orderOf(1))
  // By the server's clock alone: its holder does not know it yet.
  await database.query(`UPDATE ${SCHEMA}.leases SET expires_at = clock_timestamp() - interval '1 ms'`)
  await expect(store.commit(orderOf(2))).rejects.toBeInstanceOf(FencedWriter)
  expect(await storedOrders(options.schema)).toBe(1)
  await lease.release()
  await expect(openOrderStore(options)).rejects.toMatchObject({ code: 'OTS_WRITER_FENCED' })
  await store.close()
  await leases.close()
})

test('a store of another kind is told by the code', async () => {
  const leases = createPostgresLeases({ url: database.url, schema: SCHEMA })
  const lease = await leases.acquire('risk', TIMES)
  const store = await openRiskStore(database.fresh({ lease, leaseSchema: SCHEMA }))
  await lease.release()
  await expect(store.markPublished(1)).resolves.toBeUndefined()
  await expect(store.close()).rejects.toMatchObject({ code: 'OTS_WRITER_FENCED' })
  await leases.close()
})

test('a transaction of the old holder that was held up in the middle never commits after the new one has begun', async () => {
  const proxy = await startFaultProxy(database.url)
  const [theirs, ours] = [proxy.url, database.url].map((url) => createPostgresLeases({ url, schema: SCHEMA }))
  const lease = await theirs?.acquire('taken-over', TIMES)
  if (lease === undefined || ours === undefined) throw new Error('no lease')
  const options = database.fresh({ leaseSchema: SCHEMA })
  const old = await openOrderStore({ ...options, lease, url: proxy.url, writeDeadlineMs: 20_000 })
  await old.loadAccount(TEST_ACCOUNT)
  await old.commit(orderOf(1))
  // The lease's row and the writer's are locked by it, and its end does not come: as if the process had been stopped.
  proxy.holdAfterSent(500)
  const late = old.commit(orderOf(2)).then(
    () => 'written',
    (error) => error,
  )
  const locks = `SELECT count(*)::int AS count FROM pg_stat_activity
    WHERE application_name = 'ots ${options.schema} writer' AND xact_start IS NOT NULL`
  await expect.poll(async () => (await database.query(locks))[0]?.count).toBe(1)
  const next = await ours.acquire('taken-over', TIMES)
  // Nothing of it is under way any more even before the store is opened.
  expect((await database.query(locks))[0]?.count).toBe(0)
  const store = await openOrderStore({ ...options, lease: next })
  expect((await store.loadAccount(TEST_ACCOUNT)).accountSeq).toBe(1)
  proxy.flow()
  expect(await late).toBeInstanceOf(FencedWriter)
  expect(lease.lapsed()).toBeDefined()
  expect(await storedOrders(options.schema)).toBe(1)
  await store.commit(orderOf(2))
  expect(await storedOrders(options.schema)).toBe(2)
  await Promise.all([old.close(), store.close()])
  await Promise.all([theirs?.close(), ours.close()])
  await proxy.close()
})
