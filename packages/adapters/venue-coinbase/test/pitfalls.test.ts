/** What has cost others money on this venue: each pitfall of the protocol's reference, section 4, under its number. */
import { clientOrderId, fromMillis, parseRfc3339, venueOrderId } from '@oasis/domain'
import { createVirtualScheduler } from '@oasis/runtime'
import { afterEach, describe, expect, it } from 'vitest'
import { parseFrame } from '../src/index.ts'
import { parseUserFrame } from '../src/user-stream/user-frame.ts'
import {
  CLIENT_ID,
  created,
  limitOrder,
  mayLeave,
  ORDER_ID,
  refused,
  shownFill,
  shownOrder,
  userOrder,
} from './order-bodies.ts'
import { anySignal, type Script, startVenue, stopAll, until, venueFor } from './private-venue.ts'
import { emptyAccount, reports, streamFrom } from './user-wire.ts'

afterEach(stopAll)

const filled = (cumulative_quantity: string, more: object = {}) => userOrder({ cumulative_quantity, ...more })
const restWith =
  (fills: readonly object[]): Script =>
  ({ path }) =>
    path.endsWith('/fills') ? { body: { fills, cursor: '' } } : { body: { order: shownOrder() } }
const NOT_YET = {
  status: 404,
  body: { error: 'unknown', error_details: 'order with this orderID was not found' },
}

describe('1. cumulative user updates', () => {
  it('are no fills: executions come from /fills, also when one update covers two', async () => {
    const fills = [
      shownFill({ entry_id: 'a', size: '0.1' }),
      shownFill({ entry_id: 'b', size: '0.2', price: '60001' }),
    ]
    const { events, wire, kinds } = await streamFrom(emptyAccount, { rest: restWith(fills) })
    wire().orders([filled('0.3', { avg_price: '60000.7', number_of_fills: '2' })])
    await until(() => events.length === 3)
    expect(kinds()).toEqual(['EXECUTION', 'EXECUTION', 'ORDER'])
  })

  it('that do not grow book nothing', async () => {
    const { events, wire, kinds } = await streamFrom(emptyAccount, { rest: restWith([shownFill()]) })
    wire().orders([filled('0.1')])
    await until(() => events.length === 2)
    for (const quantity of ['0.1', '0.05', '0.1']) wire().orders([filled(quantity)])
    await until(() => events.length === 5)
    expect(kinds().filter((kind) => kind === 'EXECUTION')).toHaveLength(1)
  })
})

describe('2. the same fill twice', () => {
  it('by the stream and by REST is one execution id', async () => {
    const { adapter, events, wire } = await streamFrom(emptyAccount, { rest: restWith([shownFill()]) })
    wire().orders([filled('0.1')])
    await until(() => events.length === 2)
    const listed = await adapter.executionsSince(parseRfc3339('2026-09-30T01:00:00Z'), anySignal())
    expect(events[0]).toEqual({ kind: 'EXECUTION', execution: listed[0] })
  })

  it('of the same public trade id is told by its entry_id alone', async () => {
    const twins = [shownFill({ entry_id: 'a', trade_id: 't' }), shownFill({ entry_id: 'b', trade_id: 't' })]
    const venue = await startVenue(restWith(twins))
    const listed = await venueFor(venue).executionsSince(parseRfc3339('2026-09-30T01:00:00Z'), anySignal())
    expect(listed.map(({ executionId }) => executionId)).toEqual(['a', 'b'])
  })
})

