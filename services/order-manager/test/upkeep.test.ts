/** Voids, a person's decisions, the audit's findings, and the expiry that resting orders get. */
import { orderService } from '@oasis/contracts'
import { accountId, addMillis, instrumentId, type OrderTerms, parsePrice, parseQuantity } from '@oasis/domain'
import type { VenueOrder } from '@oasis/ports'
import { buildIntent, TEST_ACCOUNT } from '@oasis/testkit'
import { beforeEach, describe, expect, test } from 'vitest'
import { askToResolve, askToVoid, reportAudit } from './commands.ts'
import {
  cancel,
  createWorld,
  type Desk,
  idOf,
  orderOf,
  pass,
  place,
  startDesk,
  steps,
  type World,
} from './fixture.ts'

const ID = idOf(1)
const BTC = buildIntent(1).instrumentId

let world: World
let desk: Desk
beforeEach(async () => {
  world = await createWorld()
  desk = await startDesk(world)
})

async function inconclusive(): Promise<void> {
  await desk.settled(desk.manager.stop())
  world.venue.conclusive = false
  desk = await startDesk(world)
}

async function unknown(): Promise<void> {
  await inconclusive()
  world.venue.script = 'LOST'
  await place(world, desk)
  expect((await orderOf(world)).state).toBe('UNKNOWN')
}

const acceptAtVenue = () => {
  const { instrumentId, side, terms } = buildIntent(1)
  return world.venue.accept({ clientOrderId: ID, instrumentId, side, terms })
}

describe('a voided intent', () => {
  test('leaves a tombstone, and can no longer be placed', async () => {
    const { order } = await desk.settled(askToVoid(desk, buildIntent(1)))
    expect(order).toMatchObject({ state: 'VOIDED', version: 2, clientOrderId: ID })
    expect(await place(world, desk)).toMatchObject({ kind: 'REFUSED', reason: 'VOIDED' })
    await desk.settled(desk.manager.stop())
    desk = await startDesk(world)
    expect(await place(world, desk)).toMatchObject({ kind: 'REFUSED', reason: 'VOIDED' })
    expect(await desk.settled(askToVoid(desk, buildIntent(1)))).toMatchObject({ order: { version: 2 } })
    expect(steps(world).slice(-2)).toEqual(['CREATE → PENDING_SUBMIT', 'VOID → VOIDED'])
    expect(world.venue.submitted).toEqual([])
  })

  test('that was placed before is answered as it is and goes on', async () => {
    await place(world, desk)
    await world.pass()
    expect(await desk.settled(askToVoid(desk, buildIntent(1)))).toMatchObject({ order: { state: 'OPEN' } })
    expect((await orderOf(world)).state).toBe('OPEN')
  })

  test('is voided before it is reconciled, too', async () => {
    await desk.settled(desk.manager.stop())
    world.venue.down = true
    desk = await startDesk(world)
    expect(await desk.settled(askToVoid(desk, buildIntent(1)))).toMatchObject({ order: { state: 'VOIDED' } })
  })

  test('of another mode or account is told so', async () => {
    const real = askToVoid(desk, buildIntent(1, { mode: 'REAL' }))
    await expect(desk.settled(real)).rejects.toMatchObject({ status: 'INVALID_ARGUMENT' })
    const other = askToVoid(desk, buildIntent(1, { accountId: accountId('coinbase.other.paper') }))
    await expect(desk.settled(other)).rejects.toMatchObject({ status: 'NOT_FOUND' })
  })
})

describe('a person’s decision', () => {
  test.each([
    ['NEVER_EXISTED', 'REJECTED'],
    ['CANCELED', 'CANCELED'],
    ['EXPIRED', 'EXPIRED'],
  ] as const)('%s ends an UNKNOWN order as %s, with who and why', async (resolution, state) => {
    await unknown()
    expect(await desk.settled(askToResolve(desk, ID, resolution))).toMatchObject({ accepted: true, state })
    const order = await orderOf(world)
    expect(order).toMatchObject({ state, needsReview: false })
    expect(order.reason).toContain(`resolved by ann as ${resolution}: looked`)
    await pass(world, 120_000)
    expect((await orderOf(world)).state).toBe(state)
  })

  test('that it is OPEN needs the venue’s word', async () => {
    await unknown()
    expect(await desk.settled(askToResolve(desk, ID, 'OPEN'))).toMatchObject({
      accepted: false,
      state: 'UNKNOWN',
    })
    acceptAtVenue()
    expect(await desk.settled(askToResolve(desk, ID, 'OPEN'))).toMatchObject({
      accepted: true,
      state: 'OPEN',
    })
  })

  test('against the venue’s word is not taken: the venue’s is', async () => {
    await unknown()
    acceptAtVenue()
    const reply = await desk.settled(askToResolve(desk, ID, 'NEVER_EXISTED'))
    expect(reply).toMatchObject({ accepted: false, state: 'OPEN' })
  })

  test('is not taken while the venue cannot be asked, nor for orders that are not in doubt', async () => {
    await unknown()
    world.venue.down = true
    const call = askToResolve(desk, ID, 'CANCELED')
    await expect(desk.settled(call)).rejects.toMatchObject({ status: 'UNAVAILABLE' })
    world.venue.down = false
    world.venue.script = 'ACK'
    const other = instrumentId('coinbase:ETH-USD')
    await place(world, desk, buildIntent(2, { instrumentId: other }))
    await orderOf(world, buildIntent(2))
    expect(await desk.settled(askToResolve(desk, idOf(2), 'CANCELED'))).toMatchObject({ accepted: false })
    await expect(desk.settled(askToResolve(desk, idOf(9), 'CANCELED'))).rejects.toMatchObject({
      status: 'NOT_FOUND',
    })
  })

  test('is not taken while the venue’s answer is awaited', async () => {
    world.venue.script = 'HANGS'
    await place(world, desk)
    expect(await desk.settled(askToResolve(desk, ID, 'NEVER_EXISTED'))).toMatchObject({ accepted: false })
  })

  test('that it never existed does not hide the order when the venue shows it after all', async () => {
    await unknown()
    await desk.settled(askToResolve(desk, ID, 'NEVER_EXISTED'))
    world.venue.emit({ kind: 'ORDER', report: acceptAtVenue() })
    expect((await orderOf(world)).state).toBe('OPEN')
  })
})

