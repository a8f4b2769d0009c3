import { parseMoney } from '@oasis/domain'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Frame } from './frame.ts'
import { acceptedId, limitGtc, newOrder, openScriptedVenue, type ScriptedVenue } from './scripted-venue.ts'
import type { StreamClient } from './stream-client.ts'
import type { TradingClient } from './trading-client.ts'

let venue: ScriptedVenue
let client: TradingClient
beforeEach(async () => {
  venue = await openScriptedVenue()
  client = venue.client()
})
afterEach(() => venue.close())

const create = async (side: 'BUY' | 'SELL', configuration: object, product = 'BTC-USD') =>
  acceptedId(await client.post('/orders', newOrder(side, configuration, product)))

interface UserFrame extends Frame {
  readonly events: readonly (Frame['events'][number] & {
    readonly orders: readonly Record<string, string>[]
    readonly positions: object
  })[]
}
const userFrames = (stream: StreamClient) =>
  stream.frames.filter(({ channel }) => channel === 'user') as UserFrame[]
const updatesOf = (stream: StreamClient) =>
  userFrames(stream)
    .flatMap(({ events }) => events)
    .filter(({ type }) => type === 'update')
    .flatMap(({ orders }) => orders)

describe('the snapshot of the user channel (vector 9)', () => {
  it.each([
    [0, [0]],
    [49, [49]],
    [50, [50, 0]],
    [100, [50, 50, 0]],
    [109, [50, 50, 9]],
  ])(
    'of %i open orders has batches of %j, the first a snapshot, the others patches',
    async (count, sizes) => {
      await venue.close()
      venue = await openScriptedVenue({ balances: { USD: '1000000' } })
      client = venue.client()
      const ids: string[] = []
      for (let i = 0; i < count; i++) ids.push(await create('BUY', limitGtc('1', `${60 + i * 0.1}`)))
      await create('BUY', { market_market_ioc: { base_size: '1' } })
      const stream = await venue.userStream(client)
      const events = userFrames(stream).flatMap((frame) => frame.events)
      expect(events.map(({ orders }) => orders.length)).toEqual(sizes)
      expect(events.map(({ type }) => type)).toEqual(sizes.map((_, i) => (i === 0 ? 'snapshot' : 'patch')))
      expect(events.flatMap(({ orders }) => orders.map(({ order_id }) => order_id))).toEqual(ids)
      expect(stream.frames.map(({ sequence_num }) => sequence_num)).toEqual(stream.frames.map((_, i) => i))
      stream.close()
    },
  )

  it('comes before the acknowledgement, which names one id and no products', async () => {
    const stream = await venue.userStream(client, ['BTC-USD'])
    expect(stream.frames[0]).toMatchObject({
      channel: 'user',
      sequence_num: 0,
      events: [
        {
          type: 'snapshot',
          orders: [],
          positions: {
            perpetual_futures_positions: [],
            expiring_futures_positions: [],
            prediction_market_positions: [],
          },
        },
      ],
    })
    const { user_id } = (await client.get(`/orders/historical/${await create('BUY', limitGtc('1', '90'))}`))
      .body.order
    expect(stream.frames[1]).toMatchObject({
      channel: 'subscriptions',
      sequence_num: 1,
      events: [{ subscriptions: { user: [user_id] } }],
    })
    stream.close()
  })
})