describe('3. late visibility', () => {
  it('of an order: a 404 right after its creation is no end of it', async () => {
    const venue = await startVenue(({ path }, n) => {
      if (path.endsWith('batch')) return { body: { orders: [], has_next: false } }
      return n < 2 ? NOT_YET : { body: { order: shownOrder() } }
    })
    const known = { venueOrderId: venueOrderId(ORDER_ID), createdAt: fromMillis(Date.now()) }
    expect(await venueFor(venue).findOrder(clientOrderId(CLIENT_ID), anySignal(), known)).toBeDefined()
  })

  it('of fills: they are asked for until they are listed, and only then the report goes on', async () => {
    let looks = 0
    const rest: Script = (asked, n) => {
      if (!asked.path.endsWith('/fills')) return { body: { order: shownOrder() } }
      looks = n
      return { body: { fills: n < 4 ? [] : [shownFill()], cursor: '' } }
    }
    const { events, wire, kinds } = await streamFrom(emptyAccount, { rest })
    wire().orders([filled('0.1', { status: 'FILLED' })])
    await until(() => events.length === 2)
    expect([looks, ...kinds()]).toEqual([4, 'EXECUTION', 'ORDER'])
  })

  it('of an order: a cancel that it does not know is in doubt, not refused', async () => {
    const results = [{ success: false, failure_reason: 'UNKNOWN_CANCEL_ORDER', order_id: ORDER_ID }]
    const venue = await startVenue(() => ({ body: { results } }))
    expect(await venueFor(venue).cancel(venueOrderId(ORDER_ID), anySignal())).toMatchObject({
      kind: 'UNKNOWN',
    })
  })
})

describe('4. an update before the POST returns', () => {
  it('is told under our id, and its order is found by the venue’s id from then on', async () => {
    let answer = (): void => {}
    const { adapter, events, wire, venue } = await streamFrom(emptyAccount, {
      rest: ({ path }) => (path === '/orders' ? undefined : { body: { order: shownOrder() } }),
    })
    const abort = new AbortController()
    const submitting = adapter.submit(limitOrder, abort.signal, mayLeave)
    answer = () => abort.abort(new Error('no answer'))
    await until(() => venue.to('/orders').length === 1)
    wire().orders([userOrder()])
    await until(() => events.length === 1)
    expect(reports(events)).toMatchObject([{ clientOrderId: CLIENT_ID, venueOrderId: ORDER_ID }])
    answer()
    expect((await submitting).kind).toBe('UNKNOWN')
    const found = await adapter.findOrder(limitOrder.clientOrderId, anySignal(), { createdAt: fromMillis(0) })
    expect(found).toMatchObject({ venueOrderId: ORDER_ID })
    expect(venue.asked.at(-1)?.path).toBe(`/orders/historical/${ORDER_ID}`)
  })
})

describe('5. CANCEL_QUEUED and QUEUED', () => {
  it('are states of a living order, and FILLED after a cancel is what it is', async () => {
    const { events, wire } = await streamFrom(emptyAccount, { rest: restWith([shownFill()]) })
    for (const order of [
      filled('0', { status: 'QUEUED' }),
      filled('0', { status: 'CANCEL_QUEUED' }),
      filled('0.1', { status: 'FILLED' }),
    ]) {
      wire().orders([order])
    }
    await until(() => events.length === 4)
    expect(reports(events).map(({ status }) => status)).toEqual(['PENDING', 'PENDING_CANCEL', 'FILLED'])
  })
})

describe('6. an exception after sending', () => {
  it.each([
    ['a hang-up', 'hang-up' as const],
    ['half an answer', { body: created(), cutAfter: 40 }],
    ['an answer of another shape', { body: { order_id: ORDER_ID } }],
  ])('such as %s is no rejection', async (_, answer) => {
    const venue = await startVenue(() => answer)
    expect((await venueFor(venue).submit(limitOrder, anySignal(), mayLeave)).kind).toBe('UNKNOWN')
    expect(venue.asked).toHaveLength(1)
  })
})

