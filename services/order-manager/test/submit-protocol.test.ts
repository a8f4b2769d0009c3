import { orderIntentCodec, orderService } from '@oasis/contracts'
import { currency, parseMoney, parseQuantity } from '@oasis/domain'
import { buildIntent, TEST_ACCOUNT } from '@oasis/testkit'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  approve,
  createDesk,
  createWorld,
  type Desk,
  eventsOf,
  idOf,
  orderOf,
  pass,
  place,
  snapshot,
  startDesk,
  steps,
  type World,
} from './fixture.ts'

let world: World
let desk: Desk
beforeEach(async () => {
  world = await createWorld()
  desk = await startDesk(world)
})

const OPENING = ['ADJUSTMENT OPENING']

describe('placing an order', () => {
  test('it is written down, answered, submitted once and open when the venue acknowledges', async () => {
    const reply = await place(world, desk)
    expect(reply).toMatchObject({ kind: 'PLACED', order: { state: 'PENDING_SUBMIT', version: 1 } })
    const order = await orderOf(world)
    expect(order).toMatchObject({ state: 'OPEN', venueOrderId: `venue-${idOf(1)}`, version: 3 })
    expect(steps(world)).toEqual([
      ...OPENING,
      'CREATE → PENDING_SUBMIT',
      'SUBMIT → SUBMITTED',
      'ACKNOWLEDGE → OPEN',
    ])
    expect(eventsOf(world).map((event) => event.accountSeq)).toEqual([1, 2, 3, 4])
    expect(world.venue.submitted).toEqual([idOf(1)])
  })

  test('SUBMITTED is in the store before the venue is called', async () => {
    const seen: string[] = []
    const venue = world.venue.connect()
    const watching = {
      ...venue,
      submit: async (...call: Parameters<typeof venue.submit>) => {
        seen.push((await world.store.findByClientOrderId(idOf(1)))?.state ?? 'nothing')
        return venue.submit(...call)
      },
    }
    await desk.settled(desk.manager.stop())
    await place(world, await startDesk(world, { venue: watching }))
    await orderOf(world)
    expect(seen).toEqual(['SUBMITTED'])
  })

  test('a known intent is answered with its state whatever its approval, and nothing is sent again', async () => {
    await place(world, desk)
    await pass(world, 60_000)
    const again = await place(world, desk, buildIntent(1), { expiresAt: 1n as never, keyId: 'gone' })
    expect(again).toMatchObject({ kind: 'PLACED', order: { state: 'OPEN' } })
    expect(world.venue.submitted).toHaveLength(1)
  })

  test('a known intent with another content is refused', async () => {
    await place(world, desk)
    const reply = await place(world, desk, buildIntent(1, { side: 'SELL' }))
    expect(reply).toMatchObject({ kind: 'REFUSED', reason: 'INTENT_MISMATCH' })
    expect(world.venue.submitted).toHaveLength(1)
  })

  test('the same intent twice at once becomes one order', async () => {
    const replies = await Promise.all([place(world, desk), place(world, desk)])
    expect(replies.map(({ kind }) => kind)).toEqual(['PLACED', 'PLACED'])
    await orderOf(world)
    expect(world.venue.submitted).toHaveLength(1)
  })

  test.each([
    ['EXPIRED', { expiresAt: 1n as never }],
    ['UNKNOWN_KEY', { keyId: 'gone' }],
    ['BAD_MAC', { keyId: 'key-2' }],
    ['HALT_EPOCH', { haltEpoch: 1 }],
    ['RISK_EPOCH', { riskEpoch: 7 }],
    ['INTENT_MISMATCH', { intentId: buildIntent(2).intentId }],
  ] as const)('an approval that is %s is refused and leaves no trace', async (reason, changes) => {
    const reply = await place(world, desk, buildIntent(1), changes)
    expect(reply).toMatchObject({ kind: 'REFUSED', reason })
    expect(await world.store.findByClientOrderId(idOf(1))).toBeUndefined()
    expect(world.venue.submitted).toEqual([])
    expect((await desk.manager.summaryState()).counters.refusals).toEqual({ [reason]: 1 })
  })

  test('bytes that are no intent and intents of other accounts are told so', async () => {
    const other = buildIntent(1, { accountId: 'coinbase.other.paper' as never })
    await expect(place(world, desk, other)).rejects.toMatchObject({ status: 'NOT_FOUND' })
    const approval = approve(world, Uint8Array.of(1), buildIntent(1))
    const call = desk.rpc.call(
      orderService.placeOrder,
      { intentBytes: Uint8Array.of(1), approval },
      { timeoutMs: 1_000 },
    )
    await expect(desk.settled(call)).rejects.toMatchObject({ status: 'INVALID_ARGUMENT' })
  })
})

