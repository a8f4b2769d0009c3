import { parseMoney } from '@oasis/domain'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { acceptedId, limitGtc, newOrder, openScriptedVenue, type ScriptedVenue } from './scripted-venue.ts'
import type { Answer, TradingClient } from './trading-client.ts'

let venue: ScriptedVenue
let client: TradingClient
beforeEach(async () => {
  venue = await openScriptedVenue()
  client = venue.client()
})
afterEach(() => venue.close())

const create = (...order: Parameters<typeof newOrder>): Promise<Answer> =>
  client.post('/orders', newOrder(...order))
const orderOf = async (id: string) => (await client.get(`/orders/historical/${id}`)).body.order
const fillsOf = async (id: string) =>
  (await client.get(`/orders/historical/fills?order_ids=${id}`)).body.fills
const account = async (currency: string) => {
  const { body } = await client.get('/accounts')
  return body.accounts.find((one: { currency: string }) => one.currency === currency)
}
const reasons = ({ status, body }: Answer) => {
  expect(status).toBe(200)
  expect(body.success).toBe(false)
  const { error, preview_failure_reason, new_order_failure_reason } = body.error_response
  return [error, preview_failure_reason, new_order_failure_reason].filter(
    (one) => !one.startsWith('UNKNOWN_'),
  )
}

describe('a created order', () => {
  it('rests, holds its cost with the higher fee, and shows both apart', async () => {
    const id = acceptedId(await create('BUY', limitGtc('10', '90')))
    expect(await orderOf(id)).toMatchObject({
      status: 'OPEN',
      order_type: 'LIMIT',
      time_in_force: 'GOOD_UNTIL_CANCELLED',
      outstanding_hold_amount: '909',
      filled_size: '0',
      last_fill_time: null,
      order_configuration: limitGtc('10', '90'),
    })
    expect(await account('USD')).toMatchObject({
      available_balance: { value: '9091', currency: 'USD' },
      hold: { value: '909', currency: 'USD' },
      type: 'ACCOUNT_TYPE_FIAT',
    })
  })

  it('answers as the venue does, and echoes what was asked for', async () => {
    const order = newOrder('SELL', limitGtc('1', '120.5'))
    const { body } = await client.post('/orders', order)
    expect(body).toEqual({
      success: true,
      success_response: {
        order_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        product_id: 'BTC-USD',
        side: 'SELL',
        client_order_id: order.client_order_id,
        attached_order_id: '',
      },
      order_configuration: limitGtc('1', '120.5'),
    })
  })

  it('walks the book as a taker and rests with what is left', async () => {
    const id = acceptedId(await create('BUY', limitGtc('3', '101.5')))
    expect(await orderOf(id)).toMatchObject({
      status: 'OPEN',
      filled_size: '1',
      average_filled_price: '101',
      total_fees: '1.01',
      completion_percentage: '33.33',
    })
    expect(await fillsOf(id)).toMatchObject([
      { price: '101', size: '1', commission: '1.01', liquidity_indicator: 'TAKER', size_in_quote: false },
    ])
  })

  it('is one order under its client order id, given back at every repetition (vector 10)', async () => {
    const order = newOrder('BUY', limitGtc('1', '90'))
    const first = acceptedId(await client.post('/orders', order))
    expect(acceptedId(await client.post('/orders', order))).toBe(first)
    const changed = { ...order, order_configuration: limitGtc('2', '80') }
    const again = await client.post('/orders', changed)
    expect(acceptedId(again)).toBe(first)
    expect(again.body.order_configuration).toEqual(limitGtc('1', '90'))
    expect((await client.get('/orders/historical/batch')).body.orders).toHaveLength(1)
    expect(venue.exchange.venue.ledger().requests.map(({ outcome }) => outcome.kind)).toEqual([
      'ACCEPTED',
      'REPEATED',
      'REPEATED',
    ])
  })

  it('is refused at a repetition where the venue is set to (vector 10, other mode)', async () => {
    const strict = await openScriptedVenue({ duplicateClientOrderId: 'error' })
    const other = strict.client()
    const order = newOrder('BUY', limitGtc('1', '90'))
    acceptedId(await other.post('/orders', order))
    expect(reasons(await other.post('/orders', order))).toContain('DUPLICATE_CLIENT_ORDER_ID')
    expect((await other.get('/orders/historical/batch')).body.orders).toHaveLength(1)
    await strict.close()
  })

  it('is another order at a repetition where the venue is set to know no client order ids', async () => {
    const forgetful = await openScriptedVenue({ duplicateClientOrderId: 'another' })
    const other = forgetful.client()
    const order = newOrder('BUY', limitGtc('1', '90'))
    const first = acceptedId(await other.post('/orders', order))
    expect(acceptedId(await other.post('/orders', order))).not.toBe(first)
    expect((await other.get('/orders/historical/batch')).body.orders).toHaveLength(2)
    await forgetful.close()
  })

  it('belongs to its user: nobody else sees or cancels it, and client order ids are each user’s own', async () => {
    venue.exchange.venue.addUser({ name: 'other', balances: { USD: parseMoney('1000') } })
    const other = venue.client({ user: 'other' })
    const order = newOrder('BUY', limitGtc('1', '90'))
    const id = acceptedId(await client.post('/orders', order))
    expect((await other.get(`/orders/historical/${id}`)).status).toBe(404)
    const cancel = await other.post('/orders/batch_cancel', { order_ids: [id] })
    expect(cancel.body.results[0].failure_reason).toBe('UNKNOWN_CANCEL_ORDER')
    expect(acceptedId(await other.post('/orders', order))).not.toBe(id)
  })
})

