/** Evidence that comes late, twice, or takes something back; and much of it at once. */
import { type ClientOrderId, currency, parseMoney, parsePrice, parseQuantity } from '@oasis/domain'
import type { CrashPoint, VenueExecution } from '@oasis/ports'
import { buildIntent } from '@oasis/testkit'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  createDesk,
  createWorld,
  type Desk,
  eventsOf,
  idOf,
  orderOf,
  pass,
  place,
  reconcile,
  snapshot,
  startDesk,
  type World,
} from './fixture.ts'
import { Life } from './mortal.ts'

const ID = idOf(1)

let world: World
let desk: Desk
beforeEach(async () => {
  world = await createWorld()
  desk = await startDesk(world)
})

const tell = (execution: VenueExecution) => world.venue.emit({ kind: 'EXECUTION', execution })

describe('a fill that the venue takes back', () => {
  const usd = async () =>
    (await snapshot(desk, false))[0]?.balances.find((each) => each.currency === currency('USD'))?.total

  test.each([true, false])(
    'is booked with the opposite sign and flags the order (report adapted: %s)',
    async (adapted) => {
      await place(world, desk)
      await world.pass()
      const fill = world.venue.fill(ID, '1')
      tell(fill)
      expect((await orderOf(world)).state).toBe('FILLED')
      const reversal = world.venue.reverse(fill)
      if (adapted)
        world.venue.reports.set(ID, { ...world.venue.report(ID), filledQuantity: parseQuantity('0') })
      tell(reversal)
      tell(reversal)
      world.venue.emit({ kind: 'ORDER', report: world.venue.report(ID) })
      expect(await orderOf(world)).toMatchObject({
        state: 'FILLED',
        filledQuantity: parseQuantity('0'),
        fees: parseMoney('0'),
        needsReview: true,
      })
      expect(await usd()).toBe(parseMoney('100000'))
      await desk.settled(desk.manager.stop())
      desk = await startDesk(world)
      expect(await reconcile(desk)).toEqual({ completed: true, differences: [] })
      expect(await usd()).toBe(parseMoney('100000'))
    },
  )

  test('before the fill is heard of waits for it', async () => {
    await place(world, desk)
    await world.pass()
    const fill = world.venue.fill(ID, '0.5')
    world.venue.unlisted.add(fill.executionId)
    tell(world.venue.reverse(fill))
    await world.pass()
    expect((await orderOf(world)).filledQuantity).toBe(parseQuantity('0'))
    expect((await reconcile(desk)).differences.map(({ kind }) => kind)).toContain('missing_execution')
    world.venue.unlisted.clear()
    expect(await reconcile(desk)).toEqual({ completed: true, differences: [] })
    expect(await orderOf(world)).toMatchObject({ filledQuantity: parseQuantity('0'), needsReview: true })
    expect(await world.store.executionsOf(ID)).toHaveLength(2)
  })

  test('leaves an order that still rests open', async () => {
    await place(world, desk)
    await world.pass()
    const fill = world.venue.fill(ID, '0.5')
    tell(fill)
    tell(world.venue.reverse(fill))
    expect(await orderOf(world)).toMatchObject({ state: 'OPEN', needsReview: true })
    await pass(world, 60_000)
    expect((await orderOf(world)).state).toBe('OPEN')
  })
})

test('executions of a batch are booked in the order of happening, and once', async () => {
  for (const n of [1, 2, 3]) await place(world, desk, buildIntent(n))
  await world.pass()
  const fills: VenueExecution[] = []
  for (let round = 0; round < 5; round++)
    for (const n of [1, 2, 3]) fills.push(world.venue.fill(idOf(n), '0.1'))
  await reconcile(desk)
  await world.pass()
  const booked = eventsOf(world).flatMap(({ body }) =>
    body.kind === 'EXECUTION' ? [body.execution.executionId] : [],
  )
  expect(booked).toEqual(fills.map(({ executionId }) => executionId))
})

test('a report that overtakes its fills fetches them, and many at once share a fetch', async () => {
  for (let n = 1; n <= 20; n++) await place(world, desk, buildIntent(n))
  await world.pass()
  world.venue.looks.length = 0
  for (let n = 1; n <= 20; n++) {
    world.venue.fill(idOf(n), '1')
    world.venue.emit({ kind: 'ORDER', report: world.venue.report(idOf(n)) })
  }
  await world.pass()
  for (let n = 1; n <= 20; n++) expect((await orderOf(world, buildIntent(n))).state).toBe('FILLED')
  expect(world.venue.looks.length).toBeLessThanOrEqual(2)
})

test('a report whose fills are listed a little later is settled soon', async () => {
  await place(world, desk)
  await world.pass()
  const fill = world.venue.fill(ID, '0.3')
  world.venue.unlisted.add(fill.executionId)
  world.venue.emit({ kind: 'ORDER', report: world.venue.end(ID, 'CANCELED') })
  await pass(world, 2_000)
  world.venue.unlisted.clear()
  await pass(world, 6_000)
  expect(await orderOf(world)).toMatchObject({ state: 'CANCELED', filledQuantity: parseQuantity('0.3') })
})

