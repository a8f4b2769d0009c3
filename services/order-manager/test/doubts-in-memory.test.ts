/** What becomes of doubts about orders while something else happens to the orders they are about. */
import { addMillis, type ClientOrderId, createOrder, type Order, type UnixNanos } from '@oasis/domain'
import type { Logger } from '@oasis/ports'
import { createVirtualScheduler } from '@oasis/runtime'
import { buildIntent, TEST_TIME } from '@oasis/testkit'
import { expect, test } from 'vitest'
import type { AccountWriter } from '../src/account-writer.ts'
import { entryOf } from '../src/core/book-fill.ts'
import { unchanged } from '../src/core/order-entry.ts'
import { DoubtResolution } from '../src/doubt-resolution.ts'
import type { VenueLooks } from '../src/venue-looks.ts'
import { idOf } from './fixture.ts'

const RULES = { absentScans: 3, absentAfterMs: 30_000, reviewAfterMs: 55_000 }

const order = (n: number, state: Order['state'], createdAt = TEST_TIME): Order => ({
  ...createOrder(buildIntent(n), idOf(n), createdAt),
  state,
})

/** A venue that answers all the time, and a store that writes what it is told unless it is `down`. */
function resolving() {
  const scheduler = createVirtualScheduler({ startAt: TEST_TIME })
  const orders = new Map<ClientOrderId, Order>()
  const alerts: string[] = []
  const written: (readonly ClientOrderId[])[] = []
  const disk = { down: false, onRead: (_: ClientOrderId) => {} }
  const find = async (id: ClientOrderId) => {
    disk.onRead(id)
    const found = orders.get(id)
    return found && entryOf(found, [])
  }
  const writer = {
    run: <T>(task: () => Promise<T>) => task(),
    find,
    get: async (id: ClientOrderId) => (await find(id)) ?? Promise.reject(new Error(`no order ${id}`)),
    commit: async ({ doubts }: Parameters<AccountWriter['commit']>[0]) => {
      if (disk.down) throw new Error('the disk is full')
      written.push((doubts ?? []).map(({ clientOrderId }) => clientOrderId))
    },
    recordAll: async (changes: Parameters<AccountWriter['recordAll']>[0]) => {
      for (const { entry } of changes) orders.set(entry.order.clientOrderId, entry.order)
    },
  }
  const tell = (_: unknown, message: string) => void alerts.push(message)
  const logger: Logger = { debug: tell, info: tell, warn: tell, error: tell, child: () => logger }
  const looks = {
    get reached() {
      return scheduler.now() - TEST_TIME
    },
    away: false,
    answered: true,
  }
  // Of both it uses nothing else.
  const ports = { writer: writer as unknown as AccountWriter, looks: looks as VenueLooks, scheduler, logger }
  const doubts = new DoubtResolution({ ...ports, rules: RULES })
  const put = (each: Order) => {
    orders.set(each.clientOrderId, each)
    doubts.note(unchanged(entryOf(each, [])))
  }
  const wait = (ms: number) => scheduler.runUntil(addMillis(scheduler.now(), ms))
  return { scheduler, doubts, orders, alerts, written, disk, put, wait }
}

test('a person is asked about each when its own minute is over', async () => {
  const { doubts, orders, put, wait } = resolving()
  doubts.resume([], [])
  put(order(1, 'UNKNOWN'))
  await wait(30_000)
  put(order(2, 'UNKNOWN'))
  await wait(26_000)
  expect([orders.get(idOf(1))?.state, orders.get(idOf(2))?.state]).toEqual(['REVIEW', 'UNKNOWN'])
  await wait(30_000)
  expect(orders.get(idOf(2))?.state).toBe('REVIEW')
})

test('the next look is due when the first of them can have been looked for long enough, whichever began first', async () => {
  const { scheduler, doubts, put } = resolving()
  doubts.resume([], [])
  expect(doubts.scansDueAt).toBeUndefined()
  const at = (ms: number): UnixNanos => addMillis(TEST_TIME, ms)
  for (const [n, ms] of [
    [1, 2_000],
    [2, 1_000],
    [3, 3_000],
  ] as const) {
    put(order(n, 'UNKNOWN'))
    doubts.scanned([idOf(n)], at(ms))
  }
  expect(doubts.scansDueAt).toBe(at(31_000))
  await scheduler.runUntil(at(31_500))
  expect(doubts.scansDueAt).toBe(at(32_000))
})

test('a doubt about fills that ends while it is written down stays ended', async () => {
  const { doubts, orders, disk, wait } = resolving()
  doubts.resume([], [])
  const lacking = order(1, 'OPEN')
  orders.set(lacking.clientOrderId, lacking)
  doubts.lacking([lacking])
  disk.onRead = () => doubts.lacking([])
  await wait(10_000)
  expect(doubts.any).toBe(false)
})

test('nothing is charged before it is known what earlier processes were', async () => {
  const { doubts, written, put } = resolving()
  put(order(1, 'UNKNOWN'))
  await doubts.tend()
  expect(written).toEqual([])
  doubts.resume([], [])
  await doubts.tend()
  expect(written).toEqual([[idOf(1)]])
})

test('what cannot be written of them is told', async () => {
  const { doubts, alerts, disk, put, wait } = resolving()
  doubts.resume([], [])
  put(order(1, 'UNKNOWN'))
  await wait(300)
  expect(alerts).toEqual([])
  disk.down = true
  await wait(10_000)
  expect(alerts).toEqual(['orders in doubt could not be put to review'])
  await doubts.stop()
  expect(alerts.at(-1)).toBe('orders in doubt stay charged for more than has passed')
})
