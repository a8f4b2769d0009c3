/** What is kept in memory of what the store has: bounded, and never another answer than the store's. */
import {
  type ClientOrderId,
  clientOrderIdOf,
  createOrder,
  currency,
  executionId,
  type Order,
  type UnixNanos,
} from '@oasis/domain'
import { type AccountRow, NO_CRASH_POINTS, type OrderStore, type VenueExecution } from '@oasis/ports'
import { createSilentLogger, createVirtualScheduler } from '@oasis/runtime'
import { buildIntent, TEST_ACCOUNT, TEST_TIME } from '@oasis/testkit'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AccountWriter } from '../src/account-writer.ts'
import { entryOf } from '../src/core/book-fill.ts'

import { OrderCache } from '../src/order-cache.ts'
import { VenueEvidence } from '../src/venue-evidence.ts'
import type { VenueLooks } from '../src/venue-looks.ts'
import { createWorld, idOf, place, startDesk } from './fixture.ts'

const currenciesOf = () => ({ base: currency('BTC'), quote: currency('USD') })
const at = (ms: number): UnixNanos => (TEST_TIME + BigInt(ms) * 1_000_000n) as UnixNanos

const canceled = (n: number, createdAt = TEST_TIME): Order => {
  const intent = buildIntent(n)
  return { ...createOrder(intent, clientOrderIdOf(intent.intentId), createdAt), state: 'CANCELED' }
}

/** Orders that were written down, by a store that says what it was asked for. */
function storeOf(orders: readonly Order[]) {
  const read: ClientOrderId[] = []
  const newest = orders.toSorted((a, b) =>
    a.createdAt === b.createdAt ? 0 : a.createdAt < b.createdAt ? 1 : -1,
  )
  const store: Partial<OrderStore> = {
    allAdjustments: async function* () {},
    allExecutions: async function* () {},
    openOrders: async () => [],
    executionsOf: async () => [],
    findByClientOrderId: async (id) => {
      read.push(id)
      return orders.find(({ clientOrderId }) => clientOrderId === id)
    },
    listOrders: async ({ limit, before }) => {
      const from = before
        ? newest.findIndex(({ clientOrderId }) => clientOrderId === before.clientOrderId) + 1
        : 0
      return newest.slice(from, from + limit)
    },
  }
  // What is not here is not asked for.
  return { store: store as OrderStore, read }
}

function writerOf(store: OrderStore, account: Partial<AccountRow> = {}): Promise<AccountWriter> {
  const row = {
    accountId: TEST_ACCOUNT,
    accountSeq: 0,
    resetSeq: 0,
    riskEpoch: 0,
    haltEpoch: 0,
    halted: false,
    executionsSince: 0n as UnixNanos,
    ...account,
  }
  return AccountWriter.open(row, {
    store,
    scheduler: createVirtualScheduler({ startAt: at(60_000) }),
    crashPoints: NO_CRASH_POINTS,
    currenciesOf,
    onCommitted: () => {},
    onRecorded: () => {},
    onFatal: (error) => {
      throw error
    },
  })
}

describe('orders in memory', () => {
  test('are the last thousand that have ended: older ones are read again, and are the same', async () => {
    const orders = Array.from({ length: 1_002 }, (_, n) => canceled(n))
    const { store, read } = storeOf(orders)
    const cache = new OrderCache(store)
    for (const order of orders) cache.put(entryOf(order, []))
    const ids = orders.map(({ clientOrderId }) => clientOrderId)
    for (const [n, id] of ids.entries()) expect((await cache.find(id))?.order).toEqual(orders[n])
    expect(read).toEqual(ids.slice(0, 2))
  })

  test('property: what was looked up before is what looking now would tell, whatever was put meanwhile', async () => {
    const step = fc.record({ n: fc.nat(3), others: fc.constantFrom(0, 1, 2, 500, 999, 1_000, 1_001) })
    await fc.assert(
      fc.asyncProperty(fc.nat(3), fc.array(step, { maxLength: 4 }), async (wanted, meanwhile) => {
        const orders: Order[] = []
        const { store } = storeOf(orders)
        const cache = new OrderCache(store)
        const write = (n: number): void => {
          const order = canceled(n)
          if (!orders.some(({ clientOrderId }) => clientOrderId === order.clientOrderId)) orders.push(order)
          cache.put(entryOf(order, []))
        }
        const ahead = await cache.lookUp(idOf(wanted))
        let unrelated = 10
        for (const { n, others } of meanwhile) {
          write(n)
          for (let i = 0; i < others; i++) write(unrelated++)
        }
        const [told, now] = [await cache.find(idOf(wanted), ahead), await cache.find(idOf(wanted))]
        expect(told?.order).toEqual(now?.order)
      }),
      { numRuns: 30 },
    )
  })

  test('are looked up once where the turn comes soon', async () => {
    const { store, read } = storeOf([])
    const cache = new OrderCache(store)
    const ahead = await cache.lookUp(idOf(1))
    expect(await cache.find(idOf(1), ahead)).toBeUndefined()
    expect(read).toEqual([idOf(1)])
  })

  test('that came to life again are kept whatever ends after them', async () => {
    const { store, read } = storeOf([])
    const cache = new OrderCache(store)
    const alive = canceled(0)
    cache.put(entryOf(alive, []))
    cache.put(entryOf({ ...alive, state: 'OPEN' }, []))
    for (let n = 1; n <= 1_001; n++) cache.put(entryOf(canceled(n), []))
    expect((await cache.find(alive.clientOrderId))?.order.state).toBe('OPEN')
    expect(read).toEqual([])
  })

  test('are those of the store alone: of one that was written down and is not there, nothing is made up', async () => {
    const writer = await writerOf(storeOf([]).store)
    expect(await writer.find(idOf(1))).toBeUndefined()
    await expect(writer.get(idOf(1))).rejects.toThrow(`the store has no order ${idOf(1)}`)
  })
})

