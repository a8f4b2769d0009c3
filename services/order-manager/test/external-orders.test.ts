/** What others do at the venue: adopted, booked, and told apart from what nobody can explain. */
import {
  type ClientOrderId,
  currency,
  type OrderTerms,
  parseMoney,
  parseQuantity,
  venueOrderId,
} from '@oasis/domain'
import { buildIntent, TEST_ACCOUNT } from '@oasis/testkit'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  cancel,
  createWorld,
  type Desk,
  eventsOf,
  idOf,
  pass,
  place,
  reconcile,
  snapshot,
  startDesk,
  steps,
  type World,
} from './fixture.ts'

const THEIRS = 'person-1' as ClientOrderId
const { instrumentId, side, terms } = buildIntent(1)
const market: OrderTerms = {
  type: 'MARKET',
  timeInForce: 'IOC',
  size: { unit: 'BASE', quantity: parseQuantity('0.5') },
}

let world: World
let desk: Desk
beforeEach(async () => {
  world = await createWorld()
  desk = await startDesk(world)
})

const restart = async (): Promise<void> => {
  await desk.settled(desk.manager.stop())
  desk = await startDesk(world)
}
const theirOrder = (wanted = terms) =>
  world.venue.acceptOfOthers({ clientOrderId: THEIRS, instrumentId, side, terms: wanted })
const stored = () => world.store.findByClientOrderId(THEIRS)
const differences = async () => (await reconcile(desk)).differences.map(({ kind }) => kind)

describe('an order of others', () => {
  test('is adopted by the next pass, counts as external, and closes nothing', async () => {
    theirOrder()
    expect(await reconcile(desk)).toEqual({ completed: true, differences: [] })
    await world.pass()
    expect(await stored()).toMatchObject({
      state: 'OPEN',
      venueOrderId: `venue-${THEIRS}`,
      intent: {
        strategyId: 'external',
        accountId: TEST_ACCOUNT,
        terms,
        cause: { eventId: `external/${TEST_ACCOUNT}/venue-${THEIRS}` },
      },
    })
    expect(steps(world).slice(-2)).toEqual(['CREATE → SUBMITTED', 'ACKNOWLEDGE → OPEN'])
    expect(await place(world, desk)).toMatchObject({ kind: 'PLACED' })
    expect(world.venue.submitted).toEqual([idOf(1)])
  })

  test('is adopted once, over passes and restarts', async () => {
    theirOrder()
    await reconcile(desk)
    await restart()
    await pass(world, 60_000)
    expect(steps(world).filter((step) => step.startsWith('CREATE'))).toHaveLength(1)
  })

  test('has its fills booked for the strategy `external`, and ends as the venue says', async () => {
    theirOrder()
    await reconcile(desk)
    world.venue.emit({ kind: 'EXECUTION', execution: world.venue.fill(THEIRS, '0.4') })
    world.venue.emit({ kind: 'ORDER', report: world.venue.end(THEIRS, 'CANCELED') })
    await world.pass()
    expect(await stored()).toMatchObject({ state: 'CANCELED', filledQuantity: parseQuantity('0.4') })
    const [chunk] = await snapshot(desk, false)
    expect(chunk?.positions).toMatchObject([
      { strategyId: 'external', position: { quantity: parseQuantity('0.4') } },
      { position: { quantity: parseQuantity('0.4') } },
    ])
    expect(await differences()).toEqual([])
  })

  test('can be canceled', async () => {
    theirOrder()
    await reconcile(desk)
    expect(await cancel(desk, THEIRS)).toMatchObject({ accepted: true, state: 'PENDING_CANCEL' })
    expect(world.venue.cancels).toEqual([`venue-${THEIRS}`])
  })

  test.each(['the stream', 'a pass'])('that has filled at once is taken in, told by %s', async (by) => {
    theirOrder(market)
    const execution = world.venue.fill(THEIRS, '0.5')
    if (by === 'the stream') {
      world.venue.emit({ kind: 'EXECUTION', execution })
      world.venue.emit({ kind: 'ORDER', report: world.venue.report(THEIRS) })
      await world.pass()
    } else await reconcile(desk)
    expect(await stored()).toMatchObject({ state: 'FILLED', filledQuantity: parseQuantity('0.5') })
    expect(await differences()).toEqual([])
    expect(await place(world, desk)).toMatchObject({ kind: 'PLACED' })
  })

  test('that has ended without a fill is none of our business', async () => {
    theirOrder()
    world.venue.looks.length = 0
    world.venue.emit({ kind: 'ORDER', report: world.venue.end(THEIRS, 'CANCELED') })
    await world.pass()
    expect(await stored()).toBeUndefined()
    expect(world.venue.looks).toEqual([])
  })

  test('closes its instrument when the venue does not show what it is, until it is gone', async () => {
    world.venue.accept({ clientOrderId: THEIRS, instrumentId, side, terms })
    expect(await differences()).toEqual(['external_order'])
    expect(await place(world, desk)).toMatchObject({ reason: 'NOT_RECONCILED' })
    world.venue.end(THEIRS, 'CANCELED')
    await pass(world, 6_000)
    expect(await place(world, desk)).toMatchObject({ kind: 'PLACED' })
  })

  test('that nobody finds leaves its execution unexplained until it is found', async () => {
    await place(world, desk, buildIntent(3))
    await world.pass()
    theirOrder(market)
    world.venue.hidden.add(THEIRS)
    world.venue.emit({ kind: 'EXECUTION', execution: world.venue.fill(THEIRS, '0.5') })
    await world.pass()
    expect(await differences()).toEqual(['external_execution', 'balance', 'balance'])
    expect(await place(world, desk)).toMatchObject({ reason: 'NOT_RECONCILED' })
    await pass(world, 2 * 3_600_000)
    // What is known goes on meanwhile.
    world.venue.emit({ kind: 'EXECUTION', execution: world.venue.fill(idOf(3), '0.1') })
    await pass(world, 2 * 3_600_000)
    world.venue.hidden.clear()
    await pass(world, 6_000)
    expect(await stored()).toMatchObject({ state: 'FILLED' })
    expect(await place(world, desk)).toMatchObject({ kind: 'PLACED' })
    expect((await snapshot(desk, false))[0]?.balances).toContainEqual({
      currency: currency('BTC'),
      total: parseMoney('0.6'),
    })
  })

  test('is taken in by a pass when looking it up failed at first', async () => {
    theirOrder(market)
    world.venue.broken.add('findOrder')
    world.venue.emit({ kind: 'EXECUTION', execution: world.venue.fill(THEIRS, '0.5') })
    await world.pass()
    expect(await stored()).toBeUndefined()
    world.venue.broken.clear()
    await pass(world, 30_000)
    expect(await stored()).toMatchObject({ state: 'FILLED' })
  })
})