describe('ten thousand open orders', () => {
  const COUNT = 10_000
  const open = (n: number) => `mass-${n}` as ClientOrderId

  test('are looked at with a handful of calls, and only those that have ended with one of their own', async () => {
    const { instrumentId, side, terms } = buildIntent(1)
    for (let n = 0; n < COUNT; n++) {
      world.venue.acceptOfOthers({ clientOrderId: open(n), instrumentId, side, terms })
    }
    world.venue.looks.length = 0
    expect(await reconcile(desk)).toEqual({ completed: true, differences: [] })
    expect(world.venue.looks.filter((name) => name === 'findOrder')).toEqual([])
    expect((await snapshot(desk, false)).flatMap(({ openOrders }) => openOrders)).toHaveLength(COUNT)

    const filled = world.venue.fill(open(0), '1')
    world.venue.end(open(1), 'CANCELED')
    world.venue.looks.length = 0
    expect(await reconcile(desk)).toEqual({ completed: true, differences: [] })
    expect(world.venue.looks).toEqual([
      'time',
      'openOrders',
      'executionsSince',
      'findOrder',
      'balances',
      'executionsSince',
    ])
    expect((await world.store.findByClientOrderId(open(0)))?.state).toBe('FILLED')
    expect((await world.store.findByClientOrderId(open(1)))?.state).toBe('CANCELED')
    expect(await world.store.executionsOf(filled.clientOrderId)).toHaveLength(1)
  }, 60_000)
})

describe('marked crash points', () => {
  test.each<[CrashPoint, (desk: Desk) => Promise<unknown>]>([
    ['execution-committed', async () => tell(world.venue.fill(ID, '0.5'))],
    ['snapshot', (on) => snapshot(on, true)],
  ])('%s: dying there loses nothing', async (wanted, act) => {
    await place(world, desk)
    await world.pass()
    await desk.settled(desk.manager.stop())
    const life = new Life()
    const passed: CrashPoint[] = []
    const dying = createDesk(world, {
      life,
      crashPoints: {
        pass: (point) => {
          passed.push(point)
          if (point !== wanted) return
          life.dead = true
          throw new Error(`dead at ${point}`)
        },
      },
    })
    await dying.settled(dying.manager.start())
    act(dying).catch(() => {})
    await pass(world, 1_000)
    expect(passed).toContain(wanted)
    desk = await startDesk(world)
    expect(await reconcile(desk)).toEqual({ completed: true, differences: [] })
    const booked = await world.store.executionsOf(ID)
    expect(booked).toHaveLength(world.venue.executions.length)
    expect(eventsOf(world).filter(({ body }) => body.kind === 'EXECUTION')).toHaveLength(booked.length)
  })

  test('nothing is passed for a snapshot that takes no epoch', async () => {
    const passed: CrashPoint[] = []
    await desk.settled(desk.manager.stop())
    desk = await startDesk(world, { crashPoints: { pass: (point) => passed.push(point) } })
    await snapshot(desk, false)
    expect(passed).toEqual([])
  })
})

test('an order that is final here and stays open at the venue closes its instrument until it is gone there', async () => {
  await place(world, desk)
  await world.pass()
  const { status } = world.venue.report(ID)
  world.venue.emit({ kind: 'ORDER', report: world.venue.end(ID, 'CANCELED') })
  expect((await orderOf(world)).state).toBe('CANCELED')
  world.venue.end(ID, status)
  expect(await reconcile(desk)).toEqual({ completed: true, differences: [] })
  await pass(world, 10_000)
  expect((await reconcile(desk)).differences).toMatchObject([{ kind: 'ended_order', subject: ID }])
  expect(await place(world, desk, buildIntent(2))).toMatchObject({ reason: 'NOT_RECONCILED' })
  world.venue.end(ID, 'CANCELED')
  expect(await reconcile(desk)).toEqual({ completed: true, differences: [] })
  expect(await place(world, desk, buildIntent(2))).toMatchObject({ kind: 'PLACED' })
})

test('a fill that cannot be booked closes trading until it can, since all that is listed with it is missing', async () => {
  await place(world, desk)
  await world.pass()
  const fill = world.venue.fill(ID, '0.5')
  const price = parsePrice('65000.000000000001')
  const quantity = parseQuantity('0.500000000001')
  world.venue.executions[0] = { ...fill, price, quantity }
  expect(await reconcile(desk)).toMatchObject({ completed: false, differences: [{ kind: 'venue' }] })
  expect(desk.manager.health().ready).toBe(false)
  expect(await place(world, desk, buildIntent(2))).toMatchObject({
    reason: 'NOT_RECONCILED',
    message: expect.stringContaining('more than 18 decimal places'),
  })
  world.venue.executions[0] = fill
  expect(await reconcile(desk)).toEqual({ completed: true, differences: [] })
  expect((await orderOf(world)).filledQuantity).toBe(fill.quantity)
  expect(await place(world, desk, buildIntent(2))).toMatchObject({ kind: 'PLACED' })
})

test('a look that fails closes nothing: the next one may be answered', async () => {
  world.venue.down = true
  expect(await reconcile(desk)).toMatchObject({ completed: false })
  expect(await place(world, desk)).toMatchObject({ kind: 'PLACED' })
})
