import { type OrderIntent, type OrderTerms, parseMoney, parseQuantity } from '@oasis/domain'
import { buildIntent } from '@oasis/testkit'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  cancel,
  createWorld,
  type Desk,
  idOf,
  orderOf,
  pass,
  place,
  startDesk,
  steps,
  type World,
} from './fixture.ts'

let world: World
let desk: Desk
beforeEach(async () => {
  world = await createWorld()
  desk = await startDesk(world)
})

const ID = idOf(1)
const quoteSized: OrderTerms = {
  type: 'MARKET',
  timeInForce: 'IOC',
  size: { unit: 'QUOTE', amount: parseMoney('26001.5') },
}

async function placed(intent: OrderIntent = buildIntent(1)): Promise<void> {
  await place(world, desk, intent)
  await world.pass()
}

/** Happens at the venue and its stream tells. */
function fill(quantity: string): void {
  world.venue.emit({ kind: 'EXECUTION', execution: world.venue.fill(ID, quantity) })
}

const report = () => world.venue.emit({ kind: 'ORDER', report: world.venue.report(ID) })

async function storedExecutions(): Promise<readonly string[]> {
  return (await world.store.executionsOf(ID)).map(({ executionId }) => executionId)
}

describe('fills', () => {
  test('each is booked once, however often it is told, and the last one fills the order', async () => {
    await placed()
    fill('0.4')
    fill('0.6')
    for (const execution of world.venue.executions) world.venue.emit({ kind: 'EXECUTION', execution })
    report()
    expect(await orderOf(world)).toMatchObject({
      state: 'FILLED',
      filledQuantity: parseQuantity('1'),
      fees: parseMoney('3'),
      filledNotional: parseMoney('65000.01'),
      needsReview: false,
    })
    expect(await storedExecutions()).toEqual(['execution-1', 'execution-2'])
    expect(steps(world).slice(4)).toEqual(['EXECUTION → PARTIALLY_FILLED', 'EXECUTION → FILLED'])
  })

  test('a fill before the acknowledgement is booked, and the acknowledgement changes nothing', async () => {
    world.venue.script = 'HANGS'
    await placed()
    fill('1')
    expect(await orderOf(world)).toMatchObject({ state: 'FILLED', venueOrderId: `venue-${ID}` })
    await pass(world, 60_000)
    expect(await orderOf(world)).toMatchObject({ state: 'FILLED', needsReview: false })
  })

  test('a fill after the cancel is booked and keeps the order canceled', async () => {
    await placed()
    const late = world.venue.fill(ID, '0.3')
    await cancel(desk, ID)
    world.venue.emit({
      kind: 'ORDER',
      report: { ...world.venue.end(ID, 'CANCELED'), filledQuantity: 0n as never },
    })
    expect((await orderOf(world)).state).toBe('CANCELED')
    world.venue.emit({ kind: 'EXECUTION', execution: late })
    expect(await orderOf(world)).toMatchObject({ state: 'CANCELED', filledQuantity: parseQuantity('0.3') })
  })

  test('CANCELED waits until the fills that its report speaks of are booked', async () => {
    await placed()
    world.venue.fill(ID, '0.3')
    world.venue.end(ID, 'CANCELED')
    report()
    expect(await orderOf(world)).toMatchObject({ state: 'CANCELED', filledQuantity: parseQuantity('0.3') })
    expect(steps(world).slice(-2)).toEqual(['EXECUTION → PARTIALLY_FILLED', 'CANCELED → CANCELED'])
  })

  test('a report of fills that the venue does not list ends nothing and closes the instrument', async () => {
    await placed()
    const canceled = world.venue.end(ID, 'CANCELED')
    world.venue.reports.set(ID, { ...canceled, filledQuantity: parseQuantity('0.3') })
    report()
    expect((await orderOf(world)).state).toBe('OPEN')
    await pass(world, 30_000)
    expect(await place(world, desk, buildIntent(2))).toMatchObject({ reason: 'NOT_RECONCILED' })
    world.venue.reports.set(ID, { ...canceled, filledQuantity: parseQuantity('0') })
    world.venue.fill(ID, '0.3')
    await pass(world, 30_000)
    expect((await orderOf(world)).state).toBe('CANCELED')
    expect(await place(world, desk, buildIntent(2))).toMatchObject({ kind: 'PLACED' })
  })

  test('a fill beyond the quantity is booked and flags the order', async () => {
    await placed()
    fill('0.9')
    fill('0.2')
    const order = await orderOf(world)
    expect(order).toMatchObject({ state: 'FILLED', filledQuantity: parseQuantity('1.1'), needsReview: true })
  })

  test('an order sized in quote currency is complete when the venue says so', async () => {
    await placed(buildIntent(1, { terms: quoteSized }))
    fill('0.4')
    expect((await orderOf(world)).state).toBe('PARTIALLY_FILLED')
    world.venue.end(ID, 'FILLED')
    report()
    expect(await orderOf(world)).toMatchObject({ state: 'FILLED', needsReview: false })
  })

  test('what an IOC order does not fill is canceled by the venue’s report', async () => {
    const terms: OrderTerms = {
      type: 'MARKET',
      timeInForce: 'IOC',
      size: { unit: 'BASE', quantity: parseQuantity('1') },
    }
    await placed(buildIntent(1, { terms }))
    fill('0.4')
    world.venue.end(ID, 'CANCELED')
    report()
    expect(await orderOf(world)).toMatchObject({ state: 'CANCELED', filledQuantity: parseQuantity('0.4') })
  })

  test('FILLED with less than was asked for ends the order and flags it', async () => {
    await placed()
    fill('0.4')
    world.venue.end(ID, 'FILLED')
    report()
    expect(await orderOf(world)).toMatchObject({ state: 'FILLED', needsReview: true })
    expect((await desk.manager.summaryState()).counters.invalidTransitions).toBe(1)
  })

  test('fills of an order that has long left memory are still booked once', async () => {
    await placed()
    fill('0.5')
    world.venue.end(ID, 'CANCELED')
    report()
    await world.pass()
    await desk.settled(desk.manager.stop())
    desk = await startDesk(world)
    fill('0.5')
    for (const execution of world.venue.executions) world.venue.emit({ kind: 'EXECUTION', execution })
    expect(await orderOf(world)).toMatchObject({ state: 'FILLED', filledQuantity: parseQuantity('1') })
    expect(await storedExecutions()).toHaveLength(2)
  })
})