describe('a refused order (vector 12)', () => {
  it.each([
    ['post-only that would cross', 'BUY', limitGtc('1', '101', true), 'INVALID_LIMIT_PRICE_POST_ONLY'],
    ['a price off the grid', 'BUY', limitGtc('1', '90.001'), 'INVALID_PRICE_PRECISION'],
    ['a size off the grid', 'BUY', limitGtc('1.00001', '90'), 'INVALID_SIZE_PRECISION'],
    ['a size with too many digits', 'BUY', limitGtc('1.0000000000001', '90'), 'INVALID_SIZE_PRECISION'],
    ['a value below the minimum', 'BUY', limitGtc('0.005', '90'), 'PREVIEW_INVALID_QUOTE_SIZE_TOO_SMALL'],
    ['a size above the maximum', 'SELL', limitGtc('1001', '110'), 'PREVIEW_INVALID_BASE_SIZE_TOO_LARGE'],
    ['no size', 'BUY', { limit_limit_gtc: { limit_price: '90' } }, 'PREVIEW_NON_NUMERIC_ORDER_SIZE'],
    ['more than there is', 'BUY', limitGtc('120', '90'), 'INSUFFICIENT_FUND'],
    ['a limit far from the market', 'BUY', limitGtc('1', '200'), 'LIMIT_PRICE_TOO_FAR_FROM_MARKET'],
    [
      'a market sell by quote size',
      'SELL',
      { market_market_ioc: { quote_size: '10' } },
      'UNSUPPORTED_ORDER_CONFIGURATION',
    ],
    [
      'a form for futures',
      'BUY',
      { market_market_fok: { base_size: '1' } },
      'UNSUPPORTED_ORDER_CONFIGURATION',
    ],
    ['a GTD order without its end', 'BUY', gtd(undefined), 'GTD_ORDERS_MUST_HAVE_END_TIME'],
    ['a GTD order that has ended', 'BUY', gtd('2020-01-01T00:00:00Z'), 'END_TIME_IS_IN_THE_PAST'],
    [
      'post-only with FOK',
      'BUY',
      { limit_limit_fok: { base_size: '1', limit_price: '90', post_only: true } },
      'POST_ONLY_NOT_ALLOWED_WITH_FOK',
    ],
    [
      'a quote-sized limit that is not GTC',
      'BUY',
      { sor_limit_ioc: { quote_size: '90', limit_price: '90' } },
      'UNSUPPORTED_ORDER_CONFIGURATION',
    ],
    [
      'a limit sized twice',
      'BUY',
      { limit_limit_gtc: { base_size: '1', quote_size: '90', limit_price: '90' } },
      'INVALID_REQUEST',
    ],
    [
      'a quote size that buys nothing',
      'BUY',
      { limit_limit_gtc: { quote_size: '0.001', limit_price: '90' } },
      'PREVIEW_INVALID_BASE_SIZE_TOO_SMALL',
    ],
  ] as const)('%s: HTTP 200 and the reason', async (_, side, configuration, reason) => {
    const answer = await create(side, configuration)
    expect(reasons(answer)).toContain(reason)
    expect(answer.body.order_configuration).toEqual(JSON.parse(JSON.stringify(configuration)))
    expect(venue.exchange.venue.ledger().requests.map(({ outcome }) => outcome)).toEqual([
      { kind: 'REJECTED', reason },
    ])
    expect((await client.get('/orders/historical/batch')).body.orders).toEqual([])
    expect(await account('USD')).toMatchObject({ hold: { value: '0' } })
  })

  it('insufficient balance counts holds of other orders', async () => {
    acceptedId(await create('BUY', limitGtc('100', '95')))
    const { body } = await create('BUY', limitGtc('5', '95'))
    expect(body.error_response).toEqual({
      error: 'INSUFFICIENT_FUND',
      message: expect.any(String),
      error_details: '',
      preview_failure_reason: 'PREVIEW_INSUFFICIENT_FUND',
      new_order_failure_reason: 'UNKNOWN_FAILURE_REASON',
    })
  })

  it('names an unknown product, a wrong side, a missing wallet', async () => {
    expect(reasons(await create('BUY', limitGtc('1', '90'), 'NOPE-USD'))).toContain('INVALID_PRODUCT_ID')
    const wrong = { ...newOrder('BUY', limitGtc('1', '90')), side: 'HOLD' }
    expect(reasons(await client.post('/orders', wrong))).toContain('INVALID_SIDE')
    const usdc = await create('BUY', limitGtc('1', '90'), 'BTC-USDC')
    expect(usdc.body.error_response.message).toBe('account is not available')
  })

  it('a market order without anything to take is refused', async () => {
    venue.market.setBook('BTC-USD', { bids: [['100', '1']], asks: [] })
    expect(reasons(await create('BUY', { market_market_ioc: { base_size: '1' } }))).toContain(
      'INVALID_NO_LIQUIDITY',
    )
  })

  it('is no request at all with fields missing: 400', async () => {
    const { client_order_id: _, ...nameless } = newOrder('BUY', limitGtc('1', '90'))
    expect(await client.post('/orders', nameless)).toMatchObject({
      status: 400,
      body: { error: 'INVALID_ARGUMENT', error_details: expect.stringContaining('client_order_id') },
    })
    expect((await client.send('POST', '/orders', '{')).status).toBe(400)
    const long = newOrder('BUY', limitGtc('1', '90'), 'BTC-USD', 'x'.repeat(129))
    expect((await client.post('/orders', long)).status).toBe(400)
  })
})

