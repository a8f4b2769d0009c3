import { createServer, type IncomingMessage } from 'node:http'
import { fromMillis, instrumentId, parseMoney, parsePrice, parseQuantity, parseRfc3339 } from '@oasis/domain'
import { createRealScheduler, createSilentLogger } from '@oasis/runtime'
import { afterEach, describe, expect, it } from 'vitest'
import { createCoinbaseReference } from '../src/index.ts'

interface Answer {
  readonly status?: number
  readonly body: unknown
}

const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})

async function reference(answer: (url: URL, n: number, request: IncomingMessage) => Answer | undefined) {
  const urls: URL[] = []
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://venue')
    urls.push(url)
    const given = answer(url, urls.length, request)
    if (given === undefined) return
    response.statusCode = given.status ?? 200
    response.end(typeof given.body === 'string' ? given.body : JSON.stringify(given.body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stops.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  const client = createCoinbaseReference({
    restUrl: `http://127.0.0.1:${port}`,
    scheduler: createRealScheduler(),
    random: () => 0.01,
    logger: createSilentLogger(),
    timeoutMs: 300,
  })
  return { client, urls }
}

const signal = new AbortController().signal
const product = {
  product_id: 'BTC-USD',
  base_currency_id: 'BTC',
  quote_currency_id: 'USD',
  base_increment: '0.00000001',
  quote_increment: '0.01',
  price_increment: '0.01',
  base_min_size: '0.00000001',
  base_max_size: '3400',
  quote_min_size: '1',
  quote_max_size: '150000000',
  status: 'online',
  cancel_only: false,
}

describe('products', () => {
  it('are asked for by repeated keys and become instruments', async () => {
    const { client, urls } = await reference(() => ({ body: { products: [product] } }))
    const [instrument] = await client.instruments(['BTC-USD', 'ETH-USD'], signal)
    expect(urls[0]?.pathname).toBe('/api/v3/brokerage/market/products')
    expect(urls[0]?.searchParams.getAll('product_ids')).toEqual(['BTC-USD', 'ETH-USD'])
    expect(instrument).toMatchObject({
      id: 'coinbase:BTC-USD',
      base: 'BTC',
      quote: 'USD',
      priceIncrement: parsePrice('0.01'),
      quantityIncrement: parseQuantity('0.00000001'),
      maxQuantity: parseQuantity('3400'),
      minNotional: parseMoney('1'),
      status: 'TRADING',
    })
  })

  it('have maxima rounded down to their increment, and minima up', async () => {
    const odd = {
      ...product,
      base_increment: '0.01',
      base_min_size: '0.011',
      base_max_size: '99.999999999999999999',
      quote_min_size: '1.0000000000000000000001',
      quote_max_size: '5.019999999999999999999',
    }
    const { client } = await reference(() => ({ body: { products: [odd] } }))
    expect(await client.instruments(undefined, signal)).toMatchObject([
      {
        minQuantity: parseQuantity('0.02'),
        maxQuantity: parseQuantity('99.99'),
        minNotional: parseMoney('1.01'),
        maxNotional: parseMoney('5.01'),
      },
    ])
  })

  it.each([
    [{}, 'TRADING'],
    [{ status: 'delisted', trading_disabled: true }, 'DELISTED'],
    [{ status: 'offline' }, 'HALTED'],
    [{ trading_disabled: true, cancel_only: true }, 'HALTED'],
    [{ is_disabled: true }, 'HALTED'],
    [{ view_only: true }, 'HALTED'],
    [{ cancel_only: true, limit_only: true }, 'CANCEL_ONLY'],
    [{ auction_mode: true }, 'AUCTION'],
    [{ post_only: true }, 'POST_ONLY'],
    [{ limit_only: true }, 'LIMIT_ONLY'],
    [{ status: '' }, 'TRADING'],
  ])('with flags %j are %s', async (flags, status) => {
    const { client } = await reference(() => ({ body: { products: [{ ...product, ...flags }] } }))
    expect(await client.instruments(undefined, signal)).toMatchObject([{ status }])
  })

  it('that are no instrument of ours are passed over', async () => {
    const { client } = await reference(() => ({ body: { products: [{ product_id: 'X' }, product, 7] } }))
    expect(await client.instruments(undefined, signal)).toHaveLength(1)
  })
})

describe('candles', () => {
  const minute = (n: number) => fromMillis(n * 60_000)
  const candle = (n: number) => ({
    start: String(n * 60),
    open: '1',
    high: '3',
    low: '0.5',
    close: '2',
    volume: '10',
  })

  it('come oldest first, fewer than 350 a request, each once', async () => {
    const { client, urls } = await reference((url) => {
      const start = Number(url.searchParams.get('start')) / 60
      const end = Number(url.searchParams.get('end')) / 60
      // As generously as a venue may understand both bounds.
      const all = Array.from({ length: Math.floor(end) - start + 2 }, (_, i) => candle(start + i))
      return { body: { candles: all.reverse() } }
    })
    const query = {
      instrumentId: instrumentId('coinbase:BTC-USD'),
      intervalSeconds: 60,
      from: minute(1_000),
      to: minute(1_800),
    }
    const candles = await client.candles(query, signal)
    expect(candles.map(({ openTime }) => openTime)).toEqual(
      Array.from({ length: 800 }, (_, i) => minute(1_000 + i)),
    )
    expect(urls).toHaveLength(3)
    for (const { searchParams } of urls) {
      expect((Number(searchParams.get('end')) - Number(searchParams.get('start'))) / 60).toBeLessThan(349)
    }
    expect(urls[0]?.searchParams.get('granularity')).toBe('ONE_MINUTE')
  })

  it('of an interval that the venue lacks are refused', async () => {
    const { client } = await reference(() => ({ body: {} }))
    const query = {
      instrumentId: instrumentId('coinbase:BTC-USD'),
      intervalSeconds: 61,
      from: minute(1),
      to: minute(2),
    }
    await expect(client.candles(query, signal)).rejects.toThrow('no candles of 61 s')
  })
})

describe('other calls', () => {
  it('give the last trades oldest first', async () => {
    const trade = (trade_id: string) => ({
      trade_id,
      product_id: 'BTC-USD',
      price: '1',
      size: '2',
      time: '2026-08-09T21:05:48Z',
      side: 'SELL',
      bid: '',
    })
    const { client, urls } = await reference(() => ({
      body: { trades: [trade('9'), trade('8')], best_bid: '1' },
    }))
    expect((await client.recentTrades('BTC-USD', 500, signal)).map(({ tradeId }) => tradeId)).toEqual([
      '8',
      '9',
    ])
    expect(urls[0]?.pathname).toBe('/api/v3/brokerage/market/products/BTC-USD/ticker')
    expect(urls[0]?.searchParams.get('limit')).toBe('100')
  })

  it('give the book best first', async () => {
    const pricebook = {
      product_id: 'BTC-USD',
      bids: [{ price: '10', size: '1' }],
      asks: [{ price: '11', size: '2' }],
      time: '2026-08-09T21:05:48.5Z',
    }
    const { client } = await reference(() => ({ body: { pricebook, last: '10' } }))
    expect(await client.book('BTC-USD', 1, signal)).toEqual({
      symbol: 'BTC-USD',
      bids: [{ price: parsePrice('10'), quantity: parseQuantity('1') }],
      asks: [{ price: parsePrice('11'), quantity: parseQuantity('2') }],
      time: parseRfc3339('2026-08-09T21:05:48.5Z'),
    })
  })

  it('give the clock of the venue', async () => {
    const { client } = await reference(() => ({
      body: { iso: '2026-08-09T21:05:48Z', epochSeconds: '1', epochMillis: '1' },
    }))
    expect(await client.time(signal)).toBe(parseRfc3339('2026-08-09T21:05:48Z'))
  })
})

describe('failures', () => {
  const time = { iso: '2026-08-09T21:05:48Z' }

  it.each([
    [429, { errors: [{ id: 'rate_limit_exceeded' }] }],
    [429, '<html>Too Many Requests</html>'],
    [503, '<html>'],
  ])('with status %i are tried again', async (status, body) => {
    const { client, urls } = await reference((_, n) => (n < 3 ? { status, body } : { body: time }))
    await client.time(signal)
    expect(urls).toHaveLength(3)
  })

  it('to answer in time are tried again, and end with a stable code', async () => {
    const { client, urls } = await reference(() => undefined)
    await expect(client.time(signal)).rejects.toMatchObject({ code: 'OTS_VENUE_UNREACHABLE' })
    expect(urls).toHaveLength(4)
  })

  it('that would be the same again are not', async () => {
    const { client, urls } = await reference(() => ({ status: 404, body: { error: 'NOT_FOUND' } }))
    await expect(client.book('NOPE', 1, signal)).rejects.toMatchObject({ status: 404 })
    expect(urls).toHaveLength(1)
  })

  it.each([
    ['not JSON', 'oops'],
    ['another shape', { epoch: 1 }],
  ])('to be understood (%s) are asked for again, and end with a stable code', async (_, body) => {
    const { client, urls } = await reference(() => ({ body }))
    await expect(client.time(signal)).rejects.toMatchObject({ code: 'OTS_VENUE_UNREACHABLE' })
    expect(urls).toHaveLength(4)
  })

  it('stop when the caller does', async () => {
    const { client, urls } = await reference(() => undefined)
    const abort = new AbortController()
    const call = client.time(abort.signal)
    setTimeout(() => abort.abort(new Error('enough')), 30)
    await expect(call).rejects.toThrow('enough')
    expect(urls).toHaveLength(1)
  })
})
