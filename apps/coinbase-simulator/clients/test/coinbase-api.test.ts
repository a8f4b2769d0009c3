/** Siebly's coinbase-api. It puts "cbnode" before client order ids; over http its JWT lacks the host's first letter, so it comes over https. */
import { CBAdvancedTradeClient, WebsocketClient } from 'coinbase-api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { openExchange, type TestExchange } from '../support/exchange.ts'

const PRODUCT = 'BTC-USD'
let exchange: TestExchange
let client: CBAdvancedTradeClient

beforeAll(async () => {
  exchange = await openExchange('ES256')
  client = new CBAdvancedTradeClient({
    apiKey: exchange.key.name,
    apiSecret: exchange.key.privateKey,
    baseUrl: exchange.tlsUrl,
  })
})
afterAll(() => exchange.close())

function idOf({
  success_response,
}: {
  readonly success_response?: { readonly order_id: string } | undefined
}): string {
  if (success_response === undefined) throw new Error('the order was refused')
  return success_response.order_id
}

const last = async (): Promise<number> => Number((await client.getProduct({ product_id: PRODUCT })).price)
const priced = (price: number): string => price.toFixed(2)

test('reads markets, the book, candles and the clock', async () => {
  const { products } = await client.getProducts()
  expect(products.map(({ product_id }) => product_id)).toContain(PRODUCT)
  const { pricebook } = await client.getProductBook({ product_id: PRODUCT, limit: 5 })
  expect(Number(pricebook.bids[0]?.price)).toBeLessThan(Number(pricebook.asks[0]?.price))
  const end = Math.floor(Date.now() / 1000)
  const { candles } = await client.getProductCandles({
    ...{ product_id: PRODUCT, granularity: 'FIVE_MINUTE' },
    ...{ start: String(end - 3600), end: String(end) },
  })
  expect(candles.length).toBeGreaterThan(5)
  expect(Number((await client.getServerTime()).epochSeconds)).toBeCloseTo(end, -1)
})

test('reads balances and what the key may do', async () => {
  const { accounts } = await client.getAccounts()
  const dollars = accounts.find(({ currency }) => currency === 'USD')
  expect(Number(dollars?.available_balance.value)).toBeGreaterThan(0)
  expect(await client.getApiKeyPermissions()).toMatchObject({
    can_view: true,
    can_trade: true,
    can_transfer: false,
  })
})

test('places market, limit, post-only and stop-limit orders, lists them by pages with their fills, and cancels', async () => {
  const price = await last()
  const configurations = [
    { market_market_ioc: { base_size: '0.001' } },
    { limit_limit_gtc: { base_size: '0.001', limit_price: priced(price * 0.8), post_only: false } },
    { limit_limit_gtc: { base_size: '0.001', limit_price: priced(price * 0.79), post_only: true } },
    {
      stop_limit_stop_limit_gtc: {
        ...{ base_size: '0.001', limit_price: priced(price * 1.22), stop_price: priced(price * 1.2) },
        stop_direction: 'STOP_DIRECTION_STOP_UP' as const,
      },
    },
  ]
  const ids: string[] = []
  for (const order_configuration of configurations) {
    const client_order_id = client.generateNewOrderId()
    const answer = await client.submitOrder({
      client_order_id,
      product_id: PRODUCT,
      side: 'BUY',
      order_configuration,
    })
    expect(answer).toMatchObject({ success: true, success_response: { client_order_id } })
    ids.push(idOf(answer))
  }
  const [market = '', ...resting] = ids
  await eventually(async () =>
    expect((await client.getOrder({ order_id: market })).order).toMatchObject({ status: 'FILLED' }),
  )
  const { fills } = await client.getFills({ order_ids: [market] })
  expect(fills.length).toBeGreaterThan(0)
  expect(Number(fills[0]?.commission)).toBeGreaterThan(0)
  const listed: string[] = []
  for (let cursor = '', more = true; more; ) {
    const page = await client.getOrders({ order_status: ['OPEN'], limit: 2, ...(cursor ? { cursor } : {}) })
    listed.push(...page.orders.map(({ order_id }) => order_id))
    cursor = page.cursor ?? ''
    more = page.has_next
  }
  expect(listed.sort()).toEqual([...resting].sort())
  const { results } = await client.cancelOrders({ order_ids: resting })
  expect(results.map(({ success }) => success)).toEqual([true, true, true])
  await eventually(async () =>
    expect((await client.getOrders({ order_status: ['OPEN'] })).orders).toEqual([]),
  )
})

test('streams the market and our orders', async () => {
  const sockets = new WebsocketClient({
    apiKey: exchange.key.name,
    apiSecret: exchange.key.privateKey,
    wsUrl: exchange.wsUrl,
  })
  const channels = new Set<string>()
  const states = new Map<string, string>()
  sockets.on(
    'update',
    (frame: { channel: string; events: { orders?: { order_id: string; status: string }[] }[] }) => {
      channels.add(frame.channel)
      for (const { orders = [] } of frame.events)
        for (const one of orders) states.set(one.order_id, one.status)
    },
  )
  sockets.on('exception', () => {})
  for (const topic of ['level2', 'market_trades', 'ticker', 'heartbeats']) {
    sockets.subscribe({ topic: topic as 'level2', payload: { product_ids: [PRODUCT] } }, 'advTradeMarketData')
  }
  sockets.subscribe('user', 'advTradeUserData')
  try {
    await eventually(async () =>
      expect([...channels]).toEqual(
        expect.arrayContaining(['l2_data', 'market_trades', 'ticker', 'heartbeats', 'user']),
      ),
    )
    const answer = await client.submitOrder({
      ...{ client_order_id: client.generateNewOrderId(), product_id: PRODUCT, side: 'BUY' },
      order_configuration: {
        limit_limit_gtc: { base_size: '0.001', limit_price: priced((await last()) * 0.8), post_only: true },
      },
    })
    const order_id = idOf(answer)
    await eventually(async () => expect(states.get(order_id)).toBe('OPEN'))
    await client.cancelOrders({ order_ids: [order_id] })
    await eventually(async () => expect(states.get(order_id)).toBe('CANCELLED'))
  } finally {
    sockets.closeAll(true)
  }
})
