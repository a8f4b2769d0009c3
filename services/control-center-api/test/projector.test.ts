/** The read models are made of the topics: again from the beginning, over restarts, and where events are missing. */
import { orderService, topics } from '@oasis/contracts'
import { clientOrderIdOf, type Order, venueOrderId } from '@oasis/domain'
import type { ReadModelStore } from '@oasis/ports'
import { createNoMetrics, createRealScheduler, createSilentLogger } from '@oasis/runtime'
import { openReadModelStore } from '@oasis/store-sql'
import { buildOrder, TEST_ACCOUNT, testIntentId } from '@oasis/testkit'
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
import { ordersByRpc } from '../src/projections/order-source.ts'
import { Projector } from '../src/projections/projector.ts'
import { rebuildReadModels } from '../src/projections/rebuild-read-models.ts'
import { openWorld } from './api-world.ts'
import { type Owners, openOwners } from './owners.ts'
import { AccountHistory, at } from './read-models-world.ts'
import { until } from './until.ts'

let owners: Owners
let store: ReadModelStore
let history: AccountHistory
const shared = { scheduler: createRealScheduler(), logger: createSilentLogger(), metrics: createNoMetrics() }

beforeEach(async () => {
  owners = await openOwners()
  store = await openReadModelStore({ path: ':memory:', durability: 'process' })
  history = new AccountHistory(owners.bus)
})
afterEach(async () => {
  await store.close()
  await owners.close()
})

const ports = () => ({ bus: owners.bus, orders: ordersByRpc(owners.rpc), store, ...shared })

/** Everything that is on the topics now. */
async function catchUp(changes: Partial<ReadModelStore> = {}): Promise<Projector> {
  const projector = new Projector({ ...ports(), store: { ...store, ...changes } })
  await projector.start()
  await projector.caughtUp
  await projector.stop()
  return projector
}

const everything = async () => ({
  orders: (await store.listOrders({}, { limit: 100 })).map(({ value, fills }) => ({ value, fills })),
  denials: (await store.listDenials({}, { limit: 100 })).map(({ value }) => value),
  signals: (await store.listSignals({}, { limit: 100 })).map(({ value }) => value),
  // Seconds of that time are forgotten by now, at one write or the other.
  equity: (await store.load()).equity.filter(({ resolution }) => resolution !== '1s'),
  timeline: await store.history(clientOrderIdOf(testIntentId(1))),
})

async function live(): Promise<void> {
  await history.fill(1)
  await history.fill(2)
  await history.deny(3)
  await history.snapshot(0, '100')
  await history.snapshot(500, '99')
}

test('rebuilt from the topics they are what they were, under another name', async () => {
  await live()
  await catchUp()
  const before = await everything()
  const { epoch } = await store.load()
  const rebuilt = await rebuildReadModels({ ...ports(), ids: { uuid: () => 'another' } })
  expect(rebuilt.holes).toBe(0)
  expect(rebuilt.rows).toBeGreaterThan(10)
  expect(await everything()).toEqual(before)
  expect((await store.load()).epoch).not.toBe(epoch)
})

const ids = { uuid: () => 'another' }

test('a rebuild that is interrupted is gone on with, by the next one or by a start, to the same end', async () => {
  await live()
  await catchUp()
  const whole = await everything()
  const interrupted = async (allowed: number) => {
    const stop = new AbortController()
    let left = allowed
    const commit: ReadModelStore['commit'] = async (write) => {
      if (left-- <= 0) {
        stop.abort(new Error('interrupted'))
        throw new Error('interrupted')
      }
      await store.commit(write)
    }
    await expect(
      rebuildReadModels({ ...ports(), ids, store: { ...store, commit } }, { signal: stop.signal }),
    ).rejects.toThrow('interrupted')
  }
  for (const allowed of [0, 1, 2]) await interrupted(allowed)
  expect((await store.load()).isRebuilding).toBe(true)
  const { lastSeq } = await store.load()
  expect(lastSeq).toBeGreaterThan(0)
  const rebuilt = await rebuildReadModels({ ...ports(), ids })
  expect(rebuilt.resumed).toBe(true)
  expect(await everything()).toEqual(whole)
  expect((await store.load()).isRebuilding).toBe(false)

  await interrupted(1)
  await catchUp()
  await until('it to be done', async () => !(await store.load()).isRebuilding || undefined)
  expect(await everything()).toEqual(whole)
  expect((await rebuildReadModels({ ...ports(), ids })).resumed).toBe(false)
})

