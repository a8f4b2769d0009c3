import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSimulator, type Simulator } from '../src/index.ts'
import { subscribeText } from './frame.ts'
import { RebuiltBook } from './rebuilt-book.ts'
import { StreamClient } from './stream-client.ts'

let simulator: Simulator
beforeAll(async () => {
  simulator = await createSimulator({ port: 0, historyHours: 10, firstSubscribeMs: 700 })
})
afterAll(() => simulator.stop())

const BASE = '/api/v3/brokerage'
async function get(path: string, init?: RequestInit) {
  const response = await fetch(`${simulator.restUrl}${path}`, init)
  const text = await response.text()
  const json = response.headers.get('content-type')?.includes('json')
  return { status: response.status, body: json ? JSON.parse(text) : text }
}

const postFault = (fault: object, headers: Record<string, string> = {}) =>
  get('/simulator/faults', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(fault),
  })

describe('the WebSocket on its port', () => {
  it('streams a book that a client can keep, over a real socket', async () => {
    const client = await StreamClient.open(simulator.wsUrl)
    client.send(subscribeText('level2', ['ETH-USD']))
    client.send(subscribeText('heartbeats'))
    await client.until(() => client.frames.filter((f) => f.channel === 'l2_data').length > 10)
    const book = new RebuiltBook().apply(client.frames, 'ETH-USD')
    expect(Number(book.bids[0]?.[0])).toBeLessThan(Number(book.asks[0]?.[0]))
    const sequences = client.frames.map((frame) => frame.sequence_num)
    expect(sequences).toEqual(sequences.map((_, index) => index))
    client.close()
  })

  it('closes when nothing is subscribed in time', async () => {
    const client = await StreamClient.open(simulator.wsUrl)
    await client.until(() => client.closedWith !== undefined)
    expect(client.closedWith).toBe(1000)
  })

  it('breaks in the middle of a snapshot on demand, so that the client never sees the message', async () => {
    expect((await postFault({ kind: 'cutSnapshot' })).status).toBe(200)
    const client = await StreamClient.open(simulator.wsUrl)
    client.send(subscribeText('level2', ['BTC-USD']))
    await client.until(() => client.closedWith !== undefined)
    expect(client.closedWith).toBe(1006)
    expect(client.frames).toEqual([])
  })

  it('closes all connections by the admin route', async () => {
    const client = await StreamClient.open(simulator.wsUrl)
    client.send(subscribeText('heartbeats'))
    await client.until(() => client.frames.length > 0)
    expect((await postFault({ kind: 'closeAll', code: 1012 })).body).toEqual({ closed: 1 })
    await client.until(() => client.closedWith !== undefined)
    expect(client.closedWith).toBe(1012)
  })
})