describe('updates of the user channel', () => {
  it('state what an order has come to, cumulatively, numbers and flags as text (vector 14)', async () => {
    const stream = await venue.userStream(client)
    const id = await create('BUY', limitGtc('2', '100.5'))
    venue.market.trade('BTC-USD', '100.5', '0.5', 'BUY')
    venue.market.trade('BTC-USD', '100.4', '5', 'BUY')
    await stream.until(() => updatesOf(stream).some(({ status }) => status === 'FILLED'))
    const updates = updatesOf(stream)
    expect(updates.map((o) => [o.status, o.cumulative_quantity, o.leaves_quantity, o.avg_price])).toEqual([
      ['PENDING', '0', '2', '0'],
      ['OPEN', '0', '2', '0'],
      ['OPEN', '0.5', '1.5', '100.5'],
      ['FILLED', '2', '0', '100.5'],
    ])
    expect(updates.at(-1)).toEqual({
      order_id: id,
      client_order_id: expect.any(String),
      product_id: 'BTC-USD',
      product_type: 'SPOT',
      order_side: 'BUY',
      order_type: 'Limit',
      status: 'FILLED',
      limit_price: '100.5',
      stop_price: '',
      avg_price: '100.5',
      cumulative_quantity: '2',
      leaves_quantity: '0',
      filled_value: '201',
      number_of_fills: '2',
      completion_percentage: '100',
      total_fees: '1.005',
      total_value_after_fees: '202.005',
      outstanding_hold_amount: '0',
      post_only: 'false',
      time_in_force: 'GOOD_UNTIL_CANCELLED',
      trigger_status: 'INVALID_ORDER_TYPE',
      cancel_reason: '',
      reject_reason: '',
      retail_portfolio_id: expect.any(String),
      risk_managed_by: 'UNKNOWN_RISK_MANAGEMENT_TYPE',
      contract_expiry_type: 'UNKNOWN_CONTRACT_EXPIRY_TYPE',
      creation_time: expect.stringMatching(/Z$/),
      start_time: '0001-01-01T00:00:00Z',
      end_time: '0001-01-01T00:00:00Z',
    })
    stream.close()
  })

  it('may cover several fills at once, with a blended price (vector 14)', async () => {
    const stream = await venue.userStream(client)
    await create('BUY', limitGtc('2', '102'))
    await stream.until(() => updatesOf(stream).some(({ status }) => status === 'FILLED'))
    expect(updatesOf(stream).at(-1)).toMatchObject({
      number_of_fills: '2',
      avg_price: '101.5',
      cumulative_quantity: '2',
    })
    expect(updatesOf(stream)).toHaveLength(2)
    stream.close()
  })

  it('size what is left of a quote-sized order in quote currency', async () => {
    await venue.close()
    venue = await openScriptedVenue({ orderLatencyMs: 50 })
    client = venue.client()
    const stream = await venue.userStream(client)
    await create('BUY', { market_market_ioc: { quote_size: '50' } })
    await stream.until(() => updatesOf(stream).length === 2)
    expect(updatesOf(stream).map(({ status, leaves_quantity }) => [status, leaves_quantity])).toEqual([
      ['PENDING', '50'],
      ['FILLED', '0'],
    ])
    stream.close()
  })

  it('go to the user alone, and to those products alone that were named', async () => {
    venue.exchange.venue.addUser({ name: 'other', balances: { USD: parseMoney('1000') } })
    const other = await venue.userStream(venue.client({ user: 'other' }))
    const eth = await venue.userStream(client, ['ETH-USD'])
    const all = await venue.userStream(client)
    await create('BUY', limitGtc('1', '90'))
    await create('BUY', limitGtc('1', '90'), 'ETH-USD')
    await all.until(() => updatesOf(all).length === 4)
    expect(updatesOf(eth).map(({ product_id }) => product_id)).toEqual(['ETH-USD', 'ETH-USD'])
    expect(updatesOf(other)).toEqual([])
    for (const stream of [other, eth, all]) stream.close()
  })

  it('end with the subscription, and count with everything else of the connection (vector 2)', async () => {
    const stream = await venue.userStream(client)
    stream.send(JSON.stringify({ type: 'subscribe', channel: 'heartbeats', product_ids: [] }))
    await create('BUY', limitGtc('1', '90'))
    await stream.until(() => stream.frames.some(({ channel }) => channel === 'heartbeats'))
    stream.send(JSON.stringify({ type: 'unsubscribe', channel: 'user' }))
    await stream.until(() => stream.frames.filter(({ channel }) => channel === 'subscriptions').length === 3)
    const count = updatesOf(stream).length
    expect(stream.frames.findLast(({ channel }) => channel === 'subscriptions')?.events).toEqual([
      { subscriptions: { heartbeats: ['heartbeats'] } },
    ])
    await create('BUY', limitGtc('1', '91'))
    await stream.until(() => stream.frames.filter(({ channel }) => channel === 'heartbeats').length > 2)
    expect(updatesOf(stream)).toHaveLength(count)
    expect(stream.frames.map(({ sequence_num }) => sequence_num)).toEqual(stream.frames.map((_, i) => i))
    stream.close()
  })

  it('keep requests in order while a token is checked', async () => {
    const stream = await venue.userStream(client)
    const jwt = await client.webSocketToken()
    stream.send(JSON.stringify({ type: 'subscribe', channel: 'ticker', product_ids: ['BTC-USD'], jwt }))
    stream.send(JSON.stringify({ type: 'unsubscribe', channel: 'ticker' }))
    await stream.until(() => stream.frames.filter(({ channel }) => channel === 'subscriptions').length === 3)
    expect(stream.frames.at(-1)?.events[0]?.subscriptions).not.toHaveProperty('ticker')
    stream.close()
  })
})
