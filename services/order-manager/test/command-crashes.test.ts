/**
 * The order manager dies at every moment before and after every call it makes while a halt, a replace, a void or a
 * reset goes on. Another one starts on what is left, and the caller asks again for what was not answered, as callers do.
 */
import type { OrderIntent } from '@oasis/domain'
import { buildIntent, TEST_ACCOUNT } from '@oasis/testkit'
import { expect, test } from 'vitest'
import { askToHalt, askToReset, askToResume, askToVoid } from './commands.ts'
import {
  askToPlace,
  createDesk,
  createWorld,
  type Desk,
  eventsOf,
  idOf,
  pass,
  place,
  startDesk,
  type World,
} from './fixture.ts'
import { Life } from './mortal.ts'
import { ObedientVenue, openAtVenue } from './obedient-venue.ts'

interface Story {
  /** Each step is a call and its answer; a dead service gives none. */
  readonly steps: readonly ((world: World, desk: Desk) => Promise<unknown>)[]
  /** On the service that started again; `answered`: how many of the steps were. */
  readonly check: (world: World, desk: Desk, answered: number, venue: ObedientVenue) => Promise<void>
}

/** What was sent, by approvals of the epochs that are in force at the time. */
const placeNow = async (world: World, desk: Desk, intent: OrderIntent) => {
  const { haltEpoch, riskEpoch } = await world.store.loadAccount(TEST_ACCOUNT)
  return place(world, desk, intent, { haltEpoch, riskEpoch })
}

const replacement = buildIntent(2, { replaces: idOf(1) })

const STORIES: Readonly<Record<string, Story>> = {
  halt: {
    steps: [
      (world, desk) => askToPlace(world, desk),
      (world, desk) => askToPlace(world, desk, buildIntent(2)),
      (_, desk) => askToHalt(desk),
      (world, desk) => askToPlace(world, desk, buildIntent(3)),
    ],
    check: async (world, desk, answered) => {
      if (answered < 3) await desk.settled(askToHalt(desk))
      await pass(world, 10_000)
      expect(openAtVenue(world)).toEqual([])
      expect(await placeNow(world, desk, buildIntent(9))).toMatchObject({ reason: 'HALTED' })
      expect(world.venue.submitted).not.toContain(idOf(3))
    },
  },
  resume: {
    steps: [
      (_, desk) => askToHalt(desk),
      (_, desk) => askToResume(desk, 1),
      (world, desk) => askToPlace(world, desk, buildIntent(1), { haltEpoch: 1 }),
    ],
    check: async (world, desk, answered) => {
      // Nobody has asked for the end of it yet, or nobody was told: it holds, or the resume was taken.
      if (answered === 1) {
        const { halted } = await world.store.loadAccount(TEST_ACCOUNT)
        expect(halted || world.latch.record === undefined).toBe(true)
        expect(await desk.settled(askToResume(desk, 1))).toMatchObject({ resumed: true })
      }
      if (answered < 1) return
      expect(await placeNow(world, desk, buildIntent(9))).toMatchObject({ kind: 'PLACED' })
      expect(world.latch.record).toBeUndefined()
    },
  },
  replace: {
    steps: [
      (world, desk) => askToPlace(world, desk),
      async (world) => pass(world, 10),
      (world, desk) => askToPlace(world, desk, replacement),
      async (world) => pass(world, 100),
    ],
    check: async (world, desk) => {
      await placeNow(world, desk, buildIntent(1))
      await pass(world, 120_000)
      const old = await world.store.findByClientOrderId(idOf(1))
      const fresh = await world.store.findByClientOrderId(idOf(2))
      expect(openAtVenue(world).length).toBeLessThanOrEqual(1)
      if (fresh === undefined) return
      // Its cancel was asked for, and that is not forgotten; the new one is sent after it or never.
      if (fresh.state !== 'NOT_SENT') expect(old?.state).toBe('CANCELED')
      expect(['OPEN', 'NOT_SENT', 'REJECTED']).toContain(fresh.state)
    },
  },
  void: {
    steps: [
      (_, desk) => askToVoid(desk, buildIntent(1)),
      (world, desk) => askToPlace(world, desk),
      (world, desk) => askToPlace(world, desk, buildIntent(2)),
      (_, desk) => askToVoid(desk, buildIntent(2)),
    ],
    check: async (world, desk, answered) => {
      if (answered < 1) await desk.settled(askToVoid(desk, buildIntent(1)))
      expect(await placeNow(world, desk, buildIntent(1))).toMatchObject({ reason: 'VOIDED' })
      expect(world.venue.submitted).not.toContain(idOf(1))
      const { order } = await desk.settled(askToVoid(desk, buildIntent(2)))
      if (world.venue.submitted.includes(idOf(2))) expect(order.state).not.toBe('VOIDED')
      const again = await placeNow(world, desk, buildIntent(2))
      expect(again).toMatchObject(order.state === 'VOIDED' ? { reason: 'VOIDED' } : { kind: 'PLACED' })
    },
  },
  reset: {
    steps: [
      (world, desk) => askToPlace(world, desk),
      async (world) => {
        if (!world.venue.reports.has(idOf(1))) return
        world.venue.emit({ kind: 'EXECUTION', execution: world.venue.fill(idOf(1), '0.4') })
        await world.pass()
      },
      (_, desk) => askToReset(desk),
    ],
    check: async (world, desk, _answered, venue) => {
      // What was begun has been done at the start, with nobody asking.
      expect(await world.store.unfinishedReset(TEST_ACCOUNT)).toBeUndefined()
      expect(await desk.settled(askToReset(desk))).toMatchObject({ reset: true })
      await pass(world, 60_000)
      expect(venue.resets).toBe(1)
      expect(eventsOf(world).filter(({ body }) => body.kind === 'RESET')).toHaveLength(1)
      expect(openAtVenue(world)).toEqual([])
      const { positions, cash } = await desk.manager.summaryState()
      expect({ positions, cash }).toEqual({ positions: [], cash: { USD: '100000' } })
      expect(desk.manager.health()).toMatchObject({ ready: true })
    },
  },
}