describe('the audit', () => {
  const finding = { instrumentId: BTC, detail: 'position is 2, executions say 1' }

  test('closes exactly the instruments that it names, until it names them no more', async () => {
    await reportAudit(desk, [finding])
    expect(desk.manager.health()).toMatchObject({ ready: false, detail: expect.stringContaining(BTC) })
    expect(await place(world, desk)).toMatchObject({
      reason: 'NOT_RECONCILED',
      message: expect.stringContaining(finding.detail),
    })
    const other = instrumentId('coinbase:ETH-USD')
    expect(await place(world, desk, buildIntent(2, { instrumentId: other }))).toMatchObject({
      kind: 'PLACED',
    })
    await reportAudit(desk, [{ ...finding, instrumentId: other }])
    expect(await place(world, desk)).toMatchObject({ kind: 'PLACED' })
    await reportAudit(desk, [])
    expect(desk.manager.health().ready).toBe(true)
  })

  test('does not stand in the way of a cancel', async () => {
    await place(world, desk)
    await world.pass()
    await reportAudit(desk, [finding])
    expect(await cancel(desk, ID)).toMatchObject({ accepted: true })
  })

  test('of another account is told so', async () => {
    const call = desk.rpc.call(
      orderService.reportAudit,
      { accountId: accountId('coinbase.other.paper'), findings: [], looked: [] },
      { timeoutMs: 1_000 },
    )
    await expect(desk.settled(call)).rejects.toMatchObject({ status: 'NOT_FOUND' })
  })
})

describe('what the venue is given', () => {
  const quantity = parseQuantity('1')
  const limitPrice = parsePrice('65000')
  const stop: OrderTerms = {
    type: 'STOP_LIMIT',
    timeInForce: 'GTC',
    quantity,
    limitPrice,
    stopPrice: parsePrice('66000'),
  }
  const gtc: OrderTerms = { type: 'LIMIT', timeInForce: 'GTC', quantity, limitPrice, postOnly: true }

  async function given(terms: OrderTerms, goodTilDate = true): Promise<VenueOrder> {
    const seen: VenueOrder[] = []
    const venue = world.venue.connect()
    await desk.settled(desk.manager.stop())
    desk = await startDesk(world, {
      venue: {
        ...venue,
        traits: { ...venue.traits, goodTilDate },
        submit: (order, signal, veto) => {
          seen.push(order)
          return venue.submit(order, signal, veto)
        },
      },
    })
    await place(world, desk, buildIntent(1, { terms }))
    await world.pass()
    const [order] = seen
    if (order === undefined) throw new Error('the venue was given nothing')
    return order
  }

  test.each([gtc, stop])('a resting $type order without an expiry gets a day', async (terms) => {
    const order = await given(terms)
    const { createdAt, intent } = await orderOf(world)
    const expiresAt = addMillis(createdAt, 24 * 3_600_000)
    expect(order.terms).toEqual({ ...terms, timeInForce: 'GTD', expiresAt })
    expect(intent.terms).toEqual(terms)
  })

  test('all others go as they are', async () => {
    const own: OrderTerms = {
      ...gtc,
      timeInForce: 'GTD',
      expiresAt: addMillis(world.scheduler.now(), 60_000),
    }
    expect((await given(own)).terms).toEqual(own)
  })

  test('nothing is added where the venue has no expiries', async () => {
    expect((await given(gtc, false)).terms).toEqual(gtc)
  })

  test('its expiry ends the order', async () => {
    await given(gtc)
    world.venue.emit({ kind: 'ORDER', report: world.venue.end(ID, 'EXPIRED') })
    expect((await orderOf(world)).state).toBe('EXPIRED')
  })
})

test.each([
  ['cancelAll', { halt: true, reason: 'r', by: 'b' }],
  ['resume', { haltEpoch: 0, reason: 'r', by: 'b' }],
  ['resetPaper', { resetId: 'r', by: 'b' }],
] as const)('%s of another account is told so', async (name, request) => {
  const other = accountId('coinbase.other.paper')
  const call = desk.rpc.call(
    orderService[name] as typeof orderService.cancelAll,
    { accountId: other, ...request } as never,
    { timeoutMs: 1_000 },
  )
  await expect(desk.settled(call)).rejects.toMatchObject({ status: 'NOT_FOUND' })
  expect(await place(world, desk)).toMatchObject({ kind: 'PLACED' })
  expect(TEST_ACCOUNT).not.toBe(other)
})