describe('7. sides', () => {
  it('of fills are those of our order, and of public trades the maker’s', async () => {
    const venue = await startVenue(restWith([shownFill({ side: 'SELL', liquidity_indicator: 'MAKER' })]))
    const [execution] = await venueFor(venue).executionsSince(
      parseRfc3339('2026-09-30T01:00:00Z'),
      anySignal(),
    )
    expect(execution?.side).toBe('SELL')
    const trade = {
      product_id: 'ETH-USD',
      trade_id: '1',
      price: '1',
      size: '1',
      time: '2026-09-30T01:41:25Z',
      side: 'BUY',
    }
    const text = JSON.stringify({
      channel: 'market_trades',
      sequence_num: 1,
      events: [{ type: 'update', trades: [trade] }],
    })
    const parsed = parseFrame(text, fromMillis(0))
    expect(parsed.ok && parsed.frame.messages[0]).toMatchObject({ trades: [{ side: 'BUY' }] })
  })
})

describe('8. refusals that mean something else', () => {
  it('a 429 as an HTML page leaves an order in doubt, and a look is repeated', async () => {
    const venue = await startVenue(({ method }, n) =>
      method === 'POST' || n === 1
        ? { status: 429, body: '<!DOCTYPE html><html></html>' }
        : { body: { order: shownOrder() } },
    )
    const adapter = venueFor(venue)
    expect((await adapter.submit(limitOrder, anySignal(), mayLeave)).kind).toBe('UNKNOWN')
    const known = { venueOrderId: venueOrderId(ORDER_ID), createdAt: fromMillis(0) }
    expect(await adapter.findOrder(limitOrder.clientOrderId, anySignal(), known)).toBeDefined()
  })

  it('a 401 now and then is answered with a new token', async () => {
    const venue = await startVenue((_, n) =>
      n === 1 ? { status: 401, body: 'Unauthorized' } : { body: created() },
    )
    expect((await venueFor(venue).submit(limitOrder, anySignal(), mayLeave)).kind).toBe('ACKNOWLEDGED')
  })

  it('a failed authentication of the stream is tried again', async () => {
    const { kinds } = await streamFrom((wire, connection) =>
      connection === 1
        ? wire.raw('{"type":"error","message":"authentication failure"}')
        : emptyAccount(wire, connection),
    )
    await until(() => kinds().includes('RECONNECTED'))
  })
})

describe('9. big frames', () => {
  it('of five megabytes are read', async () => {
    const { events, wire } = await streamFrom(emptyAccount)
    wire().orders([userOrder({ cancel_reason: 'x'.repeat(5_000_000) })])
    await until(() => events.length === 1)
  })
})

describe('10. quiet accounts', () => {
  it('have heartbeats on every connection, the later ones included', async () => {
    const { venue, kinds, wire } = await streamFrom(emptyAccount)
    wire().close()
    await until(() => kinds().includes('RECONNECTED'))
    expect(venue.subscriptions.map(({ channel }) => channel)).toEqual([
      'heartbeats',
      'user',
      'heartbeats',
      'user',
    ])
  })
})

describe('11. USD and USDC', () => {
  const usdc = { ...limitOrder, instrumentId: 'coinbase:BTC-USDC' as typeof limitOrder.instrumentId }

  it('are told apart by the order’s id where the stream shows another product', async () => {
    const { adapter, events, wire } = await streamFrom(emptyAccount, { rest: () => ({ body: created() }) })
    await adapter.submit(usdc, anySignal(), mayLeave)
    wire().orders([userOrder({ product_id: 'BTC-USD' })])
    await until(() => events.length === 1)
    expect(reports(events)).toMatchObject([{ instrumentId: 'coinbase:BTC-USDC' }])
  })

  it('are told apart also by an update that comes before the POST returns', async () => {
    const { adapter, events, wire, venue } = await streamFrom(emptyAccount, { rest: () => undefined })
    const abort = new AbortController()
    const submitting = adapter.submit(usdc, abort.signal, mayLeave)
    await until(() => venue.to('/orders').length === 1)
    wire().orders([userOrder({ product_id: 'BTC-USD' })])
    await until(() => events.length === 1)
    expect(reports(events)).toMatchObject([{ instrumentId: 'coinbase:BTC-USDC' }])
    abort.abort(new Error('enough'))
    await submitting
  })

  it('a missing wallet is a rejection in the venue’s words', async () => {
    const body = refused({ error: 'INVALID_REQUEST', message: 'account is not available' })
    const venue = await startVenue(() => ({ body }))
    expect(await venueFor(venue).submit(usdc, anySignal(), mayLeave)).toMatchObject({
      kind: 'REJECTED',
      message: expect.stringContaining('account is not available'),
    })
  })
})

