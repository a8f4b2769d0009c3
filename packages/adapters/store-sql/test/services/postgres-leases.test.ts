import { type LeaseClient, leasesConformance } from '@oasis/testkit'
import { expect, test } from 'vitest'
import { createLeaseBoard, createPostgresLeases } from '../../src/index.ts'
import { startFaultProxy } from './fault-proxy.ts'
import { useTestDatabase } from './test-database.ts'

const database = useTestDatabase()

leasesConformance('PostgreSQL', async () => {
  const { schema } = database.fresh()
  const open: { close(): Promise<void> }[] = []
  return {
    connect: async (): Promise<LeaseClient> => {
      const proxy = await startFaultProxy(database.url)
      open.push(proxy)
      return { leases: createPostgresLeases({ url: proxy.url, schema }), cutOff: () => proxy.hold() }
    },
    close: async () => {
      for (const each of open) await each.close()
    },
  }
})

const times = { ttlMs: 1_500, graceMs: 600, signal: new AbortController().signal }

test('whatever the clock of the server does, a holder that renews keeps the lease from others', async () => {
  const { schema } = database.fresh()
  const [ours, theirs] = [0, 1].map(() => createPostgresLeases({ url: database.url, schema }))
  const lease = await ours?.acquire('leader', times)
  let taken = false
  const waiting = theirs?.acquire('leader', times).then((other) => {
    taken = true
    return other
  })
  // To who waits it looks as if the server's clock had jumped an hour ahead, again and again.
  for (const end = performance.now() + 3_000; performance.now() < end; ) {
    await database.query(`UPDATE ${schema}.leases SET expires_at = clock_timestamp() - interval '1 hour'`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  expect(taken).toBe(false)
  expect(lease?.lapsed()).toBeUndefined()
  // And an hour behind: the one that waits does not wait that long for a holder that is gone.
  await database.query(
    `UPDATE ${schema}.leases SET holder = 'gone', expires_at = clock_timestamp() + interval '1 hour'`,
  )
  expect(await lease?.lost).toBe('another has taken it over')
  expect((await waiting)?.epoch).toBe((lease?.epoch ?? 0) + 1)
  await Promise.all([ours?.close(), theirs?.close()])
})

test('a lease whose answer was lost is still the one that was taken', async () => {
  const { schema } = database.fresh()
  const proxy = await startFaultProxy(database.url)
  const leases = createPostgresLeases({ url: proxy.url, schema })
  const first = await leases.acquire('leader', times)
  await first.release()
  const waiting = leases.acquire('leader', times)
  // Somewhere in the answers to the look and the taking.
  setTimeout(() => proxy.cutAfterAnswered(400), 5)
  const second = await waiting
  expect(second.lapsed()).toBeUndefined()
  expect(await database.query(`SELECT epoch::int, holder IS NOT NULL AS held FROM ${schema}.leases`)).toEqual(
    [{ epoch: second.epoch, held: true }],
  )
  await leases.close()
  await proxy.close()
})

test('a page sees who holds what, and nothing where nobody ever asked', async () => {
  const { schema } = database.fresh()
  const board = createLeaseBoard({ url: database.url, schema })
  expect(await board.held('')).toEqual([])
  const leases = createPostgresLeases({ url: database.url, schema, holder: 'host-7' })
  const lease = await leases.acquire('strategy/a', times)
  await leases.acquire('order-manager/x', times)
  expect(await board.held('strategy/')).toEqual([
    { name: 'strategy/a', holder: 'host-7', epoch: lease.epoch },
  ])
  await leases.close()
  expect(await board.held('')).toEqual([])
  await board.close()
})

test('a database that lets nobody in ends the waiting, one that is away does not', async () => {
  const wrong = Object.assign(new URL(database.url), { username: 'nobody-of-that-name' }).href
  const leases = createPostgresLeases({ url: wrong })
  await expect(leases.acquire('leader', times)).rejects.toMatchObject({ code: 'OTS_DATABASE_REFUSED' })
  const proxy = await startFaultProxy(database.url)
  proxy.refuse(true)
  const patient = createPostgresLeases({ url: proxy.url, schema: database.fresh().schema })
  const waiting = patient.acquire('leader', times)
  setTimeout(() => proxy.refuse(false), 1_000)
  expect((await waiting).lapsed()).toBeUndefined()
  await patient.close()
  await proxy.close()
})
