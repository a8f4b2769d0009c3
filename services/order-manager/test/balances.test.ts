/** Balances that executions do not explain: closed, adjusted where nothing but a transfer can be meant, or a person's. */
import { currency, parseMoney, parseQuantity } from '@oasis/domain'
import { buildIntent } from '@oasis/testkit'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  createWorld,
  type Desk,
  idOf,
  orderOf,
  pass,
  place,
  reconcile,
  snapshot,
  startDesk,
  steps,
  type World,
} from './fixture.ts'

const ID = idOf(1)

let world: World
let desk: Desk
beforeEach(async () => {
  world = await createWorld()
  world.venue.balances.set('BTC', parseMoney('10'))
  desk = await startDesk(world)
})

const adjusted = () =>
  steps(world).filter((step) => step.startsWith('ADJUSTMENT') && !step.endsWith('OPENING'))
const subjects = async (adopt = false) =>
  (await reconcile(desk, adopt)).differences.map(({ subject }) => subject)
const isOpen = async (n: number) => (await place(world, desk, buildIntent(n))).kind === 'PLACED'

describe('a difference in one currency', () => {
  test.each([
    ['250', 'DEPOSIT'],
    ['-250', 'WITHDRAWAL'],
  ])('of %s closes its instruments, and is a %s after thirty seconds', async (amount, reason) => {
    world.venue.transfer('USD', amount)
    expect(await subjects()).toEqual(['USD'])
    expect(await place(world, desk)).toMatchObject({
      reason: 'NOT_RECONCILED',
      message: expect.stringContaining('USD'),
    })
    await pass(world, 29_000)
    expect(adjusted()).toEqual([])
    await pass(world, 3_000)
    expect(adjusted()).toEqual([`ADJUSTMENT ${reason}`])
    expect(await subjects()).toEqual([])
    expect(await isOpen(2)).toBe(true)
  })

  test('that changes begins anew', async () => {
    world.venue.transfer('USD', '250')
    await subjects()
    await pass(world, 28_000)
    world.venue.transfer('USD', '1')
    await pass(world, 28_000)
    expect(adjusted()).toEqual([])
    await pass(world, 8_000)
    expect(adjusted()).toEqual(['ADJUSTMENT DEPOSIT'])
    expect(await subjects()).toEqual([])
  })

  test('that goes away by itself is nothing', async () => {
    world.venue.transfer('USD', '250')
    await subjects()
    world.venue.transfer('USD', '-250')
    await pass(world, 6_000)
    expect(await isOpen(1)).toBe(true)
    await pass(world, 60_000)
    expect(adjusted()).toEqual([])
  })

  test('is not adjusted while an order of its instruments is UNKNOWN', async () => {
    await desk.settled(desk.manager.stop())
    world.venue.conclusive = false
    desk = await startDesk(world)
    world.venue.script = 'LOST'
    await place(world, desk)
    world.venue.transfer('USD', '250')
    await pass(world, 50_000)
    expect((await orderOf(world)).state).toBe('UNKNOWN')
    expect(adjusted()).toEqual([])
    expect((await reconcile(desk, true)).differences).toHaveLength(1)
    await pass(world, 40_000)
    expect((await orderOf(world)).state).toBe('REVIEW')
    expect(adjusted()).toEqual(['ADJUSTMENT DEPOSIT'])
  })

  test('of two transfers that came one after the other is two adjustments', async () => {
    world.venue.transfer('USD', '250')
    await subjects()
    await pass(world, 12_000)
    world.venue.transfer('BTC', '-1')
    await pass(world, 60_000)
    expect(adjusted()).toEqual(['ADJUSTMENT DEPOSIT', 'ADJUSTMENT WITHDRAWAL'])
    expect(await subjects()).toEqual([])
  })
})

