import { afterEach, describe, expect, it } from 'vitest'
import { SnapshotProgress } from '../src/user-stream/snapshot-progress.ts'
import { CLIENT_ID, ORDER_ID, shownFill, shownOrder, userOrder } from './order-bodies.ts'
import { type Script, stopAll, until } from './private-venue.ts'
import { emptyAccount, type OnUser, reports, streamFrom, type Wire } from './user-wire.ts'

afterEach(stopAll)

describe('the user stream', () => {
  it('subscribes heartbeats and, with a token without a path, its own channel', async () => {
    const { venue } = await streamFrom(emptyAccount)
    expect(venue.subscriptions.map(({ channel }) => channel)).toEqual(['heartbeats', 'user'])
    const claims = venue.subscriptions[1]?.jwt?.split('.')[1] ?? ''
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).not.toHaveProperty('uri')
  })

  it('tells cumulative states, with our id of the order', async () => {
    const { events, wire } = await streamFrom(emptyAccount)
    wire().orders([
      userOrder(),
      userOrder({ order_id: 'x', client_order_id: '', status: 'CANCEL_QUEUED', order_type: 'LIMIT' }),
    ])
    await until(() => events.length === 2)
    expect(reports(events)).toMatchObject([
      {
        clientOrderId: CLIENT_ID,
        venueOrderId: ORDER_ID,
        status: 'OPEN',
        side: 'BUY',
        filledQuantity: 0n,
        instrumentId: 'coinbase:BTC-USD',
      },
      { clientOrderId: 'external-x', status: 'PENDING_CANCEL' },
    ])
  })

  it.each([
    ['reject_reason', { reject_reason: 'HOLD_FAILURE' }],
    ['reject_Reason, as older frames spell it', { reject_Reason: 'HOLD_FAILURE' }],
  ])('tells a rejection after acceptance by its %s', async (_, more) => {
    const { events, wire } = await streamFrom(emptyAccount)
    wire().orders([userOrder({ status: 'FAILED', ...more })])
    await until(() => events.length === 1)
    expect(reports(events)).toMatchObject([{ status: 'REJECTED', reason: 'HOLD_FAILURE' }])
  })

  it('does not call its first connection a reconnection', async () => {
    const { events, wire } = await streamFrom(emptyAccount)
    wire().orders([userOrder()])
    await until(() => events.length === 1)
    expect(events[0]?.kind).toBe('ORDER')
  })

  it.each<[what: string, harm: (wire: Wire) => void, reason: string]>([
    ['the connection is closed', (wire) => wire.close(), 'closed with'],
    [
      'a frame is missing',
      (wire) => {
        wire.skip()
        wire.orders([])
      },
      'frames are missing before 4',
    ],
    [
      'a frame cannot be read',
      (wire) => wire.raw('{"channel":"user","events":[{"ord'),
      'a frame cannot be read',
    ],
    [
      'the venue sends an error',
      (wire) => wire.raw('{"type":"error","message":"authentication failure"}'),
      'the venue says: authentication failure',
    ],
    [
      'the venue drops the subscription',
      (wire) => wire.frame('subscriptions', [{ subscriptions: { heartbeats: ['heartbeats'] } }]),
      'the venue has dropped the subscription',
    ],
  ])('connects again, with a new token, when %s, and says so', async (_, harm, reason) => {
    const { venue, kinds, wire, lines } = await streamFrom(emptyAccount)
    harm(wire())
    await until(() => kinds().includes('RECONNECTED'))
    expect(lines.join()).toContain(reason)
    const tokens = venue.subscriptions.flatMap(({ jwt }) => (jwt ? [jwt] : []))
    expect(new Set(tokens).size).toBe(2)
    expect(venue.sockets).toHaveLength(2)
    expect(kinds().filter((kind) => kind === 'RECONNECTED')).toHaveLength(1)
  })

  it('connects again when it hears nothing, heartbeats included', async () => {
    const { kinds, lines } = await streamFrom(emptyAccount, { limits: { silenceMs: 80 } })
    await until(() => kinds().includes('RECONNECTED'))
    expect(lines.join()).toContain('nothing heard for 80 ms')
  })

  it('stays while heartbeats come', async () => {
    const { venue, events, wire } = await streamFrom(emptyAccount, { limits: { silenceMs: 600 } })
    for (let n = 0; n < 8; n++) {
      wire().frame('heartbeats', [
        { current_time: '2026-09-05 22:10:30.25788961 +0000 UTC m=+1.2', heartbeat_counter: n },
      ])
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    expect([venue.sockets.length, events.length]).toEqual([1, 0])
  })

  it('ignores what comes late or twice', async () => {
    const { venue, events, wire } = await streamFrom(emptyAccount)
    wire().frame('user', [{ type: 'update', orders: [userOrder({ status: 'PENDING' })] }], 1)
    wire().orders([userOrder()])
    await until(() => events.length > 0)
    expect(reports(events).map(({ status }) => status)).toEqual(['OPEN'])
    expect(venue.sockets).toHaveLength(1)
  })

  it('goes on trying with growing pauses while it is refused, and start does not wait for it', async () => {
    let refuse = true
    const { kinds, venue } = await streamFrom((wire) =>
      refuse ? wire.raw('{"type":"error","message":"authentication failure"}') : emptyAccount(wire, 0),
    )
    expect(kinds()).toEqual([])
    await until(() => venue.sockets.length > 2)
    refuse = false
    await until(() => kinds().includes('RECONNECTED'))
  })

  it('gives up a subscription that is never confirmed', async () => {
    const { venue } = await streamFrom(() => {}, { limits: { subscribeTimeoutMs: 50 } })
    await until(() => venue.sockets.length > 1)
  })

  it('does not fall over an order that it cannot read: it is looked up', async () => {
    const { kinds, events, wire, venue } = await streamFrom(emptyAccount)
    wire().orders([
      { order_id: 7 },
      userOrder({ order_side: 'UNKNOWN_ORDER_SIDE', order_id: 'y' }),
      userOrder(),
    ])
    await until(() => events.length === 2)
    expect(kinds()).toEqual(['ORDER', 'RECONNECTED'])
    expect(venue.sockets).toHaveLength(1)
  })

  it('leaves out what is no spot order', async () => {
    const { events, wire } = await streamFrom(emptyAccount)
    wire().orders([userOrder({ product_type: 'FUTURE', product_id: 'BIT-28FEB26-CDE' }), userOrder()])
    await until(() => events.length === 1)
  })

  it('is silent after its stop', async () => {
    const { adapter, events, wire, venue } = await streamFrom(emptyAccount)
    const last = wire()
    await adapter.stop()
    last.orders([userOrder()])
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect([events.length, venue.sockets.length]).toEqual([0, 1])
  })
})

