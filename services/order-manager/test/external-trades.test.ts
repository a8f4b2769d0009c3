/** Executions that have no place in our books: accounted for once, by the balances or by a person, and never again. */
import { type ClientOrderId, parseQuantity, type Quantity, ZERO_QUANTITY } from '@oasis/domain'
import { buildIntent } from '@oasis/testkit'
import { beforeEach, expect, test } from 'vitest'
import {
  createWorld,
  type Desk,
  idOf,
  orderOf,
  pass,
  place,
  reconcile,
  startDesk,
  steps,
  type World,
} from './fixture.ts'

const THEIRS = 'person-1' as ClientOrderId
const { instrumentId, side, terms } = buildIntent(1)

let world: World
let desk: Desk
beforeEach(async () => {
  world = await createWorld()
})

const start = async (): Promise<void> => {
  desk = await startDesk(world)
}
const restart = async (): Promise<void> => {
  await desk.settled(desk.manager.stop())
  await start()
}
const theirOrder = () => world.venue.acceptOfOthers({ clientOrderId: THEIRS, instrumentId, side, terms })
const showAs = (filledQuantity: Quantity) =>
  world.venue.reports.set(THEIRS, { ...world.venue.end(THEIRS, 'CANCELED'), filledQuantity })
const differences = async (adopt = false) =>
  (await reconcile(desk, adopt)).differences.map(({ kind }) => kind)
const adjusted = async () => {
  await world.pass()
  return steps(world).filter((step) => step.startsWith('ADJUSTMENT') && !step.endsWith('OPENING'))
}
const TRADE = ['ADJUSTMENT EXTERNAL_TRADE', 'ADJUSTMENT EXTERNAL_TRADE']
const CORRECTED = ['ADJUSTMENT CORRECTION', 'ADJUSTMENT CORRECTION']

/** A person's fill from before the account's opening, taken back after it. */
async function takeBackOldFill(): Promise<void> {
  theirOrder()
  const fill = world.venue.fill(THEIRS, '0.5')
  showAs(fill.quantity)
  await pass(world, 60_000)
  await start()
  await pass(world, 60_000)
  world.venue.reverse(fill)
  showAs(ZERO_QUANTITY)
}

test('a reversal of a fill that is part of the opening holdings is an external trade as soon as the balances say so', async () => {
  await takeBackOldFill()
  expect(await differences()).toContain('missing_execution')
  expect((await place(world, desk)).kind).toBe('REFUSED')
  expect(await adjusted()).toEqual([])
  await pass(world, 45_000)
  expect(await adjusted()).toEqual(TRADE)
  expect(await differences()).toEqual([])
  expect(desk.manager.health()).toMatchObject({ ready: true })
  expect((await place(world, desk, buildIntent(2))).kind).toBe('PLACED')
})

test('it is one over restarts, however often it is listed', async () => {
  await takeBackOldFill()
  await pass(world, 45_000)
  await restart()
  await pass(world, 120_000)
  expect(await adjusted()).toEqual(TRADE)
  expect(await differences()).toEqual([])
})

test('a person takes it over as soon as it has been there for a while, and not before', async () => {
  await takeBackOldFill()
  expect(await differences(true)).toContain('missing_execution')
  expect(await adjusted()).toEqual([])
  await pass(world, 11_000)
  expect(await differences(true)).toEqual([])
  expect(await adjusted()).toEqual(TRADE)
})

test('a fill whose order nobody finds waits for a person, and is not booked when its order appears after that', async () => {
  await start()
  theirOrder()
  world.venue.hidden.add(THEIRS)
  const fill = world.venue.fill(THEIRS, '0.5')
  expect(await differences()).toContain('external_execution')
  await pass(world, 600_000)
  expect(await adjusted()).toEqual([])
  expect(await differences(true)).toEqual([])
  expect(await adjusted()).toEqual(TRADE)
  expect(await differences()).toEqual([])
  expect((await place(world, desk)).kind).toBe('PLACED')
  world.venue.hidden.clear()
  world.venue.emit({ kind: 'EXECUTION', execution: fill })
  await restart()
  await pass(world, 60_000)
  expect(await world.store.executionsOf(THEIRS)).toEqual([])
  expect(await adjusted()).toEqual(TRADE)
  expect(await differences()).not.toContain('balance')
})

test('what the balances do not confirm waits for a person, whose word makes the ledger the venue’s', async () => {
  await start()
  theirOrder()
  world.venue.hidden.add(THEIRS)
  const fill = world.venue.fill(THEIRS, '0.5')
  world.venue.unlisted.add(fill.executionId)
  world.venue.reverse(fill)
  await pass(world, 600_000)
  expect(await differences()).toEqual(['missing_execution'])
  expect(await adjusted()).toEqual([])
  expect(await differences(true)).toEqual([])
  expect(await adjusted()).toEqual([...TRADE, ...CORRECTED])
  await restart()
  expect(await differences()).toEqual([])
  expect((await place(world, desk)).kind).toBe('PLACED')
})

test('a fill and its reversal, both of an order that nobody finds, come to nothing and close nothing for long', async () => {
  await start()
  theirOrder()
  world.venue.hidden.add(THEIRS)
  world.venue.reverse(world.venue.fill(THEIRS, '0.5'))
  expect(await differences()).toHaveLength(2)
  await pass(world, 45_000)
  expect(await differences()).toEqual([])
  expect(await adjusted()).toEqual([...TRADE, ...TRADE])
})

test('one taker meets a stranger’s order and ours: theirs is an external trade, and ours, listed later, is booked', async () => {
  await start()
  await place(world, desk)
  await world.pass()
  theirOrder()
  world.venue.hidden.add(THEIRS)
  world.venue.fill(THEIRS, '0.1')
  const ours = world.venue.fill(idOf(1), '0.1')
  world.venue.unlisted.add(ours.executionId)
  await differences()
  await pass(world, 60_000)
  await differences(true)
  world.venue.unlisted.clear()
  await pass(world, 120_000)
  expect((await orderOf(world)).filledQuantity).toBe(parseQuantity('0.1'))
})

test('of two fills of others with one time and one size, both are adjusted, also over a restart', async () => {
  await start()
  theirOrder()
  world.venue.hidden.add(THEIRS)
  world.venue.fill(THEIRS, '0.1')
  const second = world.venue.fill(THEIRS, '0.1')
  world.venue.unlisted.add(second.executionId)
  await differences()
  await pass(world, 60_000)
  await differences(true)
  await restart()
  world.venue.unlisted.clear()
  expect(await differences()).toContain('external_execution')
  await pass(world, 60_000)
  await differences(true)
  expect(await differences()).toEqual([])
  const trades = (await adjusted()).filter((step) => step === TRADE[0])
  expect(trades).toHaveLength(4)
})
