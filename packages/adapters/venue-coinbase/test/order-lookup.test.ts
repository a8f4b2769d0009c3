import { clientOrderId, fromMillis, parsePrice, parseQuantity, venueOrderId } from '@oasis/domain'
import { afterEach, describe, expect, it } from 'vitest'
import { CLIENT_ID, created, limitOrder, mayLeave, ORDER_ID, shownOrder } from './order-bodies.ts'
import { anySignal, type Script, startVenue, stopAll, venueFor } from './private-venue.ts'

afterEach(stopAll)

const ours = clientOrderId(CLIENT_ID)
const createdAt = fromMillis(Date.UTC(2026, 0, 15, 10, 0, 0))
const NOT_FOUND = {
  status: 404,
  body: { error: 'unknown', error_details: 'order with this orderID was not found' },
}
const list = (orders: readonly object[], cursor = '') => ({
  body: { orders, has_next: cursor !== '', cursor },
})

async function adapterFor(script: Script) {
  const venue = await startVenue(script)
  return { venue, adapter: venueFor(venue), lists: () => venue.to('/orders/historical/batch') }
}

describe('finding an order', () => {
  it('asks by the venue’s id where it is known', async () => {
    const { venue, adapter } = await adapterFor(() => ({
      body: { order: shownOrder({ filled_size: '0.004' }) },
    }))
    const known = { venueOrderId: venueOrderId(ORDER_ID), createdAt }
    expect(await adapter.findOrder(ours, anySignal(), known)).toEqual({
      clientOrderId: CLIENT_ID,
      venueOrderId: ORDER_ID,
      instrumentId: 'coinbase:BTC-USD',
      side: 'BUY',
      status: 'OPEN',
      filledQuantity: parseQuantity('0.004'),
      terms: {
        type: 'LIMIT',
        timeInForce: 'GTC',
        quantity: parseQuantity('0.01'),
        limitPrice: parsePrice('45000'),
        postOnly: false,
      },
      tsEvent: createdAt,
    })
    expect(venue.asked).toHaveLength(1)
  })

  it('asks by the id that the venue gave when it took the order', async () => {
    const { venue, adapter } = await adapterFor(({ method }) => ({
      body: method === 'POST' ? created() : { order: shownOrder() },
    }))
    await adapter.submit(limitOrder, anySignal(), mayLeave)
    expect(await adapter.findOrder(ours, anySignal(), { createdAt })).toMatchObject({
      venueOrderId: ORDER_ID,
    })
    expect(venue.asked.at(-1)?.path).toBe(`/orders/historical/${ORDER_ID}`)
  })

  it('reads every page of the list from before its creation on, whatever the status', async () => {
    const other = (n: number) => shownOrder({ order_id: `o${n}`, client_order_id: `c${n}`, status: 'FILLED' })
    const pages = [
      list([other(1), other(2)], 'c1'),
      list([other(3)], 'c2'),
      list([shownOrder({ status: 'CANCELLED' })]),
    ]
    const { adapter, lists } = await adapterFor((_, n) => pages[n - 1] ?? list([]))
    expect(await adapter.findOrder(ours, anySignal(), { createdAt })).toMatchObject({ status: 'CANCELED' })
    const first = lists()[0]?.url.searchParams
    expect(first?.has('order_status')).toBe(false)
    expect(Date.parse(first?.get('start_date') ?? '')).toBe(Date.UTC(2026, 0, 15, 9, 58, 0))
  })

  it('says "not found" only after the open ones were read as well: dates do not apply to them', async () => {
    const { adapter } = await adapterFor(({ url }) =>
      list(url.searchParams.get('order_status') === 'OPEN' ? [shownOrder()] : []),
    )
    expect(await adapter.findOrder(ours, anySignal(), { createdAt })).toMatchObject({
      venueOrderId: ORDER_ID,
    })
    const { adapter: empty, lists } = await adapterFor(() => list([]))
    expect(await empty.findOrder(ours, anySignal(), { createdAt })).toBeUndefined()
    expect(lists()).toHaveLength(2)
  })

  it('fails rather than to say "not found" after half of a list', async () => {
    const { adapter } = await adapterFor(() => list([shownOrder({ client_order_id: 'x' })], 'stuck'))
    await expect(adapter.findOrder(ours, anySignal(), { createdAt })).rejects.toThrow('does not end')
    const { adapter: failing } = await adapterFor(() => ({ status: 503, body: '' }))
    await expect(failing.findOrder(ours, anySignal(), { createdAt })).rejects.toMatchObject({
      code: 'OTS_VENUE_UNREACHABLE',
    })
  })

  it('asks again where a young order is not known yet, and reads the lists then', async () => {
    const { venue, adapter } = await adapterFor(({ path }, n) => {
      if (path.endsWith('batch')) return list([])
      return n < 3 ? NOT_FOUND : { body: { order: shownOrder() } }
    })
    const known = { venueOrderId: venueOrderId(ORDER_ID), createdAt: fromMillis(Date.now()) }
    expect(await adapter.findOrder(ours, anySignal(), known)).toMatchObject({ venueOrderId: ORDER_ID })
    expect(venue.asked).toHaveLength(3)
    const { adapter: never, venue: silent } = await adapterFor(({ path }) =>
      path.endsWith('batch') ? list([]) : NOT_FOUND,
    )
    expect(await never.findOrder(ours, anySignal(), { ...known, createdAt })).toBeUndefined()
    expect(silent.asked.map(({ path }) => path)).toEqual([
      `/orders/historical/${ORDER_ID}`,
      '/orders/historical/batch',
      '/orders/historical/batch',
    ])
  })

  it('reads the lists once for many orders in doubt', async () => {
    const { adapter, lists } = await adapterFor(() =>
      list([shownOrder({ order_id: 'o7', client_order_id: 'c7' })]),
    )
    const ids = Array.from({ length: 20 }, (_, n) => clientOrderId(`c${n}`))
    const reports = await Promise.all(ids.map((id) => adapter.findOrder(id, anySignal(), { createdAt })))
    expect(reports.flatMap((report, n) => (report ? [n] : []))).toEqual([7])
    expect(lists()).toHaveLength(2)
  })

  it('finds an order of others by the name that it was given here, under its own where it has one', async () => {
    const shown = shownOrder({ order_id: 'abc', client_order_id: '' })
    const { adapter } = await adapterFor(() => ({ body: { order: shown, ...list([shown]).body } }))
    expect(await adapter.openOrders(anySignal())).toMatchObject([{ clientOrderId: 'external-abc' }])
    expect(await adapter.findOrder(clientOrderId('external-abc'), anySignal())).toMatchObject({
      venueOrderId: 'abc',
      clientOrderId: 'external-abc',
    })
    const named = await adapterFor(() => ({
      body: { order: shownOrder({ order_id: 'abc', client_order_id: 'theirs' }) },
    }))
    expect(await named.adapter.findOrder(clientOrderId('external-abc'), anySignal())).toMatchObject({
      clientOrderId: 'theirs',
    })
  })

  it('keeps our name of an order whose name the venue does not show', async () => {
    const { adapter } = await adapterFor(() => ({ body: { order: shownOrder({ client_order_id: '' }) } }))
    const known = { venueOrderId: venueOrderId(ORDER_ID), createdAt }
    expect(await adapter.findOrder(ours, anySignal(), known)).toMatchObject({ clientOrderId: CLIENT_ID })
  })
})

