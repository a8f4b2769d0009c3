/** Every doubt about an order ends: by evidence, as ABSENT, or with a person. */
import {
  addMillis,
  type ClientOrderId,
  type OrderTerms,
  parseMoney,
  parsePrice,
  parseQuantity,
} from '@oasis/domain'
import { buildIntent } from '@oasis/testkit'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  createWorld,
  type Desk,
  eventsOf,
  idOf,
  orderOf,
  pass,
  place,
  snapshot,
  startDesk,
  steps,
  type World,
} from './fixture.ts'

const ID = idOf(1)
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

let world: World
let desk: Desk
beforeEach(async () => {
  world = await createWorld()
  world.venue.conclusive = false
  desk = await startDesk(world)
})

/** The venue never got it, and nobody can tell. */
async function lose(intent = buildIntent(1)): Promise<void> {
  world.venue.script = 'LOST'
  await place(world, desk, intent)
  expect((await orderOf(world, intent)).state).toBe('UNKNOWN')
  world.venue.script = 'ACK'
}

function appear(id: ClientOrderId = ID, terms = buildIntent(1).terms): void {
  const { instrumentId, side } = buildIntent(1)
  world.venue.accept({ clientOrderId: id, instrumentId, side, terms })
}

const restart = async (): Promise<void> => {
  await desk.settled(desk.manager.stop())
  desk = await startDesk(world)
}

describe('an UNKNOWN order', () => {
  test('is absent after three complete scans over thirty seconds, and not before', async () => {
    await lose()
    await pass(world, 29_900)
    expect((await orderOf(world)).state).toBe('UNKNOWN')
    await pass(world, 200)
    expect((await orderOf(world)).state).toBe('REJECTED')
    expect((await orderOf(world)).reason).toMatch(/^ABSENT/)
    expect(world.venue.submitted).toHaveLength(1)
  })

  test('closes its instrument, which opens again when it is absent, and others stay open', async () => {
    await lose()
    expect(await place(world, desk, buildIntent(2))).toMatchObject({ reason: 'NOT_RECONCILED' })
    const elsewhere = buildIntent(3, { instrumentId: 'coinbase:ETH-USD' as never })
    expect(await place(world, desk, elsewhere)).toMatchObject({ kind: 'PLACED' })
    await pass(world, 31_000)
    expect(await place(world, desk, buildIntent(2))).toMatchObject({ kind: 'PLACED' })
  })

  test('that was found meanwhile is what the venue says, fills included', async () => {
    await lose()
    await pass(world, 12_000)
    appear()
    world.venue.fill(ID, '0.25')
    await pass(world, 5_000)
    expect(await orderOf(world)).toMatchObject({
      state: 'PARTIALLY_FILLED',
      filledQuantity: parseQuantity('0.25'),
    })
  })

  test('is not absent by scans that failed, and a person is asked within a minute of reachable time', async () => {
    await lose()
    world.venue.broken.add('executionsSince')
    await pass(world, 54_000)
    expect((await orderOf(world)).state).toBe('UNKNOWN')
    await pass(world, 2_000)
    expect((await orderOf(world)).state).toBe('REVIEW')
  })

  test('waits while the venue is away, however long', async () => {
    await lose()
    await pass(world, 10_000)
    world.venue.down = true
    await pass(world, 600_000)
    expect((await orderOf(world)).state).toBe('UNKNOWN')
    world.venue.down = false
    await pass(world, 25_000)
    expect((await orderOf(world)).state).toBe('REJECTED')
  })

  test('is put to review when the balances say that something happened', async () => {
    await lose()
    world.venue.transfer('USD', '-65000.01')
    world.venue.transfer('BTC', '1')
    await pass(world, 54_000)
    expect((await orderOf(world)).state).toBe('UNKNOWN')
    await pass(world, 2_000)
    expect(await orderOf(world)).toMatchObject({
      state: 'REVIEW',
      reason: expect.stringContaining('not confirm'),
    })
    expect(await place(world, desk, buildIntent(2))).toMatchObject({
      reason: 'NOT_RECONCILED',
      message: expect.stringContaining("waits for a person's decision"),
    })
  })

  test('is put to review when the venue holds funds that no known order needs', async () => {
    await place(world, desk, buildIntent(2))
    await lose()
    world.venue.held.set('USD', parseMoney('130000.02'))
    await pass(world, 54_000)
    expect((await orderOf(world)).state).toBe('UNKNOWN')
    await pass(world, 2_000)
    expect((await orderOf(world)).state).toBe('REVIEW')
  })

  test('is absent where the venue holds no more than the known orders need', async () => {
    await place(world, desk, buildIntent(2))
    await lose()
    world.venue.held.set('USD', parseMoney('66000'))
    await pass(world, 31_000)
    expect((await orderOf(world)).state).toBe('REJECTED')
  })

  test('is searched for anew after a restart, and is still resolved', async () => {
    await lose()
    await pass(world, 20_000)
    await restart()
    await pass(world, 25_000)
    expect((await orderOf(world)).state).toBe('UNKNOWN')
    await pass(world, 6_000)
    expect((await orderOf(world)).state).toBe('REJECTED')
  })
})

