/** The minute in which an order may be in doubt is one, however often the order manager starts again. */
import { addMillis, millisBetween } from '@oasis/domain'
import type { OrderStore } from '@oasis/ports'
import { TEST_ACCOUNT } from '@oasis/testkit'
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  createWorld,
  type Desk,
  eventsOf,
  idOf,
  orderOf,
  pass,
  place,
  startDesk,
  steps,
  type World,
} from './fixture.ts'

const ID = idOf(1)
const PROMISED_MS = 60_000

let world: World
let desk: Desk
beforeEach(async () => {
  world = await createWorld()
  world.venue.conclusive = false
  desk = await startDesk(world)
})

/** Acknowledged, and not shown any more: nothing but its reappearance explains it. */
async function lose(): Promise<void> {
  await place(world, desk)
  await pass(world, 11_000)
  world.venue.hidden.add(ID)
  world.venue.emit({ kind: 'RECONNECTED' })
  expect((await orderOf(world)).state).toBe('UNKNOWN')
}

async function crash(): Promise<void> {
  desk.life.dead = true
  desk = await startDesk(world)
}

/** Crashes after each of these lives, the last one first again when all have been, until the order is not UNKNOWN. */
async function unknownForMs(livesMs: readonly number[], atMostMs = 10 * PROMISED_MS): Promise<number> {
  let aliveMs = 0
  for (let n = 0; aliveMs < atMostMs; n++) {
    const lifeMs = livesMs[n % livesMs.length] ?? 1
    await pass(world, lifeMs)
    if ((await orderOf(world)).state !== 'UNKNOWN') return aliveMs + lifeMs
    aliveMs += lifeMs
    await crash()
  }
  return aliveMs
}

describe('an order that nothing explains is in REVIEW within a minute of being looked for', () => {
  test.each([[28_000], [13_000], [5_000], [1_000], [100], [40]])(
    'also when the order manager crashes every %i ms',
    async (lifeMs) => {
      await lose()
      expect(await unknownForMs([lifeMs])).toBeLessThanOrEqual(PROMISED_MS)
      expect((await orderOf(world)).state).toBe('REVIEW')
    },
  )

  test('whenever it crashes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 30, max: 50_000 }), { minLength: 1, maxLength: 6 }),
        async (livesMs) => {
          world = await createWorld()
          world.venue.conclusive = false
          desk = await startDesk(world)
          await lose()
          expect(await unknownForMs(livesMs)).toBeLessThanOrEqual(PROMISED_MS + Math.max(...livesMs))
        },
      ),
      { numRuns: 25 },
    )
  })

  test('also when what it lacks are fills that a report speaks of', async () => {
    await place(world, desk)
    await world.pass()
    const fill = world.venue.fill(ID, '1')
    world.venue.unlisted.add(fill.executionId)
    world.venue.emit({ kind: 'ORDER', report: world.venue.report(ID) })
    await pass(world, 28_000)
    await crash()
    await pass(world, 20_000)
    expect((await orderOf(world)).state).toBe('OPEN')
    await crash()
    await pass(world, 10_000)
    expect(await orderOf(world)).toMatchObject({ state: 'REVIEW', reason: expect.stringContaining('fills') })
  })

  test('a crash takes no more than seconds from the minute', async () => {
    await lose()
    await pass(world, 20_000)
    await crash()
    await pass(world, 29_000)
    expect((await orderOf(world)).state).toBe('UNKNOWN')
  })
})

test('scans begin anew with a restart, and thirty seconds of them end the doubt as before', async () => {
  world.venue.script = 'LOST'
  await place(world, desk)
  await pass(world, 15_000)
  await crash()
  await pass(world, 29_000)
  expect((await orderOf(world)).state).toBe('UNKNOWN')
  await pass(world, 2_000)
  expect((await orderOf(world)).reason).toMatch(/^ABSENT/)
})

test('a stop that is waited for takes nothing from the minute', async () => {
  await lose()
  for (let n = 0; n < 10; n++) {
    await pass(world, 5_200)
    await desk.settled(desk.manager.stop())
    desk = await startDesk(world)
  }
  expect((await orderOf(world)).state).toBe('UNKNOWN')
  await pass(world, 4_000)
  expect((await orderOf(world)).state).toBe('REVIEW')
})