describe('what orders do', () => {
  it('a market buy by quote size spends its amount with the fees in it, and its fill is sized in quote (vector 13)', async () => {
    const id = acceptedId(await create('BUY', { market_market_ioc: { quote_size: '50.5' } }))
    const order = await orderOf(id)
    // 0.4950 at 101 costs 49.995, and 0.49995 of fees.
    expect(order).toMatchObject({
      status: 'FILLED',
      size_in_quote: true,
      size_inclusive_of_fees: true,
      filled_size: '0.495',
      filled_value: '49.995',
      total_fees: '0.49995',
      total_value_after_fees: '50.49495',
    })
    const [fill] = await fillsOf(id)
    expect(fill).toMatchObject({ size_in_quote: true, size: '49.995', price: '101', commission: '0.49995' })
  })

  it('a GTC limit order by quote size is for what that buys at its limit', async () => {
    const id = acceptedId(await create('BUY', { limit_limit_gtc: { quote_size: '50', limit_price: '90' } }))
    expect(await orderOf(id)).toMatchObject({
      ...{ status: 'OPEN', size_in_quote: false },
      order_configuration: { limit_limit_gtc: { quote_size: '50', limit_price: '90' } },
    })
    venue.market.trade('BTC-USD', '89', '5', 'BUY')
    // 50 / 90 = 0.5555…, on the product's grid.
    expect(await orderOf(id)).toMatchObject({ status: 'FILLED', filled_size: '0.5555' })
  })

  it('a resting order fills in parts, its price blended, by trades through and at its price (vector 14)', async () => {
    const id = acceptedId(await create('BUY', limitGtc('2', '100.5')))
    venue.market.trade('BTC-USD', '100.5', '0.5', 'BUY')
    expect(await orderOf(id)).toMatchObject({ status: 'OPEN', filled_size: '0.5', number_of_fills: '1' })
    venue.market.trade('BTC-USD', '100.4', '5', 'BUY')
    expect(await orderOf(id)).toMatchObject({ status: 'FILLED', filled_size: '2', settled: true })
    expect(await fillsOf(id)).toMatchObject([
      { size: '1.5', price: '100.5', liquidity_indicator: 'MAKER', commission: '0.75375' },
      { size: '0.5', price: '100.5' },
    ])
  })

  it('an IOC takes what is there and its remainder is cancelled; a FOK takes all or nothing', async () => {
    const ioc = { sor_limit_ioc: { base_size: '3', limit_price: '101' } }
    expect(await orderOf(acceptedId(await create('BUY', ioc)))).toMatchObject({
      status: 'CANCELLED',
      filled_size: '1',
      time_in_force: 'IMMEDIATE_OR_CANCEL',
    })
    venue.market.setBook('BTC-USD', { bids: [['100', '1']], asks: [['101', '2']] })
    const fok = (base_size: string) => ({ limit_limit_fok: { base_size, limit_price: '101' } })
    expect(await orderOf(acceptedId(await create('BUY', fok('3'))))).toMatchObject({
      status: 'CANCELLED',
      filled_size: '0',
    })
    expect(await orderOf(acceptedId(await create('BUY', fok('2'))))).toMatchObject({ status: 'FILLED' })
  })

  it('a stop-limit waits for the last trade and is then a limit order', async () => {
    const stop = {
      stop_limit_stop_limit_gtc: {
        base_size: '1',
        limit_price: '94',
        stop_price: '95',
        stop_direction: 'STOP_DIRECTION_STOP_DOWN',
      },
    }
    const id = acceptedId(await create('SELL', stop))
    expect(await orderOf(id)).toMatchObject({ order_type: 'STOP_LIMIT', trigger_status: 'STOP_PENDING' })
    venue.market.setBook('BTC-USD', { bids: [['94.5', '9']], asks: [['96', '9']] })
    venue.market.trade('BTC-USD', '95', '1', 'SELL')
    expect(await orderOf(id)).toMatchObject({
      status: 'FILLED',
      trigger_status: 'STOP_TRIGGERED',
      average_filled_price: '94.5',
    })
  })

  it('refuses a stop that the market has reached already, whichever way it goes', async () => {
    const stop = (stop_price: string, stop_direction: string) => ({
      stop_limit_stop_limit_gtc: { base_size: '1', limit_price: '94', stop_price, stop_direction },
    })
    venue.market.trade('BTC-USD', '100.5', '1', 'BUY')
    const sell = await create('SELL', stop('120', 'STOP_DIRECTION_STOP_DOWN'))
    expect(reasons(sell)).toContain('PREVIEW_STOP_PRICE_ABOVE_LAST_TRADE_PRICE')
    expect(reasons(await create('SELL', stop('95', 'STOP_DIRECTION_STOP_UP')))).toContain(
      'PREVIEW_STOP_PRICE_BELOW_LAST_TRADE_PRICE',
    )
    expect(reasons(await create('BUY', stop('110', 'STOP_DIRECTION_STOP_DOWN')))).toContain(
      'PREVIEW_STOP_PRICE_ABOVE_LAST_TRADE_PRICE',
    )
  })

  it('a bracket sells at its limit, or through its stop once the market falls to it', async () => {
    const bracket = { trigger_bracket_gtc: { base_size: '1', limit_price: '120', stop_trigger_price: '90' } }
    const id = acceptedId(await create('SELL', bracket))
    expect(await orderOf(id)).toMatchObject({ order_type: 'BRACKET', status: 'OPEN' })
    venue.market.setBook('BTC-USD', { bids: [['88', '9']], asks: [['91', '9']] })
    venue.market.trade('BTC-USD', '89', '1', 'BUY')
    expect(await orderOf(id)).toMatchObject({ status: 'FILLED', average_filled_price: '88' })
    expect(await account('BTC')).toMatchObject({ available_balance: { value: '9' }, hold: { value: '0' } })
  })

  it('a GTD order expires at its time', async () => {
    const id = acceptedId(await create('BUY', gtd(new Date(Date.now() + 400).toISOString())))
    expect((await orderOf(id)).status).toBe('OPEN')
    await expect.poll(async () => (await orderOf(id)).status, { timeout: 5_000 }).toBe('EXPIRED')
    expect(await account('USD')).toMatchObject({ hold: { value: '0' } })
  })

  it('an order on a USDC product trades on the USD market and settles in USDC', async () => {
    venue.exchange.venue.addUser({ name: 'usdc', balances: { USDC: parseMoney('1000') } })
    const usdc = venue.client({ user: 'usdc' })
    const id = acceptedId(
      await usdc.post('/orders', newOrder('BUY', { market_market_ioc: { base_size: '1' } }, 'BTC-USDC')),
    )
    const { body } = await usdc.get(`/orders/historical/${id}`)
    expect(body.order).toMatchObject({
      status: 'FILLED',
      product_id: 'BTC-USDC',
      average_filled_price: '101',
    })
    const { accounts } = (await usdc.get('/accounts')).body
    const held = Object.fromEntries(
      accounts.map((one: { currency: string; available_balance: { value: string } }) => [
        one.currency,
        one.available_balance.value,
      ]),
    )
    expect(held).toMatchObject({ USDC: '897.99', USD: '0', BTC: '1' })
  })
})

