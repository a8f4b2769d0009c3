/** Coinbase's own sample SDK. It writes and reads camelCase, and has no WebSocket client. */
import {
  AccountsService,
  CoinbaseAdvTradeClient,
  CoinbaseAdvTradeCredentials,
  FeesService,
  OrdersService,
  ProductsService,
  PublicService,
} from '@coinbase-sample/advanced-trade-sdk-ts/dist/index.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { openExchange, type TestExchange } from '../support/exchange.ts'

const productId = 'BTC-USD'
let exchange: TestExchange
let client: CoinbaseAdvTradeClient
let orders: OrdersService

beforeAll(async () => {
  exchange = await openExchange('ES256')
  const credentials = new CoinbaseAdvTradeCredentials(exchange.key.name, exchange.key.privateKey)
  client = new CoinbaseAdvTradeClient(credentials, `${exchange.url}/api/v3/brokerage/`)
  orders = new OrdersService(client)
})
afterAll(() => exchange.close())

/** Its declarations say less, and other, than it gives. */
type Answer = Record<string, never> & {
  readonly success: boolean
  readonly successResponse: { readonly orderId: string; readonly clientOrderId: string }
}

async function priceNow(): Promise<number> {
  const product = (await new ProductsService(client).getProduct({ productId })) as { price: string }
  return Number(product.price)
}

test('reads markets, the book, candles, balances and fees', async () => {
  const products = new ProductsService(client)
  expect(await products.listProducts({})).toMatchObject({
    products: expect.arrayContaining([expect.objectContaining({ productId })]),
  })
  expect(await products.getProductBook({ productId, limit: '5' as never })).toMatchObject({
    pricebook: {
      productId,
      bids: expect.arrayContaining([expect.objectContaining({ price: expect.any(String) })]),
    },
  })
  const end = Math.floor(Date.now() / 1000)
  const range = { start: String(end - 3600), end: String(end), granularity: 'FIVE_MINUTE' as never }
  const { candles } = (await products.getProductCandles({ productId, ...range })) as { candles: unknown[] }
  expect(candles.length).toBeGreaterThan(5)
  const { accounts } = (await new AccountsService(client).listAccounts({})) as {
    accounts: { currency: string }[]
  }
  expect(accounts.map(({ currency }) => currency)).toContain('USD')
  expect(await new FeesService(client).getTransactionSummary({} as never)).toMatchObject({
    feeTier: { takerFeeRate: expect.any(String) },
  })
  expect(await new PublicService(client).getServerTime({})).toMatchObject({
    epochSeconds: expect.any(String),
  })
})

test('places market, limit, post-only and stop-limit orders, lists them by pages with their fills, and cancels', async () => {
  const price = await priceNow()
  const at = (share: number): string => (price * share).toFixed(2)
  const configurations = [
    { marketMarketIoc: { baseSize: '0.001' } },
    { limitLimitGtc: { baseSize: '0.001', limitPrice: at(0.8), postOnly: false } },
    { limitLimitGtc: { baseSize: '0.001', limitPrice: at(0.79), postOnly: true } },
    {
      stopLimitStopLimitGtc: {
        ...{ baseSize: '0.001', limitPrice: at(1.22), stopPrice: at(1.2) },
        stopDirection: 'STOP_DIRECTION_STOP_UP',
      },
    },
  ]
  const ids: string[] = []
  for (const [n, orderConfiguration] of configurations.entries()) {
    const request = { clientOrderId: `sdk-ts-${n}`, productId, side: 'BUY', orderConfiguration }
    const answer = (await orders.createOrder(request as never)) as unknown as Answer
    expect(answer).toMatchObject({ success: true, successResponse: { clientOrderId: `sdk-ts-${n}` } })
    ids.push(answer.successResponse.orderId)
  }
  const [market = '', ...resting] = ids
  await eventually(async () =>
    expect(await orders.getOrder({ orderId: market })).toMatchObject({ order: { status: 'FILLED' } }),
  )
  expect(await orders.listFills({ orderIds: [market] })).toMatchObject({
    fills: expect.arrayContaining([expect.objectContaining({ orderId: market, tradeType: 'FILL' })]),
  })
  const listed: string[] = []
  for (let cursor = '', more = true; more; ) {
    const query = { orderStatus: ['OPEN'], limit: 2, ...(cursor ? { cursor } : {}) }
    const page = (await orders.listOrders(query)) as unknown as {
      readonly orders: readonly { readonly orderId: string }[]
      readonly cursor: string
      readonly hasNext: boolean
    }
    listed.push(...page.orders.map(({ orderId }) => orderId))
    cursor = page.cursor
    more = page.hasNext
  }
  expect(listed.sort()).toEqual([...resting].sort())
  await orders.cancelOrders({ orderIds: resting })
  await eventually(async () =>
    expect(await orders.listOrders({ orderStatus: ['OPEN'] })).toMatchObject({ orders: [] }),
  )
})