test('time in which the venue does not answer is not charged, however often it starts meanwhile', async () => {
  await lose()
  await pass(world, 10_000)
  world.venue.down = true
  for (let n = 0; n < 30; n++) {
    desk.life.dead = true
    desk = await startDesk(world)
    await pass(world, 20_000)
  }
  expect((await orderOf(world)).state).toBe('UNKNOWN')
  world.venue.down = false
  await pass(world, 36_000)
  expect((await orderOf(world)).state).toBe('UNKNOWN')
  await pass(world, 15_000)
  expect((await orderOf(world)).state).toBe('REVIEW')
})

test('the minute goes on with the stream, whatever becomes of a look that hangs since before', async () => {
  await lose()
  await pass(world, 46_000)
  world.venue.down = true
  await pass(world, 20_000)
  expect((await orderOf(world)).state).toBe('UNKNOWN')
  world.venue.silent = true
  await pass(world, 2_000)
  world.venue.down = false
  world.venue.silent = false
  world.venue.emit({ kind: 'RECONNECTED' })
  // The look has eight of its ten seconds left.
  await pass(world, 6_500)
  expect((await orderOf(world)).state).toBe('REVIEW')
})

test('a doubt that has ended leaves nothing behind, and the next one has a minute of its own', async () => {
  await lose()
  await pass(world, 30_000)
  expect(await world.store.doubts(TEST_ACCOUNT)).toMatchObject([{ clientOrderId: ID, kind: 'OUTCOME' }])
  world.venue.hidden.clear()
  await pass(world, 11_000)
  expect((await orderOf(world)).state).toBe('OPEN')
  expect(await world.store.doubts(TEST_ACCOUNT)).toEqual([])
  world.venue.hidden.add(ID)
  await pass(world, 35_000)
  const { state, updatedAt } = await orderOf(world)
  expect(state).toBe('UNKNOWN')
  await crash()
  await world.scheduler.runUntil(addMillis(updatedAt, 45_000))
  expect((await orderOf(world)).state).toBe('UNKNOWN')
})

test('of a doubt that ended in the crash nothing is left either', async () => {
  await lose()
  await pass(world, 30_000)
  world.venue.hidden.clear()
  world.venue.emit({ kind: 'ORDER', report: world.venue.report(ID) })
  await world.pass()
  expect(await world.store.doubts(TEST_ACCOUNT)).toHaveLength(1)
  world.venue.down = true
  await crash()
  await pass(world, 6_000)
  expect((await orderOf(world)).state).toBe('OPEN')
  expect(await world.store.doubts(TEST_ACCOUNT)).toEqual([])
})

describe('what it costs', () => {
  const writes: boolean[] = []
  const counting = (store: OrderStore): OrderStore =>
    new Proxy(store, {
      get: (target, name) => {
        if (name === 'commit') {
          return (write: Parameters<OrderStore['commit']>[0]) => {
            writes.push(write.doubts !== undefined)
            return store.commit(write)
          }
        }
        const value = Reflect.get(target, name)
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
  beforeEach(async () => {
    writes.length = 0
    await desk.settled(desk.manager.stop())
    desk = await startDesk(world, { store: counting(world.store) })
  })

  test('nothing for an order that is never in doubt', async () => {
    await place(world, desk)
    await pass(world, 600_000)
    expect(writes).not.toContain(true)
  })

  test('a write every five seconds while any is in doubt, no event, and none when a person has been asked', async () => {
    await lose()
    const from = world.scheduler.now()
    const { length } = eventsOf(world)
    await pass(world, 50_000)
    const charges = writes.filter((doubts) => doubts).length
    expect(charges).toBeGreaterThan(8)
    expect(charges).toBeLessThan(13)
    expect(eventsOf(world)).toHaveLength(length)
    await pass(world, 20_000)
    expect(steps(world).at(-1)).toBe('REVIEW → REVIEW')
    writes.length = 0
    await pass(world, 600_000)
    expect(writes).not.toContain(true)
    expect(millisBetween(from, world.scheduler.now())).toBe(670_000)
  })

  test('none either for one in REVIEW whose fills are still not listed', async () => {
    await place(world, desk)
    await world.pass()
    world.venue.unlisted.add(world.venue.fill(ID, '1').executionId)
    world.venue.emit({ kind: 'ORDER', report: world.venue.report(ID) })
    await pass(world, 62_000)
    expect((await orderOf(world)).state).toBe('REVIEW')
    writes.length = 0
    await pass(world, 600_000)
    expect(writes).not.toContain(true)
  })
})