describe('12. maintenance', () => {
  it('shows in refusals, whatever the status says', async () => {
    const venue = await startVenue(() => ({ body: refused({ error: 'TRADING_DISABLED' }) }))
    const outcome = await venueFor(venue).submit(limitOrder, anySignal(), mayLeave)
    expect(outcome).toMatchObject({ kind: 'REJECTED', message: 'INSTRUMENT_NOT_TRADABLE' })
  })
})

describe('13. client order ids', () => {
  it('are sent as they are, without any prefix', async () => {
    const venue = await startVenue(() => ({ body: created() }))
    await venueFor(venue).submit(limitOrder, anySignal(), mayLeave)
    expect(venue.asked[0]?.body).toMatchObject({ client_order_id: CLIENT_ID })
  })
})

describe('14. INVALID_LIMIT_PRICE_POST_ONLY', () => {
  it('is normal for a maker: rejected, and no warning', async () => {
    const venue = await startVenue(() => ({
      body: refused({ new_order_failure_reason: 'INVALID_LIMIT_PRICE_POST_ONLY' }),
    }))
    const warned: string[] = []
    const note = (_: object, message: string): void => void warned.push(message)
    const logger = { debug: () => {}, info: note, warn: note, error: note, child: () => logger }
    const outcome = await venueFor(venue, { logger }).submit(limitOrder, anySignal(), mayLeave)
    expect(outcome).toEqual({
      kind: 'REJECTED',
      venueReason: 'INVALID_LIMIT_PRICE_POST_ONLY',
      message: 'POST_ONLY_WOULD_CROSS',
    })
    expect(warned).toEqual([])
  })
})

describe('frames of the user channel', () => {
  const at = createVirtualScheduler({ startAt: fromMillis(5) }).now()

  it.each([
    [
      'as recorded, without client_id',
      {
        channel: 'user',
        timestamp: '2026-09-30T02:37:14.08981798Z',
        sequence_num: 0,
        events: [{ type: 'snapshot', orders: [], prediction_market_positions: [] }],
      },
      { kind: 'ORDERS', at: parseRfc3339('2026-09-30T02:37:14.08981798Z') },
    ],
    ['without a time', { channel: 'user', sequence_num: 0, events: [] }, { kind: 'ORDERS', at }],
    [
      'with a counter as text',
      { channel: 'heartbeats', sequence_num: '7', events: [{}] },
      { kind: 'OTHER', sequence: 7 },
    ],
    [
      'with a null list',
      { channel: 'user', sequence_num: 0, events: [{ orders: null }] },
      { kind: 'UNREADABLE' },
    ],
    [
      'with an event that has no list',
      { channel: 'user', sequence_num: 0, events: [{ type: 'snapshot' }] },
      { kind: 'UNREADABLE' },
    ],
    ['without events', { channel: 'user', sequence_num: 0 }, { kind: 'UNREADABLE' }],
    ['without its number', { channel: 'user', events: [] }, { kind: 'UNREADABLE' }],
    [
      'of an error',
      { type: 'error', message: 'failure to subscribe' },
      { kind: 'ERROR', message: 'failure to subscribe' },
    ],
    ['of nothing that is known', { a: 1 }, { kind: 'UNREADABLE' }],
  ])('%s', (_, wire, frame) => {
    expect(parseUserFrame(JSON.stringify(wire), at)).toMatchObject(frame)
  })
})