describe('the outcome of a submit', () => {
  test('a rejection carries the venue’s reason', async () => {
    world.venue.script = 'REJECT'
    await place(world, desk)
    expect(await orderOf(world)).toMatchObject({
      state: 'REJECTED',
      reason: 'rejected by the venue [INSUFFICIENT_FUND] not enough USD',
    })
  })

  test('proof that nothing left ends in NOT_SENT', async () => {
    world.venue.script = 'NOT_SENT'
    await place(world, desk)
    expect(await orderOf(world)).toMatchObject({ state: 'NOT_SENT' })
  })

  test.each(['LOST', 'THROWS'] as const)(
    '%s: the venue does not know it, so it is absent',
    async (script) => {
      world.venue.script = script
      await place(world, desk)
      const order = await orderOf(world)
      expect(order.state).toBe('REJECTED')
      expect(order.reason).toMatch(/^ABSENT/)
      expect(steps(world)).toContain('LOSE_TRACK → UNKNOWN')
      expect(world.venue.submitted).toHaveLength(1)
    },
  )

  test('an order whose answer was lost is found at the venue and open', async () => {
    world.venue.script = 'SILENT'
    await place(world, desk)
    expect((await orderOf(world)).state).toBe('OPEN')
    expect(steps(world).slice(-2)).toEqual(['LOSE_TRACK → UNKNOWN', 'ACKNOWLEDGE → OPEN'])
  })

  test('a venue that never answers is given up after its deadline and looked at', async () => {
    world.venue.script = 'HANGS'
    await place(world, desk)
    await pass(world, 5_000)
    expect((await orderOf(world)).state).toBe('SUBMITTED')
    await pass(world, 10_000)
    expect((await orderOf(world)).state).toBe('OPEN')
    expect(steps(world)).toContain('LOSE_TRACK → UNKNOWN')
  })

  test('an absent order that appears after all is open', async () => {
    world.venue.script = 'LOST'
    await place(world, desk)
    expect((await orderOf(world)).state).toBe('REJECTED')
    const { instrumentId, side, terms } = buildIntent(1)
    const report = world.venue.accept({ clientOrderId: idOf(1), instrumentId, side, terms })
    world.venue.emit({ kind: 'ORDER', report })
    expect((await orderOf(world)).state).toBe('OPEN')
  })
})