test('a rebuild from topics that have dropped events is refused, and forgets them only when that is wanted', async () => {
  await live()
  await catchUp()
  const before = await everything()
  // A log that begins later: another bus with what comes after.
  const { bus, close } = await openOwners()
  onTestFinished(close)
  const later = new AccountHistory(bus)
  later.accountSeq = history.accountSeq
  await later.fill(9)
  const orders = { openOrders: async () => [], findByClientOrderId: async () => undefined }
  const shortened = { ...ports(), ids, bus, orders }
  await expect(rebuildReadModels(shortened)).rejects.toMatchObject({ code: 'OTS_HISTORY_INCOMPLETE' })
  expect(await everything()).toEqual(before)
  const rebuilt = await rebuildReadModels(shortened, { forget: true })
  expect(rebuilt.holes).toBe(1)
  expect((await store.listOrders({}, { limit: 10 })).map(({ value }) => value.state)).toEqual(['FILLED'])
  // What is lost is lost: nothing more would be by doing it again.
  expect((await rebuildReadModels(shortened)).rows).toBe(rebuilt.rows)
})

test('a restart goes on where the last write ended, wherever it was interrupted', async () => {
  await live()
  await catchUp()
  const whole = await everything()
  await store.clear('again')
  // The n-th write and all after it fail, as those of a process that is killed there.
  for (let allowed = 0; allowed < 4; allowed++) {
    let left = allowed
    const dying = new Projector({
      ...ports(),
      store: {
        ...store,
        commit: async (write) => {
          if (left-- <= 0) throw new Error('killed')
          await store.commit(write)
        },
      },
    })
    await dying.start()
    await shared.scheduler.sleep(30)
    await dying.stop()
  }
  await catchUp()
  expect(await everything()).toEqual(whole)
})

test('where order events are missing the order manager is asked, and the hole is told', async () => {
  await history.fill(1)
  const lost = buildOrder(2, { state: 'OPEN', version: 3, venueOrderId: venueOrderId('v-2') })
  const known = buildOrder(4)
  await history.publish(history.event({ kind: 'ORDER', trigger: 'CREATE', order: known }, at(4_000)))
  await catchUp()
  history.accountSeq += 3
  await history.fill(3)
  const canceled: Order = { ...known, state: 'CANCELED', version: 3 }
  owners.rpc.handleStream(orderService.snapshot, async function* () {
    yield {
      ...{
        accountId: TEST_ACCOUNT,
        mode: 'PAPER' as const,
        accountSeq: 12,
        riskEpoch: 1,
        haltEpoch: 0,
        halted: false,
      },
      ...{ positions: [], balances: [], openOrders: [lost], last: true },
    }
  })
  owners.rpc.handle(orderService.getOrder, async ({ key }) =>
    key.by === 'CLIENT_ORDER' && key.clientOrderId === known.clientOrderId ? { order: canceled } : {},
  )
  await catchUp()
  expect(await store.holes()).toMatchObject([{ accountId: TEST_ACCOUNT, from: 6, to: 8 }])
  expect(await store.findOrder(lost.clientOrderId)).toEqual(lost)
  expect(await store.findOrder(known.clientOrderId)).toEqual(canceled)
  expect((await store.findOrder(clientOrderIdOf(testIntentId(3))))?.state).toBe('FILLED')
})

test('a service whose read models cannot be kept up is not ready, and says why', async () => {
  const world = await openWorld({ ports: { bus: owners.bus, readModels: store } })
  try {
    expect(world.api.health().ready).toBe(true)
    const record = topics.orderEvents.record(
      history.event({ kind: 'ORDER', trigger: 'CREATE', order: buildOrder(1) }, at(0)),
    )
    await owners.bus.publish([{ ...record, value: Buffer.from('rubbish') }])
    const { detail } = await until('it to be told', () => {
      const health = world.api.health()
      return health.ready ? undefined : health
    })
    expect(detail).toMatch(/^read models are not kept up: /)
  } finally {
    await world.close()
  }
})
