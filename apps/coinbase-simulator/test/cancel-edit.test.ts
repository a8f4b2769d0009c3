import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { acceptedId, limitGtc, newOrder, openScriptedVenue, type ScriptedVenue } from './scripted-venue.ts'
import type { TradingClient } from './trading-client.ts'

let venue: ScriptedVenue
let client: TradingClient
beforeEach(() => open())
afterEach(() => venue.close())

async function open(options: Parameters<typeof openScriptedVenue>[0] = {}): Promise<void> {
  venue = await openScriptedVenue(options)
  client = venue.client()
}
async function reopen(options: Parameters<typeof openScriptedVenue>[0]): Promise<void> {
  await venue.close()
  await open(options)
}

const create = async (configuration: object, side: 'BUY' | 'SELL' = 'BUY') =>
  acceptedId(await client.post('/orders', newOrder(side, configuration)))
const orderOf = async (id: string) => (await client.get(`/orders/historical/${id}`)).body.order
const cancel = async (...order_ids: string[]) =>
  (await client.post('/orders/batch_cancel', { order_ids })).body.results
const edit = async (order_id: string, price: string, size: string) =>
  (await client.post('/orders/edit', { order_id, price, size })).body
const statusBecomes = (id: string, status: string) =>
  expect.poll(async () => (await orderOf(id)).status, { timeout: 5_000 }).toBe(status)

describe('batch_cancel', () => {
  it('answers each order by itself: taken, unknown, filled, twice in one request (vector 16)', async () => {
    const open = await create(limitGtc('1', '90'))
    const filled = await create(limitGtc('1', '101'))
    expect(await cancel(open, 'nobody', filled, open)).toEqual([
      { success: true, failure_reason: 'UNKNOWN_CANCEL_FAILURE_REASON', order_id: open },
      { success: false, failure_reason: 'UNKNOWN_CANCEL_ORDER', order_id: 'nobody' },
      { success: false, failure_reason: 'ORDER_IS_FULLY_FILLED', order_id: filled },
      { success: false, failure_reason: 'DUPLICATE_CANCEL_REQUEST', order_id: open },
    ])
    expect((await client.post('/orders/batch_cancel', { order_ids: [] })).status).toBe(400)
  })

  it('is done only later: CANCEL_QUEUED meanwhile, refused a second time, and may still fill (vector 15)', async () => {
    await reopen({ cancelLatencyMs: 1_000 })
    const id = await create(limitGtc('1', '100.5'))
    expect((await cancel(id))[0].success).toBe(true)
    expect(await orderOf(id)).toMatchObject({ status: 'CANCEL_QUEUED', pending_cancel: true })
    expect((await cancel(id))[0].failure_reason).toBe('DUPLICATE_CANCEL_REQUEST')
    venue.market.trade('BTC-USD', '100.4', '0.4', 'BUY')
    expect(await orderOf(id)).toMatchObject({ status: 'CANCEL_QUEUED', filled_size: '0.4' })
    venue.market.trade('BTC-USD', '100.4', '9', 'BUY')
    expect((await orderOf(id)).status).toBe('FILLED')
    await new Promise((resolve) => setTimeout(resolve, 1_100))
    expect((await orderOf(id)).status).toBe('FILLED')
  })

  it('ends what is left, with its hold given back', async () => {
    await reopen({ cancelLatencyMs: 30 })
    const id = await create(limitGtc('1', '90'))
    await cancel(id)
    await statusBecomes(id, 'CANCELLED')
    expect(await orderOf(id)).toMatchObject({ outstanding_hold_amount: '0', pending_cancel: false })
  })

  it('of an order that has not reached the book ends it there', async () => {
    await reopen({ orderLatencyMs: 300, cancelLatencyMs: 0 })
    const id = await create(limitGtc('1', '101'))
    expect((await orderOf(id)).status).toBe('PENDING')
    await cancel(id)
    await new Promise((resolve) => setTimeout(resolve, 400))
    expect(await orderOf(id)).toMatchObject({ status: 'CANCELLED', filled_size: '0' })
  })
})

describe('an order accepted before it is in the book', () => {
  it('ends FAILED with a reject reason when there is nothing left to hold (vector 23)', async () => {
    await reopen({ orderLatencyMs: 200 })
    const first = await create(limitGtc('100', '95'))
    const second = await create(limitGtc('100', '95'))
    await statusBecomes(first, 'OPEN')
    await statusBecomes(second, 'FAILED')
    expect((await orderOf(second)).reject_reason).toBe('HOLD_FAILURE')
    expect(venue.exchange.venue.ledger().orders.map(({ status }) => status)).toEqual(['OPEN', 'REJECTED'])
  })
})