test('property: however many orders have ended lately, those of the last minute are told, and no other', async () => {
  const spans = fc.array(fc.integer({ min: 0, max: 100_000 }), { maxLength: 450, size: 'max' })
  await fc.assert(
    fc.asyncProperty(spans, fc.nat(100_000), async (ages, windowMs) => {
      const orders = ages.map((ms, n) => canceled(n, at(60_000 - ms)))
      const writer = await writerOf(storeOf(orders).store)
      const told = await writer.finalWithin(windowMs)
      const recent = orders.filter(({ createdAt }) => createdAt >= at(60_000 - windowMs))
      expect(new Set(told)).toEqual(new Set(recent))
    }),
    {
      numRuns: 20,
      examples: [
        [Array.from({ length: 401 }, () => 10), 1_000],
        [Array.from({ length: 401 }, (_, n) => n), 250],
      ],
    },
  )
})

test('executions are asked for from the beginning of time on, not from before it, where nothing is known yet', async () => {
  const asked: UnixNanos[] = []
  const looks: Pick<VenueLooks, 'executionsSince'> = {
    executionsSince: async (since) => {
      asked.push(since)
      return []
    },
  }
  const evidenceOf = (writer: AccountWriter) =>
    new VenueEvidence({
      writer,
      venue: { traits: { lookupIsConclusive: true, submitIsIdempotent: true, goodTilDate: true } },
      // It looks at nothing else here.
      looks: looks as VenueLooks,
      scheduler: createVirtualScheduler({ startAt: TEST_TIME }),
      logger: createSilentLogger(),
      executionOverlapMs: 60_000,
    })
  await evidenceOf(await writerOf(storeOf([]).store)).fetchExecutions()
  await evidenceOf(await writerOf(storeOf([]).store, { executionsSince: at(60_000) })).fetchExecutions()
  expect(asked).toEqual([0n, at(0)])
})

test('of the executions that were booked the last twenty thousand are remembered, and older ones are looked at again', async () => {
  const { store, read } = storeOf([])
  const writer = await writerOf(store)
  const evidence = new VenueEvidence({
    writer,
    venue: { traits: { lookupIsConclusive: true, submitIsIdempotent: true, goodTilDate: true } },
    looks: {} as VenueLooks,
    scheduler: createVirtualScheduler({ startAt: TEST_TIME }),
    logger: createSilentLogger(),
    executionOverlapMs: 60_000,
  })
  const world = await createWorld()
  const desk = await startDesk(world)
  await place(world, desk)
  await world.pass()
  // Of an order that nobody knows, from before the account was opened: in its opening balances.
  const old: VenueExecution = { ...world.venue.fill(idOf(1), '0.1'), tsEvent: -1n as UnixNanos }
  const fills = Array.from({ length: 20_001 }, (_, n) => ({ ...old, executionId: executionId(`e${n}`) }))
  expect(await evidence.book(fills)).toEqual([])
  read.length = 0
  await evidence.book(fills.slice(1))
  expect(read).toEqual([])
  await evidence.book(fills.slice(0, 1))
  expect(read).toEqual([idOf(1)])
})
