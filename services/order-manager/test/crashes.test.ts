/**
 * The service dies at every moment before and after every call it makes, one after the other, and another one starts
 * on what is left. Whatever the moment: the venue has been given an intent's order at most once, every fill is booked
 * once, and balances are what executions explain.
 */
import { type ClientOrderId, feeChange, quantityChange } from '@oasis/domain'
import type { VenueExecution } from '@oasis/ports'
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
  reconcile,
  snapshot,
  startDesk,
  type World,
} from './fixture.ts'
import { Life } from './mortal.ts'

const ID = idOf(1)
const THEIRS = 'person-1' as ClientOrderId

/** What an account lives through; told by a stream that may find nobody listening. */
async function live(world: World, desk: Desk): Promise<void> {
  const { venue } = world
  const tell = (execution: VenueExecution) => venue.emit({ kind: 'EXECUTION', execution })
  await desk.manager.start()
  await place(world, desk)
  await world.pass()
  if (!venue.reports.has(ID)) return
  tell(venue.fill(ID, '0.4'))
  await world.pass()
  const { instrumentId, side, terms } = buildIntent(2)
  const report = venue.acceptOfOthers({ clientOrderId: THEIRS, instrumentId, side, terms })
  venue.emit({ kind: 'ORDER', report })
  tell(venue.fill(THEIRS, '0.2'))
  await world.pass()
  await cancel(desk, ID)
  await world.pass()
  const late = venue.fill(ID, '0.1')
  venue.emit({ kind: 'ORDER', report: venue.end(ID, 'CANCELED') })
  await world.pass()
  tell(venue.reverse(late))
  venue.transfer('USD', '10')
  await reconcile(desk)
  await snapshot(desk, true)
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
  await checkBooks(world, desk)
  const { accountSeq } = await world.store.loadAccount(TEST_ACCOUNT)
  const numbers = eventsOf(world).map((event) => event.accountSeq)
  expect(numbers).toEqual(Array.from({ length: accountSeq }, (_, n) => n + 1))
  await desk.settled(desk.manager.stop())
}

/** Orders, executions and balances are the venue's. */
async function checkBooks(world: World, desk: Desk): Promise<void> {
  const { venue, store } = world
  for (const id of [ID, THEIRS]) {
    const order = await store.findByClientOrderId(id)
    const happened = venue.executions.filter(({ clientOrderId }) => clientOrderId === id)
    const booked = await store.executionsOf(id)
    expect(booked.map(({ executionId }) => executionId).sort()).toEqual(
      happened.map(({ executionId }) => executionId).sort(),
    )
    if (order === undefined) continue
    expect(order.filledQuantity).toBe(booked.reduce((sum, each) => sum + quantityChange(each), 0n))
    expect(order.fees).toBe(booked.reduce((sum, each) => sum + feeChange(each), 0n))
    expect(order.needsReview).toBe(booked.some(({ kind }) => kind === 'REVERSAL'))
    expect(['PENDING_SUBMIT', 'SUBMITTED', 'UNKNOWN', 'REVIEW']).not.toContain(order.state)
  }
  expect(await reconcile(desk)).toEqual({ completed: true, differences: [] })
  const [chunk] = await snapshot(desk, false)
  const balances = new Map(chunk?.balances.map(({ currency, total }) => [String(currency), total]))
  expect(balances).toEqual(new Map(venue.balances))
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

test('where look-ups prove nothing, an order lost before it reached the venue is given up after a while', async () => {
  const world = await createWorld()
  world.venue.conclusive = false
  const venue = { ...world.venue.connect(), submit: () => new Promise<never>(() => {}) }
  const first = await startDesk(world, { venue })
  await place(world, first)
  await world.pass()
  first.life.dead = true
  const second = await startDesk(world)
  expect((await world.store.findByClientOrderId(ID))?.state).toBe('UNKNOWN')
  await pass(world, 31_000)
  expect((await world.store.findByClientOrderId(ID))?.state).toBe('REJECTED')
  expect(world.venue.submitted).toEqual([])
  await second.settled(second.manager.stop())
})
