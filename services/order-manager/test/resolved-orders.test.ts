/**
 * What a person decides of an order that is in REVIEW, or given up as ABSENT, and what the venue says of it afterwards:
 * its word is booked whatever was decided, and whoever decided otherwise is told.
 */
import type { OrderResolution } from '@oasis/contracts'
import { type Order, parseMoney, parseQuantity } from '@oasis/domain'
import type { Logger } from '@oasis/ports'
import { buildIntent } from '@oasis/testkit'
import { beforeEach, describe, expect, test } from 'vitest'
import { askToResolve } from './commands.ts'
import {
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

const ID = idOf(1)

let world: World
let desk: Desk
let alerts: string[]
beforeEach(async () => {
  world = await createWorld()
  world.venue.conclusive = false
  alerts = []
  desk = await start()
})

const alerting = (): Logger => {
  const nothing = () => {}
  const logger: Logger = {
    debug: nothing,
    info: nothing,
    warn: nothing,
    error: (_fields, message) => void alerts.push(message),
    child: () => logger,
  }
  return logger
}
const start = () => startDesk(world, { logger: alerting() })

async function loseOnTheWay(): Promise<void> {
  world.venue.script = 'LOST'
  await place(world, desk)
  expect((await orderOf(world)).state).toBe('UNKNOWN')
  world.venue.script = 'ACK'
}

/** Each way leaves an order of which the venue shows nothing at all. */
const DOUBTS = {
  'in REVIEW, acknowledged and vanished': async () => {
    await place(world, desk)
    await pass(world, 15_000)
    world.venue.hidden.add(ID)
    await pass(world, 76_000)
    expect((await orderOf(world)).state).toBe('REVIEW')
  },
  'in REVIEW, never acknowledged, with funds held': async () => {
    await loseOnTheWay()
    world.venue.held.set('USD', parseMoney('70000'))
    await pass(world, 56_000)
    expect((await orderOf(world)).state).toBe('REVIEW')
    world.venue.held.clear()
  },
  ABSENT: async () => {
    await loseOnTheWay()
    await pass(world, 31_000)
    expect(await orderOf(world)).toMatchObject({ state: 'REJECTED', absentUntil: expect.anything() })
  },
} as const
const WAYS = Object.keys(DOUBTS) as (keyof typeof DOUBTS)[]
const ENDS = [
  ['NEVER_EXISTED', 'REJECTED'],
  ['CANCELED', 'CANCELED'],
  ['EXPIRED', 'EXPIRED'],
] as const

const resolve = (resolution: OrderResolution) => desk.settled(askToResolve(desk, ID, resolution))
const placeAnother = (n: number) => place(world, desk, buildIntent(n))
const reserved = async () =>
  (await snapshot(desk, false)).flatMap((chunk) => chunk.openOrders.map(({ clientOrderId }) => clientOrderId))

/** No limit counts it any more from this event on. */
const letsGo = ({ state, absentUntil }: Order): boolean =>
  ['REJECTED', 'CANCELED', 'EXPIRED', 'FILLED'].includes(state) && absentUntil === undefined
const ordersOf = (id = ID) =>
  eventsOf(world).flatMap(({ body }) =>
    'order' in body && body.order.clientOrderId === id ? [body.order] : [],
  )

/** The venue has had it all along. */
function appear(): void {
  if (!world.venue.reports.has(ID)) {
    const { instrumentId, side, terms } = buildIntent(1)
    world.venue.accept({ clientOrderId: ID, instrumentId, side, terms })
  }
  world.venue.hidden.delete(ID)
}

describe.each(WAYS)('an order %s', (way) => {
  beforeEach(() => DOUBTS[way]())

  test.each(ENDS)('resolved as %s is %s, and counts until then and no longer', async (resolution, state) => {
    const inReview = way !== 'ABSENT'
    expect((await placeAnother(2)).kind).toBe(inReview ? 'REFUSED' : 'PLACED')
    await pass(world, 60_000)
    expect(await reserved()).toContain(ID)
    expect(ordersOf().filter(letsGo)).toEqual([])

    expect(await resolve(resolution)).toMatchObject({ accepted: true, state })
    const order = await orderOf(world)
    expect(order).toMatchObject({ state, needsReview: false })
    expect(order.reason).toContain(`resolved by ann as ${resolution}: looked`)
    expect(await reserved()).not.toContain(ID)
    expect(ordersOf().filter(letsGo)).toEqual([order])
    expect(await placeAnother(3)).toMatchObject({ kind: 'PLACED' })

    await pass(world, 120_000)
    desk.life.dead = true
    desk = await start()
    expect(await orderOf(world)).toEqual(order)
    expect(await reserved()).not.toContain(ID)
    expect(await placeAnother(4)).toMatchObject({ kind: 'PLACED' })
  })

  test('is OPEN by the venue’s word alone, and then counts as one', async () => {
    expect(await resolve('OPEN')).toMatchObject({
      accepted: false,
      message: expect.stringContaining('nothing was changed'),
    })
    expect(await reserved()).toContain(ID)
    appear()
    expect(await resolve('OPEN')).toMatchObject({ accepted: true, state: 'OPEN' })
    expect(await reserved()).toContain(ID)
    expect(await orderOf(world)).not.toHaveProperty('absentUntil')
    await pass(world, 6_000)
    expect(await placeAnother(3)).toMatchObject({ kind: 'PLACED' })
  })

  test('that the venue shows at last is what it shows, whatever the person says', async () => {
    appear()
    expect(await resolve('CANCELED')).toMatchObject({ accepted: false, state: 'OPEN' })
    world.venue.end(ID, 'CANCELED')
    world.venue.emit({ kind: 'ORDER', report: world.venue.report(ID) })
    await world.pass()
    expect(await resolve('CANCELED')).toMatchObject({ accepted: false, state: 'CANCELED' })
  })

  describe.each(ENDS)('resolved as %s', (resolution, state) => {
    beforeEach(async () => {
      await resolve(resolution)
      alerts.length = 0
    })

    test('and filled after all is booked, and alerts', async () => {
      appear()
      world.venue.emit({ kind: 'EXECUTION', execution: world.venue.fill(ID, '1') })
      expect(await orderOf(world)).toMatchObject({
        state: 'FILLED',
        filledQuantity: parseQuantity('1'),
        needsReview: resolution !== 'NEVER_EXISTED',
      })
      expect(alerts).toHaveLength(1)
      expect(await reconcile(desk)).toEqual({ completed: true, differences: [] })
      expect(await world.store.executionsOf(ID)).toHaveLength(1)
      expect((await snapshot(desk, false))[0]?.positions).not.toEqual([])
    })

    test('and filled in part is booked by the next look, and alerts', async () => {
      appear()
      world.venue.fill(ID, '0.25')
      world.venue.end(ID, 'CANCELED')
      expect((await reconcile(desk)).completed).toBe(true)
      await pass(world, 60_000)
      expect(await orderOf(world)).toMatchObject({ filledQuantity: parseQuantity('0.25') })
      expect((await orderOf(world)).state).toBe(state === 'REJECTED' ? 'CANCELED' : state)
      expect(alerts.length).toBeGreaterThan(0)
    })

    test('and open after all, by the stream, closes its instrument at once and until it has gone', async () => {
      appear()
      const taken = state === 'REJECTED'
      world.venue.emit({ kind: 'ORDER', report: world.venue.report(ID) })
      await world.pass()
      expect((await placeAnother(3)).kind).toBe(taken ? 'PLACED' : 'REFUSED')
      await pass(world, 6_000)
      expect((await placeAnother(4)).kind).toBe(taken ? 'PLACED' : 'REFUSED')
      world.venue.end(ID, 'CANCELED')
      await pass(world, 6_000)
      expect((await placeAnother(5)).kind).toBe('PLACED')
    })

    test('and open after all is taken in, or closes its instrument, and alerts', async () => {
      appear()
      await pass(world, 31_000)
      const { state: now, needsReview } = await orderOf(world)
      expect([now, needsReview]).toEqual(state === 'REJECTED' ? ['OPEN', false] : [state, true])
      expect(alerts).toHaveLength(1)
      await pass(world, 31_000)
      expect((await reserved()).includes(ID)).toBe(now === 'OPEN')
      expect((await placeAnother(3)).kind).toBe(now === 'OPEN' ? 'PLACED' : 'REFUSED')
      const { differences } = await reconcile(desk)
      expect(differences.map(({ kind }) => kind)).toEqual(now === 'OPEN' ? [] : ['ended_order'])
    })
  })
})

test('an order with fills that the venue speaks of and does not list is decided, and the fills are booked when they come', async () => {
  await place(world, desk)
  await world.pass()
  const fill = world.venue.fill(ID, '1')
  world.venue.unlisted.add(fill.executionId)
  world.venue.emit({ kind: 'ORDER', report: world.venue.report(ID) })
  await pass(world, 57_000)
  expect((await orderOf(world)).state).toBe('REVIEW')
  expect(await resolve('CANCELED')).toMatchObject({ accepted: true, state: 'CANCELED' })
  // The balances have moved and no execution says why.
  await pass(world, 10_000)
  expect(await placeAnother(2)).toMatchObject({ kind: 'REFUSED', reason: 'NOT_RECONCILED' })
  alerts.length = 0
  world.venue.unlisted.clear()
  await pass(world, 10_000)
  expect(await orderOf(world)).toMatchObject({ state: 'FILLED', needsReview: true })
  expect(alerts).toHaveLength(1)
  expect(await placeAnother(2)).toMatchObject({ kind: 'PLACED' })
})