/** Ends at its death; returns how many steps were answered. */
async function live(world: World, desk: Desk, { steps }: Story): Promise<number> {
  let answered = 0
  const living = (async () => {
    await desk.manager.start()
    for (const step of steps) {
      await step(world, desk)
      answered++
    }
  })()
  let ended = false
  const end = () => (ended = true)
  living.then(end, end)
  for (let turn = 0; turn < 500 && !ended && !desk.life.dead; turn++) await world.pass()
  if (!desk.life.dead) await living
  await world.pass()
  return answered
}

test.each(Object.keys(STORIES))('dying at any call during a %s', { timeout: 60_000 }, async (name) => {
  const story = STORIES[name] as Story
  let deaths = 0
  for (let moment = 0; ; moment++) {
    const world = await createWorld()
    const venue = new ObedientVenue(world)
    const first = createDesk(world, { life: new Life(moment), venue: venue.connect() })
    const answered = await live(world, first, story)
    const died = first.life.dead
    first.life.dead = true
    if (died) deaths++
    const second = await startDesk(world, { venue: venue.connect() })
    await story.check(world, second, answered, venue)
    // Whatever the moment: at most one order for an intent, and nothing out of line in the books.
    expect(new Set(world.venue.submitted).size).toBe(world.venue.submitted.length)
    expect(second.fatal).toEqual([])
    await world.pass()
    const { accountSeq } = await world.store.loadAccount(TEST_ACCOUNT)
    const numbers = eventsOf(world).map((event) => event.accountSeq)
    expect(numbers).toEqual(Array.from({ length: accountSeq }, (_, n) => n + 1))
    await second.settled(second.manager.stop())
    await world.store.close()
    if (!died) break
  }
  expect(deaths).toBeGreaterThan(20)
})
