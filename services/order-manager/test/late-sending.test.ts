/** What an adapter waits for before the first byte: the approval's terms hold until that byte, not until the call. */
import type { SendingVeto, Venue } from '@oasis/ports'
import { beforeEach, expect, test } from 'vitest'
import { askToHalt } from './commands.ts'
import {
  askToPlace,
  createWorld,
  type Desk,
  orderOf,
  pass,
  snapshot,
  startDesk,
  type World,
} from './fixture.ts'

const LIMITER_MS = 1_000

let world: World
let desk: Desk
let lapsed: string | undefined
beforeEach(async () => {
  world = await createWorld()
  lapsed = undefined
  const lease = { lapsed: () => lapsed }
  desk = await startDesk(world, { venue: withLimiter(world.venue.connect()), lease })
})

/** Keeps an order waiting before it asks for the last time. */
const withLimiter = (venue: Venue): Venue => ({
  ...venue,
  submit: async (order, signal, veto: SendingVeto) => {
    await world.scheduler.sleep(LIMITER_MS)
    const reason = veto()
    return reason === undefined ? venue.submit(order, signal, veto) : { kind: 'NOT_SENT', reason }
  },
})

const placeAndWait = async (ms: number) => {
  askToPlace(world, desk).catch(() => {})
  await pass(world, ms)
  expect((await orderOf(world)).state).toBe('SUBMITTED')
}
const isNotSent = async (reason: string) => {
  await pass(world, LIMITER_MS)
  expect(await orderOf(world)).toMatchObject({ state: 'NOT_SENT', reason: expect.stringContaining(reason) })
  expect(world.venue.submitted).toEqual([])
}

test('an order that nothing overtakes is sent when its turn comes', async () => {
  await placeAndWait(LIMITER_MS / 2)
  await pass(world, LIMITER_MS)
  expect((await orderOf(world)).state).toBe('OPEN')
})

test('a halt reaches an order that waits in the adapter', async () => {
  await placeAndWait(LIMITER_MS / 2)
  askToHalt(desk).catch(() => {})
  await isNotSent('halted meanwhile')
})

test('so does a new risk epoch', async () => {
  await placeAndWait(LIMITER_MS / 2)
  await snapshot(desk, true)
  await isNotSent('risk epoch')
})

test('and the approval’s expiry, by the clock of that moment', async () => {
  askToPlace(world, desk, undefined, { expiresAt: approvalEnds() }).catch(() => {})
  await pass(world, LIMITER_MS / 2)
  expect((await orderOf(world)).state).toBe('SUBMITTED')
  await isNotSent('expired')
})

test('and the end of the lease: another order manager may have taken over while it waited', async () => {
  await placeAndWait(LIMITER_MS / 2)
  lapsed = 'the lease has lapsed'
  await isNotSent('the lease has lapsed')
})

test('a lease that lapses before the order is written as sent keeps it from being so', async () => {
  lapsed = 'the lease has lapsed'
  askToPlace(world, desk).catch(() => {})
  await isNotSent('the lease has lapsed')
})

const approvalEnds = () =>
  (world.scheduler.now() + BigInt(LIMITER_MS - 1) * 1_000_000n) as ReturnType<typeof world.scheduler.now>