describe('a snapshot', () => {
  const openOrders = (n: number) =>
    Array.from({ length: n }, (_, i) => userOrder({ order_id: `o${i}`, client_order_id: `c${i}` }))
  const inBatches =
    (n: number, last?: readonly object[]): OnUser =>
    (wire) => {
      const all = openOrders(n)
      for (let at = 0; at === 0 || at < all.length; at += 50)
        wire.orders(all.slice(at, at + 50), at === 0 ? 'snapshot' : 'patch')
      if (last) wire.orders(last, 'snapshot')
      wire.ack('user')
    }

  it.each([
    ['no order', 0, undefined],
    ['49', 49, undefined],
    ['109, in batches of other names', 109, undefined],
    ['50, ended by an empty batch', 50, []],
    ['50, ended by nothing', 50, undefined],
    ['100, ended by nothing', 100, undefined],
  ])('of %s comes to its end, and every order is told', async (_, n, last) => {
    const { events, venue, lines } = await streamFrom(inBatches(n, last))
    expect(reports(events)).toHaveLength(n)
    expect([venue.sockets.length, lines.join()]).toEqual([1, ''])
  })

  it.each([
    ['no order', [0], true],
    ['49', [49], true],
    ['50 so far', [50], false],
    ['50 and an empty batch', [50, 0], true],
    ['109', [50, 50, 9], true],
    ['100 so far', [50, 50], false],
  ])('of %s is at its end: %s is %s', (_, batches, complete) => {
    const progress = new SnapshotProgress()
    for (const size of batches) progress.note(size)
    expect(progress.complete).toBe(complete)
    progress.waitedEnough()
    expect(progress.complete).toBe(true)
  })

  it('of exactly 50 ends with the first live update', async () => {
    const { starting, venue, wire } = await streamFrom(inBatches(50), { start: false })
    let started = false
    void starting.then(() => {
      started = true
    })
    await until(() => venue.subscriptions.length === 2)
    wire().orders([userOrder()])
    await until(() => started)
  })

  it('that is cut short by a gap is asked for again', async () => {
    const { events, venue, kinds } = await streamFrom((wire, connection) => {
      wire.orders(openOrders(50), 'snapshot')
      if (connection === 1) wire.skip()
      wire.orders(openOrders(53).slice(50), 'patch')
      wire.ack('user')
    })
    await until(() => kinds().includes('RECONNECTED'))
    expect(venue.sockets).toHaveLength(2)
    expect(new Set(reports(events).map(({ venueOrderId }) => venueOrderId)).size).toBe(53)
  })

  it('restates orders: what has filled before is told by its fills, each by its own id', async () => {
    const rest: Script = ({ path }) =>
      path.endsWith('/fills')
        ? { body: { fills: [shownFill()], cursor: '' } }
        : { body: { order: shownOrder() } }
    const restate: OnUser = (wire) => {
      wire.orders([userOrder({ cumulative_quantity: '0.1' })], 'snapshot')
      wire.ack('user')
    }
    const { events, kinds, wire } = await streamFrom(restate, { rest })
    await until(() => events.length === 2)
    wire().close()
    await until(() => kinds().includes('RECONNECTED'))
    await until(() => reports(events).length === 2)
    expect(kinds().filter((kind) => kind === 'EXECUTION')).toHaveLength(1)
  })
})
