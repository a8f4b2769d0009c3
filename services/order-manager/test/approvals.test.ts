/** What is not risk's own word, for exactly these bytes, now, is refused: each fault alone, and no trace of the order. */
import { orderIntentCodec, orderService, type PlaceOrderReply } from '@oasis/contracts'
import { type Approval, addMillis, parseQuantity } from '@oasis/domain'
import { buildIntent } from '@oasis/testkit'
import { beforeEach, describe, expect, test } from 'vitest'
import { askToHalt, askToResume } from './commands.ts'
import {
  approve,
  createWorld,
  type Desk,
  idOf,
  KEYS,
  pass,
  place,
  snapshot,
  startDesk,
  type World,
} from './fixture.ts'

const INTENT = buildIntent(1)
const BYTES = orderIntentCodec.encode(INTENT)

let world: World
let desk: Desk
beforeEach(async () => {
  world = await createWorld()
  desk = await startDesk(world)
})

const send = (approval: Approval, intentBytes: Uint8Array = BYTES): Promise<PlaceOrderReply> =>
  desk.settled(desk.rpc.call(orderService.placeOrder, { intentBytes, approval }, { timeoutMs: 5_000 }))

async function expectRefused(reply: PlaceOrderReply, reason: string): Promise<void> {
  expect(reply).toMatchObject({ kind: 'REFUSED', reason })
  await pass(world, 1_000)
  expect(await world.store.findByClientOrderId(idOf(1))).toBeUndefined()
  expect(world.venue.submitted).toEqual([])
}

const good = (): Approval => approve(world, BYTES, INTENT)

test('risk’s own word is taken', async () => {
  expect(await send(good())).toMatchObject({ kind: 'PLACED' })
})

describe('forged', () => {
  test('by another secret', async () => {
    await expectRefused(await send(approve(world, BYTES, INTENT, {}, 'guessed')), 'BAD_MAC')
  })

  test.each([0, 31])('by a flipped bit in byte %i of the signature', async (at) => {
    const mac = Uint8Array.from(good().mac, (byte, n) => (n === at ? byte ^ 1 : byte))
    await expectRefused(await send({ ...good(), mac }), 'BAD_MAC')
  })

  test.each([1, 31])('by a signature of only %i bytes', async (length) => {
    await expectRefused(await send({ ...good(), mac: good().mac.slice(0, length) }), 'BAD_MAC')
  })
})

describe('altered after it was signed', () => {
  test('in the order', async () => {
    const terms = { ...INTENT.terms, quantity: parseQuantity('1000') } as typeof INTENT.terms
    await expectRefused(await send(good(), orderIntentCodec.encode({ ...INTENT, terms })), 'BAD_MAC')
  })

  test.each([
    ['its expiry', (approval: Approval) => ({ expiresAt: addMillis(approval.expiresAt, 1) })],
    ['its halt epoch', (approval: Approval) => ({ haltEpoch: approval.haltEpoch + 1 })],
    ['its risk epoch', (approval: Approval) => ({ riskEpoch: approval.riskEpoch + 1 })],
    ['its key', () => ({ keyId: 'key-2' })],
    ['its intent', () => ({ intentId: buildIntent(2).intentId })],
  ])('in %s', async (_what, change) => {
    await expectRefused(await send({ ...good(), ...change(good()) }), 'BAD_MAC')
  })

  test('or taken from another intent’s approval', async () => {
    const other = buildIntent(2)
    const stolen = approve(world, orderIntentCodec.encode(other), other)
    await expectRefused(await send(stolen), 'BAD_MAC')
  })

  test('or signed for these bytes under another intent’s name', async () => {
    const misnamed = approve(world, BYTES, INTENT, { intentId: buildIntent(2).intentId })
    await expectRefused(await send(misnamed), 'INTENT_MISMATCH')
  })
})

test('expired: not a nanosecond longer than it says', async () => {
  const approval = good()
  await world.scheduler.runUntil(approval.expiresAt)
  await expectRefused(await send(approval), 'EXPIRED')
})

describe('keys', () => {
  const SECOND = 'second secret'

  test('two are live while they are rotated', async () => {
    expect(await send(good())).toMatchObject({ kind: 'PLACED' })
    const other = buildIntent(2)
    const bytes = orderIntentCodec.encode(other)
    const approval = approve(world, bytes, other, { keyId: 'key-2' }, SECOND)
    expect(await send(approval, bytes)).toMatchObject({ kind: 'PLACED' })
  })

  test('an old one is dead once it was taken out', async () => {
    await desk.settled(desk.manager.stop())
    const keys = new Map([...KEYS].filter(([id]) => id === 'key-2'))
    desk = await startDesk(world, { keys })
    await expectRefused(await send(good()), 'UNKNOWN_KEY')
    const approval = approve(world, BYTES, INTENT, { keyId: 'key-2' }, SECOND)
    expect(await send(approval)).toMatchObject({ kind: 'PLACED' })
  })
})

describe('of an epoch that is over', () => {
  test('a restarted risk engine’s', async () => {
    await snapshot(desk, true)
    await expectRefused(await send(good()), 'RISK_EPOCH')
  })

  test('from before a halt, though it was resumed', async () => {
    const before = good()
    await desk.settled(askToHalt(desk))
    await desk.settled(askToResume(desk, 1))
    await expectRefused(await send(before), 'HALT_EPOCH')
  })

  test('of one to come', async () => {
    await expectRefused(await send(approve(world, BYTES, INTENT, { haltEpoch: 1 })), 'HALT_EPOCH')
    await expectRefused(await send(approve(world, BYTES, INTENT, { riskEpoch: 1 })), 'RISK_EPOCH')
  })
})

test('of another mode', async () => {
  const real = buildIntent(1, { mode: 'REAL' })
  const bytes = orderIntentCodec.encode(real)
  await expectRefused(await send(approve(world, bytes, real), bytes), 'MODE_MISMATCH')
})

test('another content under an id that is known is refused, however well it is signed', async () => {
  await place(world, desk)
  await pass(world, 100)
  const terms = { ...INTENT.terms, quantity: parseQuantity('2') } as typeof INTENT.terms
  const changed = { ...INTENT, terms }
  const bytes = orderIntentCodec.encode(changed)
  const reply = await send(approve(world, bytes, changed), bytes)
  expect(reply).toMatchObject({ kind: 'REFUSED', reason: 'INTENT_MISMATCH' })
  expect(world.venue.submitted).toEqual([idOf(1)])
})