describe('an order given up as absent', () => {
  test('stays reserved for a day, over restarts, and is then let go by an event', async () => {
    await lose()
    await pass(world, 31_000)
    const { absentUntil, updatedAt } = await orderOf(world)
    expect(absentUntil).toBe(addMillis(updatedAt, DAY))
    await restart()
    const [chunk] = await snapshot(desk, false)
    expect(chunk?.openOrders.map(({ state }) => state)).toEqual(['REJECTED'])
    await pass(world, DAY + 31_000)
    expect(await orderOf(world)).not.toHaveProperty('absentUntil')
    expect(steps(world).at(-1)).toBe('REJECT → REJECTED')
    expect((await snapshot(desk, false))[0]?.openOrders).toEqual([])
  })

  test('stays reserved until its expiry where it has one', async () => {
    const expiresAt = addMillis(world.scheduler.now(), 120_000)
    const terms: OrderTerms = {
      type: 'LIMIT',
      timeInForce: 'GTD',
      quantity: parseQuantity('1'),
      limitPrice: parsePrice('65000.01'),
      postOnly: false,
      expiresAt,
    }
    await lose(buildIntent(1, { terms }))
    await pass(world, 31_000)
    expect((await orderOf(world)).absentUntil).toBe(expiresAt)
  })

  test.each([false, true])(
    'that appears after all is open, or filled, and no longer waited for (let go: %s)',
    async (letGo) => {
      await lose()
      await pass(world, letGo ? DAY + 62_000 : 31_000)
      appear()
      await pass(world, 30_000)
      expect(await orderOf(world)).toMatchObject({ state: 'OPEN', needsReview: false })
      expect(await orderOf(world)).not.toHaveProperty('absentUntil')
      world.venue.emit({ kind: 'EXECUTION', execution: world.venue.fill(ID, '1') })
      expect((await orderOf(world)).state).toBe('FILLED')
    },
  )

  test('whose fill is the first that is heard of it is filled', async () => {
    await lose()
    await pass(world, 31_000)
    appear()
    world.venue.hidden.add(ID)
    world.venue.emit({ kind: 'EXECUTION', execution: world.venue.fill(ID, '1') })
    expect(await orderOf(world)).toMatchObject({ state: 'FILLED', needsReview: false })
    expect(await orderOf(world)).not.toHaveProperty('absentUntil')
  })
})

describe('an order that the venue has acknowledged and does not show any more', () => {
  const vanish = async (): Promise<void> => {
    await place(world, desk)
    await pass(world, 15_000)
    world.venue.hidden.add(ID)
    await pass(world, 20_000)
    expect((await orderOf(world)).state).toBe('UNKNOWN')
  }

  test('is UNKNOWN, and itself again when it reappears', async () => {
    await vanish()
    world.venue.hidden.delete(ID)
    await pass(world, 6_000)
    expect(await orderOf(world)).toMatchObject({ state: 'OPEN', needsReview: false })
  })

  test('is never taken for absent: a person is asked, and its reappearance settles it', async () => {
    await vanish()
    await pass(world, 56_000)
    expect((await orderOf(world)).state).toBe('REVIEW')
    expect(steps(world)).not.toContain('ABSENT → REJECTED')
    world.venue.hidden.delete(ID)
    await pass(world, 30_000)
    expect(await orderOf(world)).toMatchObject({ state: 'OPEN', needsReview: false })
    expect(await place(world, desk, buildIntent(2))).toMatchObject({ kind: 'PLACED' })
  })

  test('is not doubted in its first seconds: lists may lag', async () => {
    await place(world, desk)
    world.venue.hidden.add(ID)
    world.venue.emit({ kind: 'RECONNECTED' })
    await pass(world, 8_000)
    expect((await orderOf(world)).state).toBe('OPEN')
  })

  test('that has ended meanwhile and is looked up by its id has ended', async () => {
    await vanish()
    world.venue.hidden.delete(ID)
    world.venue.end(ID, 'CANCELED')
    await pass(world, 6_000)
    expect((await orderOf(world)).state).toBe('CANCELED')
  })
})

test('a report of fills that are never listed goes to a person, and the fills settle it later', async () => {
  await place(world, desk)
  await world.pass()
  const fill = world.venue.fill(ID, '1')
  world.venue.unlisted.add(fill.executionId)
  world.venue.emit({ kind: 'ORDER', report: world.venue.report(ID) })
  await pass(world, 54_000)
  expect((await orderOf(world)).state).toBe('OPEN')
  expect(await place(world, desk, buildIntent(2))).toMatchObject({ reason: 'NOT_RECONCILED' })
  await pass(world, 3_000)
  expect(await orderOf(world)).toMatchObject({ state: 'REVIEW', reason: expect.stringContaining('fills') })
  world.venue.unlisted.clear()
  await pass(world, 6_000)
  expect(await orderOf(world)).toMatchObject({ state: 'FILLED', needsReview: false })
  expect(await place(world, desk, buildIntent(2))).toMatchObject({ kind: 'PLACED' })
})

test('no event is made by looking at what has not changed', async () => {
  await place(world, desk)
  await pass(world, 1_000)
  const { length } = eventsOf(world)
  await pass(world, 300_000)
  expect(eventsOf(world)).toHaveLength(length)
})
