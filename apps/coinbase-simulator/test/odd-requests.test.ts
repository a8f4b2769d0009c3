import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { acceptedId, limitGtc, newOrder, openScriptedVenue, type ScriptedVenue } from './scripted-venue.ts'
import type { TradingClient } from './trading-client.ts'

let venue: ScriptedVenue
let client: TradingClient
let orderId: string
beforeAll(async () => {
  venue = await openScriptedVenue()
  client = venue.client()
  orderId = acceptedId(await client.post('/orders', newOrder('BUY', limitGtc('1', '90'))))
})
afterAll(() => venue.close())

const odd = fc.oneof(
  fc.constantFrom(
    '',
    '0',
    '-1',
    '1e5',
    'NaN',
    '0.0000000000000000001',
    '9'.repeat(40),
    '1.',
    '.5',
    ' 1',
    '٣',
  ),
  fc.constantFrom('100', '0.00000001', '99999999999999.999999999999', '101.01'),
  fc.string(),
)
const configuration = fc.oneof(
  fc.record({
    limit_limit_gtc: fc.record(
      { base_size: odd, limit_price: odd, post_only: fc.boolean() },
      { requiredKeys: [] },
    ),
  }),
  fc.record({ market_market_ioc: fc.record({ base_size: odd, quote_size: odd }, { requiredKeys: [] }) }),
  fc.record({
    stop_limit_stop_limit_gtd: fc.record(
      { base_size: odd, limit_price: odd, stop_price: odd, stop_direction: odd, end_time: odd },
      { requiredKeys: [] },
    ),
  }),
  fc.record({
    trigger_bracket_gtc: fc.record({ base_size: odd, limit_price: odd, stop_trigger_price: odd }),
  }),
  fc.dictionary(fc.string(), fc.dictionary(fc.string(), fc.oneof(odd, fc.boolean()))),
)
const order = fc.record(
  {
    client_order_id: fc.oneof(fc.uuid(), fc.string()),
    product_id: fc.constantFrom('BTC-USD', 'BTC-USDC', 'ETH-USD', 'NOPE-USD', '', '__proto__'),
    side: fc.constantFrom('BUY', 'SELL', 'HOLD', ''),
    order_configuration: configuration,
  },
  { requiredKeys: ['product_id', 'side', 'order_configuration'] },
)
const body = fc.oneof(order, fc.jsonValue())

const KNOWN = [200, 400, 404]

describe('whatever a request says', () => {
  it.each(['/orders', '/orders/preview', '/orders/batch_cancel', '/orders/edit', '/orders/edit_preview'])(
    'POST %s answers as the venue does, and never fails',
    async (path) => {
      await fc.assert(
        fc.asyncProperty(body, async (given) => {
          const answer = await client.send('POST', path, JSON.stringify(given))
          expect(KNOWN).toContain(answer.status)
        }),
        { numRuns: 150 },
      )
    },
  )

  it.each(['constructor', '__proto__', 'toString'])('an order is of no form named %s', async (name) => {
    const fields = '{"base_size":"1","limit_price":"90"}'
    const text = `{"client_order_id":"${name}","product_id":"BTC-USD","side":"BUY","order_configuration":{"${name}":${fields}}}`
    const { status, body } = await client.send('POST', '/orders', text)
    expect(status).toBe(200)
    expect(body.error_response.error).toBe('UNSUPPORTED_ORDER_CONFIGURATION')
    const candles = await client.get(`/products/BTC-USD/candles?start=0&end=60&granularity=${name}`)
    expect(candles.status).toBe(400)
  })

  it.each(['/orders/edit', '/orders/edit_preview'])('POST %s takes no odd numbers', async (path) => {
    await fc.assert(
      fc.asyncProperty(odd, odd, async (price, size) => {
        const answer = await client.post(path, { order_id: orderId, price, size })
        expect(KNOWN).toContain(answer.status)
      }),
      { numRuns: 100 },
    )
  })

  it.each([
    '/orders/historical/batch',
    '/orders/historical/fills',
    '/accounts',
    '/products',
    '/best_bid_ask',
  ])('GET %s neither', async (path) => {
    const names = [
      'limit',
      'cursor',
      'order_status',
      'start_date',
      'end_sequence_timestamp',
      'sort_by',
      'order_side',
    ]
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.constantFrom(...names), odd), async (query) => {
        const answer = await client.get(`${path}?${new URLSearchParams(query)}`)
        expect(KNOWN).toContain(answer.status)
      }),
      { numRuns: 100 },
    )
  })
})