describe('cancels', () => {
  test('a cancel accepted is not done until the report says so', async () => {
    await placed()
    expect(await cancel(desk, ID)).toMatchObject({ accepted: true, state: 'PENDING_CANCEL' })
    await world.pass()
    expect((await orderOf(world)).state).toBe('PENDING_CANCEL')
    world.venue.end(ID, 'CANCELED')
    report()
    expect((await orderOf(world)).state).toBe('CANCELED')
    expect(await cancel(desk, ID)).toMatchObject({ accepted: true, state: 'CANCELED' })
    expect(world.venue.cancels).toEqual([`venue-${ID}`])
  })

  test('a fill that overtakes the cancel wins', async () => {
    await placed()
    const filled = world.venue.fill(ID, '1')
    world.venue.cancelScript = { kind: 'REJECTED', venueReason: 'ORDER_IS_FULLY_FILLED' }
    await cancel(desk, ID)
    world.venue.emit({ kind: 'EXECUTION', execution: filled })
    report()
    expect(await orderOf(world)).toMatchObject({ state: 'FILLED', needsReview: false })
  })

  test('an order whose cancel was refused rests as before', async () => {
    await placed()
    fill('0.2')
    world.venue.cancelScript = { kind: 'REJECTED', venueReason: 'UNKNOWN_CANCEL_ORDER' }
    await cancel(desk, ID)
    expect(await orderOf(world)).toMatchObject({
      state: 'PARTIALLY_FILLED',
      reason: 'cancel refused by the venue [UNKNOWN_CANCEL_ORDER]',
    })
  })

  test.each([
    'THROWS',
    { kind: 'NOT_SENT', reason: 'limiter' },
    { kind: 'UNKNOWN', reason: 'reset' },
  ] as const)('a cancel without an answer is asked again by reconciliation: %o', async (outcome) => {
    await placed()
    world.venue.cancelScript = outcome
    await cancel(desk, ID)
    expect((await orderOf(world)).state).toBe('PENDING_CANCEL')
    world.venue.cancelScript = { kind: 'REQUESTED' }
    await pass(world, 30_000)
    expect(world.venue.cancels).toHaveLength(2)
  })

  test('a cancel asked for before the acknowledgement goes out with the venue’s id', async () => {
    world.venue.script = 'HANGS'
    await placed()
    expect(await cancel(desk, ID)).toMatchObject({ accepted: true, state: 'PENDING_CANCEL' })
    expect(world.venue.cancels).toEqual([])
    report()
    await world.pass()
    expect(world.venue.cancels).toEqual([`venue-${ID}`])
  })

  test('the cancel of an order in doubt outlives a restart and goes out when the order turns out to rest', async () => {
    world.venue.conclusive = false
    world.venue.script = 'LOST'
    await desk.settled(desk.manager.stop())
    desk = await startDesk(world)
    await place(world, desk)
    expect(await cancel(desk, ID)).toMatchObject({ accepted: true, state: 'UNKNOWN' })
    await desk.settled(desk.manager.stop())
    desk = await startDesk(world)
    expect(world.venue.cancels).toEqual([])
    const { instrumentId, side, terms } = buildIntent(1)
    const found = world.venue.accept({ clientOrderId: ID, instrumentId, side, terms })
    world.venue.emit({ kind: 'ORDER', report: found })
    expect(await orderOf(world)).toMatchObject({ state: 'PENDING_CANCEL', cancelRequested: true })
    expect(world.venue.cancels).toEqual([`venue-${ID}`])
  })

  test('a cancel asked for twice goes out twice, since the first may be lost', async () => {
    await placed()
    await cancel(desk, ID)
    await world.pass()
    await cancel(desk, ID)
    await world.pass()
    expect(world.venue.cancels).toEqual([`venue-${ID}`, `venue-${ID}`])
  })

  test('the cancel of an order that is not here is told so', async () => {
    await expect(cancel(desk, idOf(9))).rejects.toMatchObject({ status: 'NOT_FOUND' })
  })
})