describe('before and beside reconciliation', () => {
  test('nothing is placed and no snapshot given until the account is reconciled', async () => {
    await desk.settled(desk.manager.stop())
    world.venue.down = true
    desk = await startDesk(world)
    expect(desk.manager.health().ready).toBe(false)
    expect(await place(world, desk)).toMatchObject({ kind: 'REFUSED', reason: 'NOT_RECONCILED' })
    await expect(snapshot(desk, false)).rejects.toMatchObject({ status: 'UNAVAILABLE' })
    world.venue.down = false
    await pass(world, 2_000)
    expect(desk.manager.health().ready).toBe(true)
    expect(await place(world, desk)).toMatchObject({ kind: 'PLACED' })
  })

  test('a snapshot that takes the epoch kills older approvals', async () => {
    await place(world, desk)
    await orderOf(world)
    const [chunk] = await snapshot(desk, true)
    expect(chunk).toMatchObject({ accountSeq: 4, riskEpoch: 1, last: true, mode: 'PAPER' })
    expect(chunk?.openOrders.map(({ state }) => state)).toEqual(['OPEN'])
    expect(chunk?.balances).toEqual([{ currency: currency('USD'), total: parseMoney('100000') }])
    expect(await place(world, desk, buildIntent(2))).toMatchObject({ reason: 'RISK_EPOCH' })
    expect(await place(world, desk, buildIntent(2), { riskEpoch: 1 })).toMatchObject({ kind: 'PLACED' })
    expect((await snapshot(desk, false))[0]).toMatchObject({ riskEpoch: 1 })
  })

  test('orders are found by either id, and open ones listed', async () => {
    await place(world, desk)
    await orderOf(world)
    const call = { timeoutMs: 1_000 }
    const byIntent = { by: 'INTENT', intentId: buildIntent(1).intentId } as const
    const byOrder = { by: 'CLIENT_ORDER', clientOrderId: idOf(1) } as const
    for (const key of [byIntent, byOrder]) {
      const { order } = await desk.settled(desk.rpc.call(orderService.getOrder, { key }, call))
      expect(order?.intent).toEqual(orderIntentCodec.decode(orderIntentCodec.encode(buildIntent(1))))
    }
    const missing = { by: 'CLIENT_ORDER', clientOrderId: idOf(9) } as const
    expect(await desk.settled(desk.rpc.call(orderService.getOrder, { key: missing }, call))).toEqual({})
    const open = desk.rpc.call(orderService.listOpenOrders, { accountId: TEST_ACCOUNT }, call)
    expect((await desk.settled(open)).orders).toHaveLength(1)
  })

  test('a second writer on the account stops this one', async () => {
    const account = await world.store.loadAccount(TEST_ACCOUNT)
    const nothing = { orders: [], executions: [], adjustments: [], outbox: [] }
    const { accountSeq } = account
    await world.store.commit({
      ...nothing,
      account: { ...account, accountSeq: accountSeq + 1 },
      expectedAccountSeq: accountSeq,
    })
    await expect(place(world, desk)).rejects.toMatchObject({ status: 'UNAVAILABLE' })
    expect(desk.fatal).toHaveLength(1)
    expect(desk.manager.health().ready).toBe(false)
    await expect(place(world, desk, buildIntent(2))).rejects.toMatchObject({ status: 'UNAVAILABLE' })
    expect(world.venue.submitted).toEqual([])
  })

  test('a manager that was never started stops without complaint and has no summary', async () => {
    const idle = createDesk(world)
    await expect(idle.manager.summaryState()).rejects.toThrow('not been started')
    await idle.settled(idle.manager.stop())
    expect(idle.manager.health().ready).toBe(false)
  })

  test('the summary of an account is plain and sorted', async () => {
    await place(world, desk, buildIntent(2))
    await place(world, desk, buildIntent(1))
    await orderOf(world)
    world.venue.emit({ kind: 'EXECUTION', execution: world.venue.fill(idOf(1), '0.4') })
    await orderOf(world)
    const summary = await desk.manager.summaryState()
    expect(JSON.parse(JSON.stringify(summary))).toEqual(summary)
    expect(summary.orders.map((row) => row.clientOrderId)).toEqual([idOf(1), idOf(2)].sort())
    expect(summary.positions).toMatchObject([{ quantity: '0.4', fees: '1.5' }])
    expect(summary.cash).toEqual({ BTC: '0.4', USD: '73998.496' })
    expect(parseQuantity('0.4')).toBe(world.venue.executions[0]?.quantity)
    expect(summary.counters).toMatchObject({ submits: 2, executions: 1 })
  })
})