describe('a difference in two currencies at once, one up and one down', () => {
  const missTrade = () => {
    world.venue.transfer('USD', '-100')
    world.venue.transfer('BTC', '0.001')
  }

  test('looks like a trade: it stays closed until a person adopts it', async () => {
    missTrade()
    expect(await subjects()).toEqual(['BTC', 'USD'])
    await pass(world, 600_000)
    expect(adjusted()).toEqual([])
    expect(desk.manager.health()).toMatchObject({ ready: false, detail: expect.stringContaining('BTC, USD') })
    expect(await isOpen(1)).toBe(false)
    expect(await subjects(true)).toEqual([])
    await world.pass()
    expect(adjusted()).toEqual(['ADJUSTMENT CORRECTION', 'ADJUSTMENT CORRECTION'])
    expect(await isOpen(2)).toBe(true)
    expect((await snapshot(desk, false))[0]?.balances).toContainEqual({
      currency: currency('BTC'),
      total: parseMoney('10.001'),
    })
  })

  test('is not adopted when it has only just come up: the balances may lag behind a fill', async () => {
    missTrade()
    expect(await subjects(true)).toEqual(['BTC', 'USD'])
    await pass(world, 6_000)
    expect(await subjects(true)).toEqual(['BTC', 'USD'])
    expect(adjusted()).toEqual([])
    await pass(world, 6_000)
    expect(await subjects(true)).toEqual([])
    await world.pass()
    expect(adjusted()).toEqual(['ADJUSTMENT CORRECTION', 'ADJUSTMENT CORRECTION'])
  })

  test('stays one though one of the two changes later, and is a transfer when only that is left', async () => {
    missTrade()
    await subjects()
    await pass(world, 6_000)
    world.venue.transfer('USD', '7')
    await pass(world, 120_000)
    expect(adjusted()).toEqual([])
    world.venue.transfer('BTC', '-0.001')
    world.venue.transfer('USD', '100')
    await pass(world, 40_000)
    expect(adjusted()).toEqual(['ADJUSTMENT DEPOSIT'])
  })

  test('is explained when the venue lists the fill long after newer ones', async () => {
    await place(world, desk)
    await place(world, desk, buildIntent(2))
    await world.pass()
    const fill = world.venue.fill(ID, '0.1')
    world.venue.unlisted.add(fill.executionId)
    // Its report does not speak of it either.
    world.venue.reports.set(ID, { ...world.venue.report(ID), filledQuantity: parseQuantity('0') })
    await pass(world, 31_000)
    expect(await subjects()).toEqual(['BTC', 'USD'])
    await pass(world, 200_000)
    world.venue.emit({ kind: 'EXECUTION', execution: world.venue.fill(idOf(2), '0.2') })
    await pass(world, 10_000)
    expect((await orderOf(world, buildIntent(2))).filledQuantity).toBe(parseQuantity('0.2'))
    world.venue.unlisted.clear()
    await pass(world, 6_000)
    expect(await subjects()).toEqual([])
    expect((await orderOf(world)).filledQuantity).toBe(parseQuantity('0.1'))
    expect(adjusted()).toEqual([])
  })
})

test('a pass that fails says so, and what it fails with', async () => {
  world.venue.down = true
  expect(await reconcile(desk)).toMatchObject({
    completed: false,
    differences: [{ kind: 'venue', detail: expect.stringContaining('venue is down') }],
  })
})

test('a pass of another account is refused, and one asked for while stopping is not completed', async () => {
  const stopped = desk.settled(desk.manager.stop())
  await stopped
  await expect(reconcile(desk)).rejects.toMatchObject({ status: 'UNAVAILABLE' })
})

describe('the clock', () => {
  test.each([
    [251, 'behind'],
    [-251, 'ahead of'],
  ])('%s ms off closes trading, saying so, until it is right again', async (offset, which) => {
    world.venue.clockOffsetMs = offset
    expect((await reconcile(desk)).differences.map(({ kind }) => kind)).toEqual(['clock'])
    expect(await place(world, desk)).toMatchObject({
      reason: 'NOT_RECONCILED',
      message: expect.stringContaining(`251 ms ${which} the venue's`),
    })
    expect(desk.manager.health()).toMatchObject({ ready: false, detail: expect.stringContaining('clock') })
    world.venue.clockOffsetMs = 250
    await pass(world, 6_000)
    expect(await isOpen(1)).toBe(true)
  })

  test('is measured from the middle of the time that asking took, by the quickest of three', async () => {
    await desk.settled(desk.manager.stop())
    const venue = world.venue.connect()
    const waits = [3_000, 3_000, 10]
    const slow = {
      ...venue,
      time: async (signal: AbortSignal) => {
        await world.scheduler.sleep(waits.shift() ?? 0)
        return venue.time(signal)
      },
    }
    desk = await startDesk(world, { venue: slow })
    expect(waits).toEqual([])
    expect(desk.manager.health().ready).toBe(true)
  })
})