describe('what is open', () => {
  it('is asked for in all live statuses, OPEN by itself, and seen however orders move meanwhile', async () => {
    // The order is open when the others are asked for, and being cancelled when OPEN is.
    const { adapter, lists } = await adapterFor(({ url }, n) => {
      const statuses = url.searchParams.getAll('order_status')
      const status = n === 1 ? 'OPEN' : 'CANCEL_QUEUED'
      return list(statuses.includes(status) ? [shownOrder({ status })] : [])
    })
    expect(await adapter.openOrders(anySignal())).toMatchObject([{ status: 'PENDING_CANCEL' }])
    expect(lists().map(({ url }) => url.searchParams.getAll('order_status'))).toEqual([
      ['PENDING', 'QUEUED', 'CANCEL_QUEUED', 'EDIT_QUEUED'],
      ['OPEN'],
      ['PENDING', 'QUEUED', 'CANCEL_QUEUED', 'EDIT_QUEUED'],
    ])
  })

  it('leaves out what has ended while it was asked for, and what is no spot order', async () => {
    const orders = [
      shownOrder({ order_id: 'a', status: 'FILLED' }),
      shownOrder({ order_id: 'b', product_type: 'FUTURE', product_id: 'BIT-28FEB26-CDE' }),
      shownOrder({ order_id: 'c', status: 'QUEUED', client_order_id: 'x y' }),
    ]
    const { adapter } = await adapterFor(() => list(orders))
    expect(await adapter.openOrders(anySignal())).toMatchObject([
      { venueOrderId: 'c', status: 'PENDING', clientOrderId: 'external-c' },
    ])
  })

  it.each([
    ['PENDING', '0', 'PENDING'],
    ['QUEUED', '0', 'PENDING'],
    ['OPEN', '0.1', 'OPEN'],
    ['EDIT_QUEUED', '0', 'OPEN'],
    ['CANCEL_QUEUED', '0', 'PENDING_CANCEL'],
    ['FILLED', '1', 'FILLED'],
    ['CANCELLED', '0.1', 'CANCELED'],
    ['EXPIRED', '0', 'EXPIRED'],
    ['FAILED', '0', 'REJECTED'],
    ['FAILED', '0.1', 'CANCELED'],
    ['SOMETHING_NEW', '0', 'PENDING'],
  ])('in status %s with %s filled is %s', async (status, filled_size, ours_) => {
    const order = shownOrder({ status, filled_size, reject_reason: 'HOLD_FAILURE' })
    const { adapter } = await adapterFor(() => ({ body: { order } }))
    const known = { venueOrderId: venueOrderId(ORDER_ID), createdAt }
    expect(await adapter.findOrder(ours, anySignal(), known)).toMatchObject({
      status: ours_,
      reason: 'HOLD_FAILURE',
    })
  })

  it('is rounded down to the instrument’s grid where the venue computes more digits than it has', async () => {
    const venue = await startVenue(() => ({
      body: { order: shownOrder({ filled_size: '0.0012345678901234567' }) },
    }))
    const adapter = venueFor(venue, {
      instrumentOf: () => ({ quantityIncrement: parseQuantity('0.0001') }),
    })
    const known = { venueOrderId: venueOrderId(ORDER_ID), createdAt }
    expect(await adapter.findOrder(ours, anySignal(), known)).toMatchObject({
      filledQuantity: parseQuantity('0.0012'),
    })
  })
})
