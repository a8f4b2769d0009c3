/**
 * A connection that is lost at any moment of a commit: what the caller is told is what is stored. Cut to the byte, on the
 * way there and on the way back, and by the server itself at random moments.
 */

import type { OrderStore } from '@oasis/ports'
import { seededRandom } from '@oasis/runtime'
import {
  buildAccountControl,
  buildExecution,
  buildOrder,
  TEST_ACCOUNT,
  testRecord,
  writeAt,
} from '@oasis/testkit'
import { expect, test } from 'vitest'
import { openOrderStore, openRiskStore } from '../../src/index.ts'
import { startFaultProxy } from './fault-proxy.ts'
import { useTestDatabase } from './test-database.ts'

const database = useTestDatabase()

/** The nth transaction of an account that begins at zero. */
const writeOf = (n: number) => {
  const order = buildOrder(n)
  const executions = [{ accountSeq: n, execution: buildExecution(order, n) }]
  return writeAt(n - 1, { orders: [order], executions, outbox: [testRecord(n)] })
}

/** What a look from outside finds, as the numbers of the transactions that are there in whole. */
async function stored(schema: string): Promise<number[]> {
  const [account] = await database.query(`SELECT account_seq::int AS seq FROM ${schema}.accounts`)
  const executions = await database.query(
    `SELECT account_seq::int AS seq FROM ${schema}.executions ORDER BY account_seq`,
  )
  const [orders] = await database.query(`SELECT count(*)::int AS count FROM ${schema}.orders`)
  const [outbox] = await database.query(`SELECT count(*)::int AS count FROM ${schema}.outbox`)
  const seqs = executions.map(({ seq }) => Number(seq))
  expect([orders?.count, outbox?.count]).toEqual([seqs.length, seqs.length])
  expect(account?.seq).toBe(seqs.at(-1) ?? 0)
  return seqs
}

/** Commits `writeOf(n)`, n counting on, while `harm` is done to each; returns how often it was said to be written. */
async function commitEach(
  store: OrderStore,
  schema: string,
  harms: readonly (() => void)[],
): Promise<{ written: number; refused: number }> {
  let n = (await stored(schema)).length + 1
  let refused = 0
  for (const harm of harms) {
    harm()
    const believed = await store.commit(writeOf(n)).then(
      () => true,
      (error) => {
        expect(error).toMatchObject({ code: 'OTS_DATABASE_UNAVAILABLE' })
        return false
      },
    )
    expect((await stored(schema)).length).toBe(believed ? n : n - 1)
    if (believed) n += 1
    else refused += 1
  }
  return { written: n - 1, refused }
}

/** Larger than what a transaction sends; the odd step meets every message of it somewhere. */
const SENT = 2_600
const ANSWERED = 300
const every = (step: number, upTo: number): number[] =>
  Array.from({ length: Math.ceil(upTo / step) }, (_, n) => n * step + 1)

test.each([
  ['is tried again until it is written, once', 10_000],
  ['is refused where it was not written', 1],
])('a commit whose connection is cut at any byte %s', async (_, writeDeadlineMs) => {
  const proxy = await startFaultProxy(database.url)
  const options = database.fresh({ url: proxy.url, writeDeadlineMs })
  const store = await openOrderStore(options)
  await store.loadAccount(TEST_ACCOUNT)
  const harms = [
    ...every(67, SENT).map((bytes) => () => proxy.cutAfterSent(bytes)),
    ...every(5, ANSWERED).map((bytes) => () => proxy.cutAfterAnswered(bytes)),
  ]
  const { written, refused } = await commitEach(store, options.schema, harms)
  if (writeDeadlineMs > 1) expect([written, refused]).toEqual([harms.length, 0])
  else {
    // Otherwise the cuts were all on one side of the commit.
    expect(written).toBeGreaterThan(10)
    expect(refused).toBeGreaterThan(10)
  }
  await store.close()
  await proxy.close()
})

test('a commit whose session the server ends at any moment is written once, or refused and not written', async () => {
  const random = seededRandom('terminate')
  for (const writeDeadlineMs of [10_000, 60]) {
    const options = database.fresh({ writeDeadlineMs })
    const store = await openOrderStore(options)
    await store.loadAccount(TEST_ACCOUNT)
    const writer = `ots ${options.schema} writer`
    const end = () =>
      void setTimeout(() => {
        const sql = 'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1'
        void database.query(sql, [writer])
      }, random() * 3)
    const { written, refused } = await commitEach(store, options.schema, Array(120).fill(end))
    expect(written).toBeGreaterThan(20)
    if (writeDeadlineMs > 1_000) expect(refused).toBe(0)
    await store.close()
  }
})