describe('edit', () => {
  it('gives an order another price and total size; what has filled counts', async () => {
    const id = await create(limitGtc('2', '100.5'))
    venue.market.trade('BTC-USD', '100.5', '0.5', 'BUY')
    expect(await edit(id, '99.5', '3')).toEqual({ success: true, errors: [] })
    expect(await orderOf(id)).toMatchObject({
      status: 'OPEN',
      filled_size: '0.5',
      order_configuration: limitGtc('3', '99.5'),
      edit_history: [{ price: '99.5', size: '3' }],
      // 2.5 × 99.5 and the higher fee of it.
      outstanding_hold_amount: '251.2375',
    })
    venue.market.trade('BTC-USD', '99', '9', 'BUY')
    expect(await orderOf(id)).toMatchObject({ status: 'FILLED', filled_size: '3' })
  })

  it('trades at once when its new price reaches the market', async () => {
    const id = await create(limitGtc('1', '90'))
    await edit(id, '101', '1')
    expect(await orderOf(id)).toMatchObject({ status: 'FILLED', average_filled_price: '101' })
  })

  it('refuses less than has filled, what is no GTC limit order, and no change (vector 17)', async () => {
    const id = await create(limitGtc('2', '100.5'))
    venue.market.trade('BTC-USD', '100.5', '1', 'BUY')
    const why = async (...change: Parameters<typeof edit>) => (await edit(...change)).errors[0]
    expect(await why(id, '100.5', '0.5')).toMatchObject({
      edit_failure_reason: 'CANNOT_EDIT_TO_BELOW_FILLED_SIZE',
    })
    expect((await why(id, '100.5', '2')).edit_failure_reason).toBe('EDIT_REQUEST_EQUAL_TO_ORIGINAL_REQUEST')
    expect(await why(id, '100.505', '2')).toMatchObject({
      edit_failure_reason: 'INVALID_EDITED_PRICE',
      preview_failure_reason: 'PREVIEW_INVALID_PRICE_PRECISION',
    })
    expect((await why('nobody', '99', '1')).edit_failure_reason).toBe('ORDER_NOT_FOUND')
    const end_time = new Date(Date.now() + 60_000).toISOString()
    const gtd = await create({ limit_limit_gtd: { base_size: '1', limit_price: '90', end_time } })
    expect((await why(gtd, '91', '1')).edit_failure_reason).toBe('ONLY_LIMIT_ORDER_EDITS_SUPPORTED')
    await cancel(id)
    expect((await why(id, '99', '3')).edit_failure_reason).toBe('ONLY_OPEN_ORDERS_CAN_BE_EDITED')
  })

  it('is one at a time: EDIT_QUEUED meanwhile (vector 17)', async () => {
    await reopen({ editLatencyMs: 300 })
    const id = await create(limitGtc('1', '90'))
    expect((await edit(id, '91', '1')).success).toBe(true)
    expect((await orderOf(id)).status).toBe('EDIT_QUEUED')
    expect((await edit(id, '92', '1')).errors[0].edit_failure_reason).toBe('ORDER_IS_ALREADY_BEING_REPLACED')
    expect((await cancel(id))[0].failure_reason).toBe('ORDER_IS_BEING_REPLACED')
    await statusBecomes(id, 'OPEN')
    expect((await orderOf(id)).order_configuration).toEqual(limitGtc('1', '91'))
  })

  it('leaves the order as it was when there is not enough for it', async () => {
    const id = await create(limitGtc('1', '90'))
    expect((await edit(id, '90', '500')).success).toBe(true)
    expect(await orderOf(id)).toMatchObject({
      status: 'OPEN',
      order_configuration: limitGtc('1', '90'),
      outstanding_hold_amount: '90.9',
    })
  })

  it('is previewed without being made', async () => {
    const id = await create(limitGtc('1', '90'))
    const { body } = await client.post('/orders/edit_preview', { order_id: id, price: '91', size: '2' })
    expect(body).toMatchObject({ errors: [], base_size: '2', quote_size: '182', commission_total: '0.91' })
    expect((await orderOf(id)).order_configuration).toEqual(limitGtc('1', '90'))
  })
})

describe('preview', () => {
  const preview = async (configuration: object, side = 'BUY') =>
    (
      await client.post('/orders/preview', {
        product_id: 'BTC-USD',
        side,
        order_configuration: configuration,
      })
    ).body

  it('says what an order would come to, and places none', async () => {
    expect(await preview({ market_market_ioc: { base_size: '2' } })).toMatchObject({
      order_total: '205.03',
      commission_total: '2.03',
      errs: [],
      warning: ['UNKNOWN'],
      base_size: '2',
      quote_size: '203',
      best_bid: '100',
      best_ask: '101',
      est_average_filled_price: '101.5',
      is_max: false,
    })
    expect((await client.get('/orders/historical/batch')).body.orders).toEqual([])
  })

  it('names what would be refused', async () => {
    expect((await preview(limitGtc('1', '101', true))).errs).toEqual([
      'PREVIEW_INVALID_LIMIT_PRICE_POST_ONLY',
    ])
    expect((await preview(limitGtc('1', '90.123456789012'))).errs).toEqual([
      'PREVIEW_INVALID_PRICE_PRECISION',
    ])
    expect((await preview(limitGtc('999', '99'))).errs).toEqual(['PREVIEW_INSUFFICIENT_FUND'])
  })
})
