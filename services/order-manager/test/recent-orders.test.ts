/** Who takes a new risk epoch learns what was sent just before it, so that a restart gives nobody a second burst. */
import { RECENT_ORDERS_MS } from '@oasis/domain'
import { buildIntent } from '@oasis/testkit'
import { beforeEach, expect, test } from 'vitest'
import {
  createWorld,
  type Desk,
  idOf,
  orderOf,
  pass,
  place,
  snapshot,
  startDesk,
  type World,
} from './fixture.ts'

let world: World
let desk: Desk
beforeEach(async () => {
  world = await createWorld()
  desk = await startDesk(world)
  await place(world, desk, buildIntent(1))
  await pass(world, 100)
  world.venue.emit({ kind: 'ORDER', report: world.venue.end(idOf(1), 'CANCELED') })
  await pass(world, 900)
})

const told = async (takeEpoch: boolean) =>
  (await snapshot(desk, takeEpoch)).flatMap(({ openOrders }) => openOrders.map((each) => each.clientOrderId))

test('a final order is told of with a new epoch as long as it is recent, and to nobody else', async () => {
  expect((await orderOf(world)).state).toBe('CANCELED')
  expect(await told(false)).toEqual([])
  expect(await told(true)).toEqual([idOf(1)])
  await pass(world, RECENT_ORDERS_MS - 2_000)
  expect(await told(true)).toEqual([idOf(1)])
  await pass(world, 3_000)
  expect(await told(true)).toEqual([])
})

test('by an order manager that was started anew, too', async () => {
  await desk.settled(desk.manager.stop())
  desk = await startDesk(world)
  expect(await told(true)).toEqual([idOf(1)])
})
