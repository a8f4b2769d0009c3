import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { acceptedId, limitGtc, newOrder, openScriptedVenue, type ScriptedVenue } from './scripted-venue.ts'
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
const MARKET_ONE = { market_market_ioc: { base_size: '0.1' } }

interface Listed {
  readonly order_id: string
  readonly entry_id: string
}

/** Every page, each with its cursor; a cursor that does not move on would never end. */
async function pages(path: string, what: 'orders' | 'fills'): Promise<Listed[][]> {
  const found: Listed[][] = []
  let cursor = ''
  do {
    const { body } = await client.get(`${path}&cursor=${cursor}`)
    found.push(body[what])
    if (what === 'orders') expect(body.has_next).toBe(body.cursor !== '')
    else expect(body).not.toHaveProperty('has_next')
    expect(body.cursor === '' || body.cursor !== cursor).toBe(true)
    cursor = body.cursor
  } while (cursor !== '' && found.length < 50)
  return found
}

describe('List Orders (vector 19)', () => {
  it('pages by cursor, newest first, each order once, though others come meanwhile', async () => {
    const ids: string[] = []
    for (let i = 0; i < 7; i++) ids.push(await create('BUY', limitGtc('1', `${90 - i}`)))
    const first = await client.get('/orders/historical/batch?limit=3')
    expect(first.body.has_next).toBe(true)
    await create('BUY', limitGtc('1', '70'))
    const rest = await client.get(`/orders/historical/batch?limit=3&cursor=${first.body.cursor}`)
    const last = await client.get(`/orders/historical/batch?limit=3&cursor=${rest.body.cursor}`)
    const seen = [...first.body.orders, ...rest.body.orders, ...last.body.orders]
    expect(seen.map((order: Listed) => order.order_id)).toEqual(ids.toReversed())
    expect(last.body).toMatchObject({ has_next: false, cursor: '' })
  })

  it('goes on behind an order that has left the selection between two pages', async () => {
    const ids: string[] = []
    for (let i = 0; i < 5; i++) ids.push(await create('BUY', limitGtc('1', `${90 - i}`)))
    const first = await client.get('/orders/historical/batch?order_status=OPEN&limit=2')
    await client.post('/orders/batch_cancel', { order_ids: [ids[3]] })
    const rest = await client.get(
      `/orders/historical/batch?order_status=OPEN&limit=9&cursor=${first.body.cursor}`,
    )
    expect(rest.body.orders.map((order: Listed) => order.order_id)).toEqual([ids[2], ids[1], ids[0]])
  })

  it('filters by every kind, by repeated keys, and ignores singular ones', async () => {
    const btc = await create('BUY', limitGtc('1', '90'))
    const eth = await create('BUY', limitGtc('1', '91'), 'ETH-USD')
    const sold = await create('SELL', MARKET_ONE)
    const found = async (query: string) =>
      (await client.get(`/orders/historical/batch?${query}`)).body.orders.map(
        ({ order_id }: Listed) => order_id,
      )
    expect(await found('product_ids=BTC-USD')).toEqual([sold, btc])
    expect(await found('product_ids=BTC-USD&product_ids=ETH-USD')).toEqual([sold, eth, btc])
    expect(await found('product_id=ETH-USD')).toEqual([sold, eth, btc])
    expect(await found(`order_id=${btc}`)).toEqual([sold, eth, btc])
    expect(await found(`order_ids=${btc}&order_ids=${sold}`)).toEqual([sold, btc])
    expect(await found('order_status=OPEN')).toEqual([eth, btc])
    expect(await found('order_status=FILLED&order_status=OPEN')).toEqual([sold, eth, btc])
    expect(await found('order_side=SELL')).toEqual([sold])
    expect(await found('order_types=MARKET')).toEqual([sold])
    expect(await found('time_in_forces=GOOD_UNTIL_CANCELLED')).toEqual([eth, btc])
    expect(await found('asset_filters=ETH')).toEqual([eth])
    expect(await found('product_type=FUTURE')).toEqual([])
    expect(await found('order_placement_source=RETAIL_SIMPLE')).toEqual([])
    expect(await found('sort_by=LIMIT_PRICE')).toEqual([eth, btc, sold])
    const { created_time } = (await client.get(`/orders/historical/${eth}`)).body.order
    // From inclusive, to exclusive.
    expect(await found(`start_date=${created_time}`)).toEqual([sold, eth])
    expect(await found(`end_date=${created_time}`)).toEqual([btc])
  })

  it('refuses a cursor, a date, a side that are none: 400', async () => {
    for (const query of ['cursor=zzz', 'start_date=yesterday', 'order_side=HOLD', 'limit=x']) {
      expect(await client.get(`/orders/historical/batch?${query}`)).toMatchObject({
        status: 400,
        body: { error: 'INVALID_ARGUMENT' },
      })
    }
  })

  it('knows no order of another name: 404', async () => {
    expect(await client.get('/orders/historical/nobody')).toMatchObject({
      status: 404,
      body: { error: 'unknown', error_details: 'order with this orderID was not found' },
    })
  })
})