describe('a product with flags (vector 22)', () => {
  const market = { market_market_ioc: { base_size: '1' } }
  const crossing = limitGtc('1', '101')
  const passive = limitGtc('1', '90', true)
  it.each([
    ['cancel_only', [market, crossing, passive], 'ORDER_ENTRY_DISABLED'],
    ['trading_disabled', [market, crossing, passive], 'TRADING_DISABLED'],
    ['is_disabled', [market, crossing, passive], 'TRADING_DISABLED'],
    ['view_only', [market, crossing, passive], 'INELIGIBLE_PAIR'],
    ['limit_only', [market], 'UNTRADABLE_PRODUCT'],
    ['post_only', [market, crossing], 'UNTRADABLE_PRODUCT'],
    ['auction_mode', [market], 'UNTRADABLE_PRODUCT'],
  ] as const)('%s refuses what it must', async (flag, refused, reason) => {
    venue.exchange.venue.setFlags('BTC-USD', { [flag]: true })
    const shown = await client.get('/products/BTC-USD')
    expect(shown.body[flag]).toBe(true)
    for (const configuration of refused) {
      expect(reasons(await create('BUY', configuration))).toContain(reason)
    }
    venue.exchange.venue.setFlags('BTC-USD', {})
    acceptedId(await create('BUY', passive))
  })

  it('cancel_only still cancels', async () => {
    const id = acceptedId(await create('BUY', limitGtc('1', '90')))
    venue.exchange.venue.setFlags('BTC-USD', { cancel_only: true })
    await client.post('/orders/batch_cancel', { order_ids: [id] })
    expect((await orderOf(id)).status).toBe('CANCELLED')
  })
})

describe('names in camel case (vector 24)', () => {
  it('bodies and queries are taken like those in snake case, and a GET may carry a body', async () => {
    const answer = await client.post('/orders', {
      clientOrderId: 'camel',
      productId: 'BTC-USD',
      side: 'BUY',
      orderConfiguration: { limitLimitGtc: { baseSize: '1', limitPrice: '90', postOnly: true } },
    })
    const id = acceptedId(answer)
    expect(answer.body.success_response.client_order_id).toBe('camel')
    const listed = await client.get('/orders/historical/batch?orderStatus=OPEN&productIds=BTC-USD')
    expect(listed.body.orders.map((order: { order_id: string }) => order.order_id)).toEqual([id])
    expect((await client.get('/orders/historical/batch?orderStatus=FILLED')).body.orders).toEqual([])
    expect((await client.post('/orders/batch_cancel', { orderIds: [id] })).body.results[0].success).toBe(true)
  })
})

function gtd(end_time: string | undefined) {
  return { limit_limit_gtd: { base_size: '1', limit_price: '90', post_only: false, end_time } }
}