describe('the public REST', () => {
  it('tells the time in three forms', async () => {
    const { body } = await get(`${BASE}/time`)
    expect(body.epochSeconds).toBe(body.epochMillis.slice(0, -3))
    expect(Date.parse(body.iso)).toBe(Number(body.epochMillis))
  })

  it('lists products by repeated keys, aliases included', async () => {
    const all = await get(`${BASE}/market/products`)
    expect(all.body.num_products).toBe(8)
    const some = await get(
      `${BASE}/market/products?product_ids=BTC-USD&product_ids=BTC-USDC&product_ids=NOPE-USD`,
    )
    expect(some.body.products.map((p: { product_id: string }) => p.product_id)).toEqual([
      'BTC-USD',
      'BTC-USDC',
    ])
    expect(some.body.products[0]).toMatchObject({
      base_increment: '0.00000001',
      price_increment: '0.01',
      quote_min_size: '1',
      base_max_size: '3400',
      alias_to: ['BTC-USDC'],
      status: 'online',
    })
    expect(some.body.products[1].alias).toBe('BTC-USD')
    const page = await get(`${BASE}/market/products?limit=3&offset=6`)
    expect(page.body.products.length).toBe(2)
    expect(page.body.pagination).toMatchObject({ has_next: false, has_prev: true })
  })

  it('answers 404 for a product it does not list', async () => {
    const { status, body } = await get(`${BASE}/market/products/NOPE-USD`)
    expect(status).toBe(404)
    expect(body).toEqual({ error: 'NOT_FOUND', message: 'Product NOPE-USD not supported' })
  })

  it('gives candles newest first, every minute of the hours before it started', async () => {
    const end = Math.floor(Date.now() / 1000)
    const path = `${BASE}/market/products/ETH-USD/candles`
    const { body } = await get(`${path}?granularity=ONE_MINUTE&start=${end - 300 * 60}&end=${end}`)
    const starts = body.candles.map((candle: { start: string }) => Number(candle.start))
    expect(starts.length).toBeGreaterThanOrEqual(300)
    for (const [index, start] of starts.entries()) {
      if (index > 0) expect(start).toBe((starts[index - 1] ?? 0) - 60)
    }
    const hours = await get(`${path}?granularity=ONE_HOUR&start=${end - 4 * 3600}&end=${end}`)
    expect(hours.body.candles.length).toBe(4)
  })

  it('refuses 350 candles and unknown granularities with 400', async () => {
    const path = `${BASE}/market/products/ETH-USD/candles?start=0`
    const many = await get(`${path}&end=${350 * 60}&granularity=ONE_MINUTE`)
    expect(many.status).toBe(400)
    expect(many.body.error).toBe('INVALID_ARGUMENT')
    expect(many.body.error_details).toContain('should be less than 350')
    expect((await get(`${path}&end=${349 * 60}&granularity=ONE_MINUTE`)).status).toBe(200)
    expect((await get(`${path}&end=60&granularity=ONE_SECOND`)).status).toBe(400)
  })

  it('gives the latest trades newest first, with the top of the book', async () => {
    const { body } = await get(`${BASE}/market/products/BTC-USDC/ticker?limit=20`)
    const ids = body.trades.map((trade: { trade_id: string }) => Number(trade.trade_id))
    expect(ids).toEqual(ids.map((_: number, index: number) => ids[0] - index))
    expect(body.trades[0]).toMatchObject({ product_id: 'BTC-USD', bid: '', ask: '', exchange: 'coinbase' })
    expect(Number(body.best_bid)).toBeLessThan(Number(body.best_ask))
    expect((await get(`${BASE}/market/products/BTC-USD/ticker`)).status).toBe(400)
  })

  it('gives a book of the depth asked for', async () => {
    const { body } = await get(`${BASE}/market/product_book?product_id=BTC-USD&limit=5`)
    expect(body.pricebook.bids.length).toBe(5)
    expect(body.pricebook.asks.length).toBe(5)
    expect(Number(body.mid_market)).toBeGreaterThan(Number(body.pricebook.bids[0].price))
    expect(Number(body.spread_absolute)).toBeGreaterThan(0)
  })

  it('answers private and unknown paths 401 in plain text without a key', async () => {
    expect(await get(`${BASE}/accounts`)).toEqual({ status: 401, body: 'Unauthorized' })
    expect(await get(`${BASE}/nonsense`)).toEqual({ status: 401, body: 'Unauthorized' })
    expect((await get(`${BASE}/nonsense`, { headers: { authorization: 'Bearer x' } })).status).toBe(404)
  })
})

describe('the admin routes', () => {
  it('show the whole book of a product and the top of every one', async () => {
    const all = await get('/simulator/state')
    expect(Object.keys(all.body.products)).toEqual(['BTC-USD', 'ETH-USD', 'SOL-USD', 'DOGE-USD'])
    const one = await get('/simulator/state?product=DOGE-USD')
    expect(one.body.bids.length).toBeGreaterThan(50)
    expect((await get('/simulator/state?product=NOPE-USD')).status).toBe(404)
  })

  it('refuse what is no fault, and web pages', async () => {
    expect((await postFault({ kind: 'explode' })).status).toBe(400)
    expect((await postFault({ kind: 'clear' }, { origin: 'https://example.org' })).status).toBe(403)
  })
})

describe('createSimulator', () => {
  it('names the port that is busy and says how to choose another', async () => {
    await expect(createSimulator({ port: simulator.port, historyHours: 1 })).rejects.toMatchObject({
      code: 'OTS_PORT_BUSY',
      message: expect.stringContaining(String(simulator.port)),
      hint: expect.stringContaining('--port'),
    })
  })

  it('names every faulty option', async () => {
    await expect(createSimulator({ port: -1, speed: 0 })).rejects.toMatchObject({
      code: 'OTS_USAGE',
      message: expect.stringMatching(/port: .*speed: /),
    })
  })
})