describe('List Fills (vector 19)', () => {
  it('pages by cursor alone until it is empty, also at an exact multiple', async () => {
    for (let i = 0; i < 6; i++) await create('SELL', MARKET_ONE)
    const two = await pages('/orders/historical/fills?limit=3', 'fills')
    expect(two.map((page) => page.length)).toEqual([3, 3])
    const uneven = await pages('/orders/historical/fills?limit=4', 'fills')
    expect(uneven.map((page) => page.length)).toEqual([4, 2])
    expect(new Set(two.flat().map(({ entry_id }) => entry_id)).size).toBe(6)
    expect(two.flat()).toEqual(uneven.flat())
  })

  it('filters by order, product and trade time', async () => {
    const btc = await create('SELL', MARKET_ONE)
    const eth = await create('BUY', MARKET_ONE, 'ETH-USD')
    const found = async (query: string) =>
      (await client.get(`/orders/historical/fills?${query}`)).body.fills.map(
        ({ order_id }: Listed) => order_id,
      )
    expect(await found(`order_ids=${btc}`)).toEqual([btc])
    expect(await found(`order_id=${btc}`)).toEqual([eth, btc])
    expect(await found('product_ids=ETH-USD')).toEqual([eth])
    const [fill] = (await client.get(`/orders/historical/fills?order_ids=${eth}`)).body.fills
    expect(await found(`start_sequence_timestamp=${fill.trade_time}`)).toEqual([eth])
    expect(await found(`end_sequence_timestamp=${fill.trade_time}`)).toEqual([btc])
    expect(await found(`trade_ids=${fill.trade_id}`)).toEqual([eth])
  })

  it('gives a hundred without a limit', async () => {
    for (let i = 0; i < 101; i++) {
      venue.market.setBook('BTC-USD', { bids: [['100', '1']], asks: [['101', '1']] })
      await create(i % 2 ? 'BUY' : 'SELL', { market_market_ioc: { base_size: '0.01' } })
    }
    const { body } = await client.get('/orders/historical/fills')
    expect(body.fills).toHaveLength(100)
    expect(body.cursor).not.toBe('')
  })
})

describe('what else a key may look at', () => {
  it('accounts, in pages, and one by its id', async () => {
    const first = await client.get('/accounts?limit=2')
    expect(first.body).toMatchObject({ has_next: true, size: 2 })
    const rest = await client.get(`/accounts?limit=2&cursor=${first.body.cursor}`)
    expect(rest.body).toMatchObject({ has_next: false, cursor: '', size: 1 })
    const all = [...first.body.accounts, ...rest.body.accounts]
    expect(all.map(({ currency }: { currency: string }) => currency)).toEqual(['USD', 'BTC', 'ETH'])
    const one = await client.get(`/accounts/${all[1].uuid}`)
    expect(one.body.account).toEqual(all[1])
    expect((await client.get('/accounts/nobody')).status).toBe(404)
  })

  it('fees and volume: volumes are numbers, rates are text', async () => {
    await create('SELL', { market_market_ioc: { base_size: '1' } })
    const { body } = await client.get('/transaction_summary')
    expect(body).toMatchObject({
      total_volume: 100,
      total_fees: 1,
      fee_tier: { maker_fee_rate: '0.005', taker_fee_rate: '0.01', pricing_tier: 'Intro 1' },
    })
  })

  it('its own permissions and portfolio', async () => {
    const permissions = await client.get('/key_permissions')
    const { portfolios } = (await client.get('/portfolios')).body
    expect(permissions.body).toEqual({
      can_view: true,
      can_trade: true,
      can_transfer: false,
      portfolio_uuid: portfolios[0].uuid,
      portfolio_type: 'DEFAULT',
    })
    const rich = venue.client({ permissions: ['view', 'trade', 'transfer'] })
    expect((await rich.get('/key_permissions')).body.can_transfer).toBe(true)
  })

  it('best bids and asks of the products named', async () => {
    const { body } = await client.get('/best_bid_ask?product_ids=BTC-USD&product_ids=ETH-USD')
    expect(body.pricebooks.map(({ product_id }: { product_id: string }) => product_id)).toEqual([
      'BTC-USD',
      'ETH-USD',
    ])
    expect(body.pricebooks[0]).toMatchObject({
      bids: [{ price: '100.00', size: '1' }],
      asks: [{ price: '101.00', size: '1' }],
    })
    expect((await client.get('/best_bid_ask')).body.pricebooks).toHaveLength(2)
  })

  it('the private twins of market data', async () => {
    expect((await client.get('/products?product_ids=BTC-USD')).body.products).toHaveLength(1)
    expect((await client.get('/products/BTC-USD')).body.product_id).toBe('BTC-USD')
    expect((await client.get('/product_book?product_id=BTC-USD&limit=1')).body.pricebook.bids).toHaveLength(1)
    const span = 'start=0&end=600&granularity=ONE_MINUTE'
    expect((await client.get(`/products/BTC-USD/candles?${span}`)).body.candles).toEqual([])
    venue.market.trade('BTC-USD', '100', '1', 'BUY')
    expect((await client.get('/products/BTC-USD/ticker?limit=5')).body.trades).toHaveLength(1)
    expect(await client.get('/products/NOPE-USD')).toMatchObject({
      status: 404,
      body: { error: 'NOT_FOUND', message: 'Product NOPE-USD not supported' },
    })
  })

  it('what ccxt asks for besides when it loads markets', async () => {
    const json = async (path: string) => JSON.parse(await (await fetch(`${venue.url}${path}`)).text())
    const crypto = await json('/v2/currencies/crypto')
    expect(crypto.data.map(({ code }: { code: string }) => code)).toEqual(['BTC', 'USDC', 'ETH'])
    expect((await json('/v2/currencies')).data[0].id).toBe('USD')
    expect(Math.abs((await json('/v2/time')).data.epoch - Date.now() / 1000)).toBeLessThan(5)
    expect((await json('/v2/exchange-rates')).data.rates.BTC).toBe(String(1 / 100.5))
    const futures = '/api/v3/brokerage/market/products?product_type=FUTURE&contract_expiry_type=PERPETUAL'
    expect(await json(futures)).toMatchObject({ products: [], num_products: 0 })
  })
})