test('what cannot be found out is in doubt: nothing is written any more, and the process is told to end', async () => {
  const proxy = await startFaultProxy(database.url)
  const fatal: unknown[] = []
  const options = database.fresh({
    ...{ url: proxy.url, writeDeadlineMs: 300 },
    onFatal: (error) => fatal.push(error),
  })
  const store = await openOrderStore(options)
  await store.loadAccount(TEST_ACCOUNT)
  proxy.cutAfterAnswered(1)
  proxy.refuse(true)
  await expect(store.commit(writeOf(1))).rejects.toMatchObject({ code: 'OTS_WRITE_IN_DOUBT' })
  expect(await stored(options.schema)).toEqual([1])
  proxy.refuse(false)
  await expect(store.commit(writeOf(2))).rejects.toMatchObject({ code: 'OTS_WRITE_IN_DOUBT' })
  expect(await stored(options.schema)).toEqual([1])
  expect(fatal).toEqual([expect.objectContaining({ code: 'OTS_WRITE_IN_DOUBT' })])
  await store.close()
  const next = await openOrderStore({ ...options, url: database.url })
  expect((await next.loadAccount(TEST_ACCOUNT)).accountSeq).toBe(1)
  await next.close()
  await proxy.close()
})

test('a transaction that is still under way when its connection is lost never comes after the answer', async () => {
  const proxy = await startFaultProxy(database.url)
  const options = database.fresh({ url: proxy.url, statementTimeoutMs: 500 })
  const store = await openOrderStore(options)
  await store.loadAccount(TEST_ACCOUNT)
  await store.commit(writeOf(1))
  // The server has most of it, its first row is locked; the rest stays on its way for longer than anybody waits.
  proxy.holdAfterSent(400)
  const commit = store.commit(writeOf(2))
  await expect.poll(() => proxy.sent).toBeGreaterThan(400)
  setTimeout(() => proxy.flow(), 2_500)
  await commit
  expect(await stored(options.schema)).toEqual([1, 2])
  await store.commit(writeOf(3))
  expect(await stored(options.schema)).toEqual([1, 2, 3])
  await store.close()
  await proxy.close()
})

test('a transaction that arrives after its writer went on over another connection changes nothing', async () => {
  const proxy = await startFaultProxy(database.url)
  const options = database.fresh({ url: proxy.url, statementTimeoutMs: 300 })
  const store = await openRiskStore(options)
  await store.commit({ state: buildAccountControl({ version: 1 }), outbox: [] })
  proxy.holdAfterSent(1)
  await store.commit({ state: buildAccountControl({ version: 2 }), outbox: [] })
  await store.commit({ state: buildAccountControl({ version: 3 }), outbox: [] })
  const sessions = `SELECT count(*)::int AS count FROM pg_stat_activity
    WHERE application_name = 'ots ${options.schema} writer'`
  expect(await database.query(sessions)).toEqual([{ count: 2 }])
  proxy.flow()
  await expect.poll(() => database.query(sessions)).toEqual([{ count: 1 }])
  expect((await store.load(TEST_ACCOUNT))?.version).toBe(3)
  await store.close()
  await proxy.close()
})

test('a server that ends the session with an error after the commit is not taken at its word', async () => {
  const proxy = await startFaultProxy(database.url)
  const options = database.fresh({ url: proxy.url })
  const store = await openOrderStore(options)
  await store.loadAccount(TEST_ACCOUNT)
  // https://www.postgresql.org/docs/15/protocol-message-formats.html: ErrorResponse.
  const fields = Buffer.from('SFATAL\0C57P01\0Mterminating connection due to administrator command\0\0')
  const message = Buffer.concat([Buffer.from('E\0\0\0\0'), fields])
  message.writeInt32BE(fields.length + 4, 1)
  proxy.sayInstead(message)
  await store.commit(writeOf(1))
  expect(await stored(options.schema)).toEqual([1])
  await store.close()
  await proxy.close()
})

test('writes that were asked for together take effect in their order, and one that fails takes no other with it', async () => {
  const options = database.fresh()
  const store = await openOrderStore(options)
  await store.loadAccount(TEST_ACCOUNT)
  const twin = { ...writeOf(2), orders: [buildOrder(1)] }
  const all = await Promise.allSettled([writeOf(1), twin, writeOf(2), writeOf(3)].map((w) => store.commit(w)))
  expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled'])
  expect(await stored(options.schema)).toEqual([1, 2, 3])
  const entries = await store.pendingEntries(10)
  expect(entries.map(({ headers }) => headers['event-id'])).toEqual(['event-1', 'event-2', 'event-3'])
  await store.close()
})