describe('what was there before the account was opened', () => {
  beforeEach(async () => {
    await desk.settled(desk.manager.stop())
    world = await createWorld()
  })

  test('is in the opening balances: executions are not booked again, open orders are adopted for what remains', async () => {
    theirOrder()
    world.venue.fill(THEIRS, '0.4')
    desk = await startDesk(world)
    expect(await stored()).toMatchObject({
      state: 'OPEN',
      intent: { terms: { quantity: parseQuantity('0.6') } },
    })
    expect(await differences()).toEqual([])
    await restart()
    expect(await differences()).toEqual([])
    await pass(world, 1_000)
    world.venue.emit({ kind: 'EXECUTION', execution: world.venue.fill(THEIRS, '0.6') })
    await world.pass()
    expect(await stored()).toMatchObject({ state: 'FILLED', needsReview: false })
    expect(await differences()).toEqual([])
    expect(await place(world, desk)).toMatchObject({ kind: 'PLACED' })
  })

  test('balances and orders are one commit', async () => {
    theirOrder()
    desk = await startDesk(world)
    await world.pass()
    expect(eventsOf(world).map(({ accountSeq }) => accountSeq)).toEqual([1, 2, 3])
    expect(steps(world)).toEqual(['ADJUSTMENT OPENING', 'CREATE → SUBMITTED', 'ACKNOWLEDGE → OPEN'])
  })

  test('an opening waits for a moment without fills, and for a clock that is right', async () => {
    world.venue.clockOffsetMs = 5_000
    desk = await startDesk(world)
    expect(desk.manager.health()).toMatchObject({ ready: false })
    expect(eventsOf(world)).toEqual([])
    world.venue.clockOffsetMs = 0
    await pass(world, 2_000)
    expect(desk.manager.health()).toMatchObject({ ready: true })
  })

  test('fills that go on all the time put the opening off', async () => {
    theirOrder()
    const venue = world.venue.connect()
    let busy = true
    const filling = {
      ...venue,
      balances: async (signal: AbortSignal) => {
        const balances = await venue.balances(signal)
        if (busy) world.venue.fill(THEIRS, '0.01')
        return balances
      },
    }
    desk = await startDesk(world, { venue: filling })
    expect(desk.manager.health().ready).toBe(false)
    busy = false
    await pass(world, 2_000)
    expect(desk.manager.health().ready).toBe(true)
    expect(await differences()).toEqual([])
  })
})

test('an adopted order and its venue id make the same intent again, and no other', async () => {
  theirOrder()
  await reconcile(desk)
  const first = await stored()
  const other = {
    ...theirOrder(),
    clientOrderId: 'person-2' as ClientOrderId,
    venueOrderId: venueOrderId('v-2'),
  }
  world.venue.reports.set(other.clientOrderId, other)
  await reconcile(desk)
  const second = await world.store.findByClientOrderId(other.clientOrderId)
  expect(second?.intent.intentId).not.toBe(first?.intent.intentId)
})
