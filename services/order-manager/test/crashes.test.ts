/**
 * The service dies at every moment before and after every call it makes, one after the other, and another one starts
 * on what is left. Whatever the moment: the venue has been given an intent's order at most once, every fill is booked
 * once, and balances are what executions explain.
 */
import { sumMoney, ZERO_MONEY } from '@oasis/domain'
import { buildIntent, TEST_ACCOUNT } from '@oasis/testkit'
import { expect, test } from 'vitest'
import {
  cancel,
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

const ID = idOf(1)

/** What an account lives through; told by a stream that may find nobody listening. */
async function live(world: World, desk: Desk): Promise<void> {
  await desk.manager.start()
  await place(world, desk)
  await world.pass()
  if (!world.venue.reports.has(ID)) return
  world.venue.emit({ kind: 'EXECUTION', execution: world.venue.fill(ID, '0.4') })
  await world.pass()
  await cancel(desk, ID)
  await world.pass()
  world.venue.fill(ID, '0.1')
  world.venue.emit({ kind: 'ORDER', report: world.venue.end(ID, 'CANCELED') })
  await world.pass()
}

/** Waits for the life to end or to hang at its death. */
async function liveUntilDeath(world: World, desk: Desk): Promise<void> {
  let ended = false
  live(world, desk).then(
    () => (ended = true),
    () => (ended = true),
  )
  for (let turn = 0; turn < 40 && !ended && !desk.life.dead; turn++) await world.pass()
  await world.pass()
}

async function checkAfterRestart(world: World): Promise<void> {
  const desk = await startDesk(world)
  const { riskEpoch } = await world.store.loadAccount(TEST_ACCOUNT)
  const again = await place(world, desk, buildIntent(1), { riskEpoch })
  expect(again.kind).toBe('PLACED')
  await pass(world, 90_000)
  if (world.venue.reports.get(ID)?.status === 'OPEN') {
    world.venue.emit({ kind: 'EXECUTION', execution: world.venue.fill(ID, '0.6') })
  }
  await pass(world, 30_000)

  expect(world.venue.submitted.length).toBeLessThanOrEqual(1)
  const booked = await world.store.executionsOf(ID)
  expect(booked.map(({ executionId }) => executionId)).toEqual(
    world.venue.executions.map(({ executionId }) => executionId),
  )
  const order = await world.store.findByClientOrderId(ID)
  expect(order?.filledQuantity).toBe(booked.reduce((sum, { quantity }) => sum + quantity, 0n))
  expect(order?.fees).toBe(booked.length === 0 ? ZERO_MONEY : sumMoney(booked.map(({ fee }) => fee)))
  expect(order?.needsReview).toBe(false)
  // Only where looking proves nothing may an order that the venue never got stay in doubt.
  const inDoubt = !world.venue.conclusive && !world.venue.reports.has(ID)
  const unsettled = ['PENDING_SUBMIT', 'SUBMITTED', 'REVIEW', ...(inDoubt ? [] : ['UNKNOWN'])]
  expect(unsettled).not.toContain(order?.state)
  expect((await desk.manager.summaryState()).counters.differences).toBe(0)

  const { accountSeq } = await world.store.loadAccount(TEST_ACCOUNT)
  const numbers = eventsOf(world).map((event) => event.accountSeq)
  expect(numbers).toEqual(Array.from({ length: accountSeq }, (_, n) => n + 1))
  await desk.settled(desk.manager.stop())
}

test.each([true, false])('dying at any call, with conclusive look-ups: %s', async (conclusive) => {
  let deaths = 0
  for (let moment = 0; ; moment++) {
    const world = await createWorld()
    world.venue.conclusive = conclusive
    const desk = createDesk(world, { life: new Life(moment) })
    await liveUntilDeath(world, desk)
    if (!desk.life.dead) break
    deaths++
    await checkAfterRestart(world)
    await world.store.close()
  }
  expect(deaths).toBeGreaterThan(50)
})

test('where look-ups prove nothing, an order lost before it reached the venue stays UNKNOWN', async () => {
  const world = await createWorld()
  world.venue.conclusive = false
  const venue = { ...world.venue.connect(), submit: () => new Promise<never>(() => {}) }
  const first = await startDesk(world, { venue })
  await place(world, first)
  await world.pass()
  first.life.dead = true
  const second = await startDesk(world)
  await pass(world, 120_000)
  expect((await world.store.findByClientOrderId(ID))?.state).toBe('UNKNOWN')
  expect(world.venue.submitted).toEqual([])
  await second.settled(second.manager.stop())
})