describe('reconciliation', () => {
  test('fills and ends that the stream never told are adopted', async () => {
    await placed()
    world.venue.fill(ID, '0.3')
    world.venue.end(ID, 'EXPIRED')
    await pass(world, 30_000)
    expect(await orderOf(world)).toMatchObject({ state: 'EXPIRED', filledQuantity: parseQuantity('0.3') })
  })

  test('a reconnect reconciles at once', async () => {
    await placed()
    world.venue.fill(ID, '1')
    world.venue.emit({ kind: 'RECONNECTED' })
    expect((await orderOf(world)).state).toBe('FILLED')
  })

  test('an unexplained balance closes the instruments of its currency until it is explained', async () => {
    world.venue.balances.set('USD', parseMoney('99999.99'))
    await pass(world, 30_000)
    expect(await place(world, desk)).toMatchObject({ reason: 'NOT_RECONCILED' })
    world.venue.balances.set('USD', parseMoney('100000'))
    await pass(world, 30_000)
    expect(await place(world, desk)).toMatchObject({ kind: 'PLACED' })
  })

  test('balances are not judged while fills go on, and opening ones are adopted only once', async () => {
    await placed()
    fill('0.4')
    await pass(world, 30_000)
    await desk.settled(desk.manager.stop())
    desk = await startDesk(world)
    expect(steps(world).filter((step) => step.startsWith('ADJUSTMENT'))).toHaveLength(1)
    expect((await desk.manager.summaryState()).counters.differences).toBe(0)
  })
})
