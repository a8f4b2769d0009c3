/** Reconciliation of an account in which something happens all the time, and of one that is being left. */
import { type ClientOrderId, parseQuantity } from '@oasis/domain'
import type { Venue, VenueOrderReport } from '@oasis/ports'
import { createSilentLogger, createVirtualScheduler } from '@oasis/runtime'
import { buildIntent, TEST_TIME } from '@oasis/testkit'
import { beforeEach, expect, test } from 'vitest'
import type { AccountWriter } from '../src/account-writer.ts'
import { ExternalOrders } from '../src/external-orders.ts'
import type { VenueEvidence } from '../src/venue-evidence.ts'
import type { VenueLooks } from '../src/venue-looks.ts'
import {
  createWorld,
  type Desk,
  idOf,
  orderOf,
  pass,
  place,
  reconcile,
  startDesk,
  type World,
} from './fixture.ts'

let world: World
let desk: Desk
/** At each look at what is held, before it is answered, and how long the answer takes. */
const on = { balances: () => {}, tookMs: 0 }
beforeEach(async () => {
  on.balances = () => {}
  on.tookMs = 0
  world = await createWorld()
  const scripted = world.venue.connect()
  const venue: Venue = {
    ...scripted,
    balances: async (signal) => {
      on.balances()
      const balances = await scripted.balances(signal)
      await world.scheduler.sleep(on.tookMs)
      return balances
    },
  }
  desk = await startDesk(world, { venue })
})

test('balances are judged when fills pause, and the pass is not complete before', async () => {
  await place(world, desk)
  await world.pass()
  on.balances = () => void world.venue.fill(idOf(1), '0.01')
  expect(await reconcile(desk)).toMatchObject({ completed: false, differences: [] })
  on.balances = () => {}
  expect(await reconcile(desk)).toEqual({ completed: true, differences: [] })
  const filled = world.venue.executions.length
  expect((await orderOf(world)).filledQuantity).toBe(parseQuantity('0.01') * BigInt(filled))
})

test('one that is stopped in its course looks no more afterwards', async () => {
  on.tookMs = 500
  let begun = 0
  on.balances = () => void begun++
  // By the clock: whoever asks for one is answered before anything stops.
  while (begun === 0) await pass(world, 100)
  await desk.settled(desk.manager.stop())
  world.venue.looks.length = 0
  await pass(world, 300_000)
  expect(world.venue.looks).toEqual([])
})

test('an order that the venue lists among the open ones, ended, keeps nothing closed', async () => {
  await place(world, desk)
  await world.pass()
  world.venue.emit({ kind: 'ORDER', report: world.venue.end(idOf(1), 'CANCELED') })
  await pass(world, 60_000)
  expect((await orderOf(world)).state).toBe('CANCELED')
  await desk.settled(desk.manager.stop())
  const scripted = world.venue.connect()
  const ended = async (): Promise<readonly VenueOrderReport[]> => [world.venue.report(idOf(1))]
  desk = await startDesk(world, { venue: { ...scripted, openOrders: ended } })
  expect(await reconcile(desk)).toEqual({ completed: true, differences: [] })
  expect(await place(world, desk, buildIntent(2))).toMatchObject({ kind: 'PLACED' })
})

test('orders of others that the stream tells of are not looked up any more once all is being stopped', async () => {
  const asked: ClientOrderId[] = []
  const looks: Pick<VenueLooks, 'findOrder'> = {
    findOrder: async (id) => {
      asked.push(id)
      return undefined
    },
  }
  const evidence: Pick<VenueEvidence, 'fetchExecutions' | 'follow'> = {
    fetchExecutions: async () => [],
    follow: async () => [],
  }
  const external = new ExternalOrders({
    // Nothing is found: there is nothing to write.
    writer: {} as AccountWriter,
    evidence: evidence as VenueEvidence,
    looks: looks as VenueLooks,
    scheduler: createVirtualScheduler({ startAt: TEST_TIME }),
    logger: createSilentLogger(),
    mode: 'PAPER',
  })
  external.notice(idOf(1))
  await external.stop()
  external.notice(idOf(2))
  await external.stop()
  expect(asked).toEqual([idOf(1)])
})
