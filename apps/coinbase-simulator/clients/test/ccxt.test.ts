/** ccxt 4: REST, and its WebSocket client ("pro"). It takes the maker's side of public trades for the taker's. */
import ccxt from 'ccxt'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { openExchange, type TestExchange } from '../support/exchange.ts'

const SYMBOL = 'BTC/USD'

/** Its declarations leave room for orders without one. */
function idOf({ id }: { readonly id?: string | undefined }): string {
  if (id === undefined) throw new Error('an order without an id')
  return id
}

describe.each(['ES256', 'EdDSA'] as const)('ccxt with a key of %s', (algorithm) => {
  let exchange: TestExchange
  let client: InstanceType<typeof ccxt.coinbase>

  beforeAll(async () => {
    exchange = await openExchange(algorithm)
    client = new ccxt.coinbase({
      apiKey: exchange.key.name,
      secret: exchange.key.privateKey,
      urls: { api: { rest: exchange.url } },
    })
    await client.loadMarkets()
  })
  afterAll(() => exchange.close())

  const last = async (): Promise<number> => Number((await client.fetchTicker(SYMBOL)).last)
  const priced = (price: number): number => Number(client.priceToPrecision(SYMBOL, price))

  test('reads markets, the book and candles', async () => {
    expect(client.markets?.[SYMBOL]).toMatchObject({ id: 'BTC-USD', spot: true, active: true })
    const book = await client.fetchOrderBook(SYMBOL, 10)
    expect(Number(book.bids[0]?.[0])).toBeLessThan(Number(book.asks[0]?.[0]))
    const candles = await client.fetchOHLCV(SYMBOL, '5m', undefined, 10)
    expect(candles.length).toBeGreaterThan(5)
    for (const [, open, high, low, close] of candles) {
      expect(Number(high)).toBeGreaterThanOrEqual(Math.max(Number(open), Number(close)))
      expect(Number(low)).toBeLessThanOrEqual(Math.min(Number(open), Number(close)))
    }
  })

  test('reads balances, and what an order holds', async () => {
    const before = await client.fetchBalance({ v3: true })
    expect(before.USD?.free).toBeGreaterThan(0)
    // Without a version it asks the older API, which knows no holds.
    expect((await client.fetchBalance()).USD?.total).toBeCloseTo(before.USD?.total ?? 0, 6)
    const id = idOf(await client.createOrder(SYMBOL, 'limit', 'buy', 0.001, priced((await last()) * 0.8)))
    const held = await client.fetchBalance({ v3: true })
    expect(held.USD?.used).toBeGreaterThan(before.USD?.used ?? 0)
    await client.cancelOrder(id, SYMBOL)
    await eventually(async () =>
      expect((await client.fetchBalance({ v3: true })).USD?.used).toBe(before.USD?.used),
    )
  })

  test('a market order fills, and its fill is listed with its fee', async () => {
    const id = idOf(await client.createOrder(SYMBOL, 'market', 'buy', 0.001, await last()))
    await eventually(async () => expect((await client.fetchOrder(id, SYMBOL)).status).toBe('closed'))
    const order = await client.fetchOrder(id, SYMBOL)
    const fills = (await client.fetchMyTrades(SYMBOL)).filter((fill) => fill.order === id)
    expect(fills.length).toBeGreaterThan(0)
    const amount = fills.reduce((sum, fill) => sum + Number(fill.amount), 0)
    expect(amount).toBeCloseTo(Number(order.filled), 8)
    for (const fill of fills) expect(fill.fee?.cost).toBeGreaterThan(0)
  })

  test('limit, post-only and stop-limit orders rest, are listed page by page, and are cancelled', async () => {
    const price = await last()
    const params = [
      ['limit', 'buy', priced(price * 0.8), {}],
      ['limit', 'buy', priced(price * 0.79), { postOnly: true }],
      [
        'limit',
        'buy',
        priced(price * 1.22),
        { triggerPrice: priced(price * 1.2), stop_direction: 'STOP_DIRECTION_STOP_UP' },
      ],
      // Without a direction it buys when the market has fallen to the trigger.
      ['limit', 'buy', priced(price * 0.81), { triggerPrice: priced(price * 0.8) }],
    ] as const
    const ids: string[] = []
    for (const [type, side, limit, more] of params) {
      const order = await client.createOrder(SYMBOL, type, side, 0.001, limit, {
        ...more,
        client_order_id: `ccxt-${algorithm}-${ids.length}`,
      })
      ids.push(idOf(order))
    }
    const seen = new Map<string, string>()
    let cursor: string | undefined
    for (let page = 0; page < 10; page++) {
      const orders = await client.fetchOpenOrders(
        SYMBOL,
        undefined,
        1,
        cursor === undefined ? {} : { cursor },
      )
      for (const order of orders) seen.set(idOf(order), String(order.clientOrderId))
      cursor = orders.at(-1)?.info.cursor
      if (!cursor) break
    }
    expect([...seen.keys()].sort()).toEqual([...ids].sort())
    expect(seen.get(ids[1] ?? '')).toBe(`ccxt-${algorithm}-1`)
    await client.cancelOrders(ids, SYMBOL)
    await eventually(async () => expect(await client.fetchOpenOrders(SYMBOL)).toEqual([]))
    for (const id of ids) expect((await client.fetchOrder(id, SYMBOL)).status).toBe('canceled')
  })

  test('a post-only order that would cross is refused with its reason', async () => {
    const crossing = client.createOrder(SYMBOL, 'limit', 'buy', 0.001, priced((await last()) * 1.05), {
      postOnly: true,
    })
    await expect(crossing).rejects.toThrow(/POST_ONLY/)
  })
})

describe('ccxt.pro', () => {
  let exchange: TestExchange
  let client: InstanceType<typeof ccxt.pro.coinbase>

  beforeAll(async () => {
    exchange = await openExchange('ES256')
    client = new ccxt.pro.coinbase({
      apiKey: exchange.key.name,
      secret: exchange.key.privateKey,
      urls: { api: { rest: exchange.url, ws: exchange.wsUrl } },
    })
    // It refuses ws:// until this was called.
    await client.loadHttpProxyAgent()
    await client.loadMarkets()
  })
  afterAll(async () => {
    await client.close()
    await exchange.close()
  })

  test('streams the book and trades', async () => {
    const book = await client.watchOrderBook(SYMBOL)
    expect(Number(book.bids[0]?.[0])).toBeLessThan(Number(book.asks[0]?.[0]))
    expect((await client.watchTrades(SYMBOL)).length).toBeGreaterThan(0)
  })

  test('streams our orders', async () => {
    const ticker = await client.fetchTicker(SYMBOL)
    const ids = new Map<string, string>()
    const watching = (async () => {
      for (;;)
        for (const order of await client.watchOrders(SYMBOL)) ids.set(idOf(order), String(order.status))
    })()
    watching.catch(() => {})
    await new Promise((resolve) => setTimeout(resolve, 500))
    const price = Number(client.priceToPrecision(SYMBOL, Number(ticker.last) * 0.8))
    const id = idOf(await client.createOrder(SYMBOL, 'limit', 'buy', 0.001, price))
    await eventually(async () => expect(ids.get(id)).toBe('open'))
    await client.cancelOrder(id, SYMBOL)
    await eventually(async () => expect(ids.get(id)).toBe('canceled'))
  })
})
