import { parseMoney, parsePrice, parseQuantity, parseRfc3339, type UnixNanos } from '@oasis/domain'
import { afterEach, describe, expect, it } from 'vitest'
import { CLIENT_ID, created, limitOrder, mayLeave, ORDER_ID, shownFill, shownOrder } from './order-bodies.ts'
import { anySignal, rememberingLogger, type Script, startVenue, stopAll, venueFor } from './private-venue.ts'

afterEach(stopAll)

const since = parseRfc3339('2026-09-30T01:00:00Z')
const fills = (...list: readonly object[]) => ({ body: { fills: list, cursor: '' } })
const isFills = (path: string) => path.endsWith('/fills')

async function executionsFrom(script: Script, increment = '0.00000001', from: UnixNanos = since) {
  const venue = await startVenue(script)
  const lines: string[] = []
  const adapter = venueFor(venue, {
    logger: rememberingLogger(lines),
    instrumentOf: () => ({ quantityIncrement: parseQuantity(increment) }),
  })
  return { venue, adapter, lines, executions: await adapter.executionsSince(from, anySignal()) }
}

describe('executions', () => {
  it('are fills by entry_id, with the name that their order has at the venue', async () => {
    const { venue, executions } = await executionsFrom(({ path }) =>
      isFills(path) ? fills(shownFill()) : { body: { order: shownOrder() } },
    )
    expect(executions).toEqual([
      {
        ...{ executionId: 'e1', kind: 'FILL', venueOrderId: ORDER_ID, clientOrderId: CLIENT_ID },
        ...{
          instrumentId: 'coinbase:BTC-USD',
          side: 'BUY',
          price: parsePrice('60000.1'),
          quantity: parseQuantity('0.1'),
        },
        ...{ fee: parseMoney('0.02400004'), feeCurrency: 'USD', liquidity: 'MAKER', synthetic: false },
        tsEvent: parseRfc3339('2026-09-30T01:41:50.644Z'),
      },
    ])
    expect(venue.asked.map(({ path }) => path)).toEqual([
      '/orders/historical/fills',
      `/orders/historical/${ORDER_ID}`,
    ])
  })

  it('of orders that were placed here need no look at them', async () => {
    const venue = await startVenue(({ path }) => (isFills(path) ? fills(shownFill()) : { body: created() }))
    const adapter = venueFor(venue)
    await adapter.submit(limitOrder, anySignal(), mayLeave)
    expect(await adapter.executionsSince(since, anySignal())).toMatchObject([{ clientOrderId: CLIENT_ID }])
    expect(venue.asked.map(({ path }) => path)).toEqual(['/orders', '/orders/historical/fills'])
  })

  it('of many orders that are not known yet, as after a start, are asked for together, and one by one where that shows none', async () => {
    const ids = Array.from({ length: 120 }, (_, n) => `order-${n}`)
    const list = ids.map((order_id, n) => shownFill({ order_id, entry_id: `e${n}` }))
    const nameOf = (id: string) => `00000000-0000-4000-8000-${id.replace(/\D/g, '').padStart(12, '0')}`
    const named = (order_id: string) => shownOrder({ order_id, client_order_id: nameOf(order_id) })
    const { venue, executions } = await executionsFrom(({ path, url }) => {
      if (isFills(path)) return fills(...list)
      if (!path.endsWith('/batch')) return { body: { order: named(path.slice(path.lastIndexOf('/') + 1)) } }
      const asked = url.searchParams.getAll('order_ids').filter((id) => id !== 'order-7')
      return { body: { orders: [...asked, 'not asked for'].map(named), has_next: true, cursor: 'more' } }
    })
    expect(new Set(executions.map(({ clientOrderId }) => clientOrderId))).toEqual(new Set(ids.map(nameOf)))
    const [first, ...others] = venue.asked.map(({ path }) => path.replace('/orders/historical/', ''))
    expect(first).toBe('fills')
    expect(others).toEqual(['batch', 'batch', 'batch', 'order-7'])
  })

  it('come oldest first, from the time asked for, inclusive', async () => {
    const at = (entry_id: string, trade_time: string) => shownFill({ entry_id, trade_time })
    const { venue, executions } = await executionsFrom(({ path }) =>
      isFills(path)
        ? fills(
            at('c', '2026-09-30T03:00:00Z'),
            at('b', '2026-09-30T01:00:00Z'),
            at('a', '2026-09-30T00:59:59.999999999Z'),
            at('d', '2026-09-30T02:00:00.5Z'),
          )
        : { body: { order: shownOrder() } },
    )
    expect(executions.map(({ executionId }) => executionId)).toEqual(['b', 'd', 'c'])
    expect(venue.asked[0]?.url.searchParams.get('start_sequence_timestamp')).toBe(
      '2026-09-30T00:59:59.000000000Z',
    )
  })

  it.each([
    ['33.333333', '60000.1', '0.00000001', '0.00055555'],
    ['100', '3', '0.01', '33.33'],
    ['1.6049371', '0.1234567', '1', '13'],
  ])(
    'sized in quote (%s at %s) are base on the instrument’s grid of %s: %s',
    async (size, price, increment, base) => {
      const fill = shownFill({ size, price, size_in_quote: true })
      const { executions } = await executionsFrom(
        ({ path }) => (isFills(path) ? fills(fill) : { body: { order: shownOrder() } }),
        increment,
      )
      expect(executions).toMatchObject([{ quantity: parseQuantity(base), price: parsePrice(price) }])
    },
  )

  it('without a trade_type, as in the oldest bodies, are fills', async () => {
    const { trade_type: _, ...fill } = shownFill()
    const { executions } = await executionsFrom(({ path }) =>
      isFills(path) ? fills(fill) : { body: { order: shownOrder() } },
    )
    expect(executions).toMatchObject([{ kind: 'FILL' }])
  })

  it('with trade_type REVERSAL take a fill back', async () => {
    const { executions } = await executionsFrom(({ path }) =>
      isFills(path) ? fills(shownFill({ trade_type: 'REVERSAL' })) : { body: { order: shownOrder() } },
    )
    expect(executions).toMatchObject([{ kind: 'REVERSAL', side: 'BUY', quantity: parseQuantity('0.1') }])
  })

  it.each(['CORRECTION', 'SYNTHETIC', 'SOMETHING_NEW'])(
    'with trade_type %s are not booked, which is said once, and hide no other',
    async (trade_type) => {
      const { executions, lines, adapter } = await executionsFrom(({ path }) =>
        isFills(path)
          ? fills(shownFill({ entry_id: 'odd', trade_type }), shownFill())
          : { body: { order: shownOrder() } },
      )
      await adapter.executionsSince(since, anySignal())
      expect(executions.map(({ executionId }) => executionId)).toEqual(['e1'])
      expect(
        lines.filter((line) => line.includes('was not booked') && line.includes(trade_type)),
      ).toHaveLength(1)
    },
  )

  it.each([
    ['no size', { size: '' }],
    ['no word of a size', { size: undefined }],
    ['no word of a price', { price: undefined }],
    ['no word of a commission', { commission: undefined }],
    ['a size that is no number', { size: 'x' }],
    ['a price of nothing', { price: '0' }],
    ['no side', { side: 'UNKNOWN_ORDER_SIDE' }],
    ['no time', { trade_time: '', sequence_timestamp: '' }],
  ])('with %s are told, and hide no other', async (_, more) => {
    const { executions, lines } = await executionsFrom(({ path }) =>
      isFills(path)
        ? fills(shownFill({ entry_id: 'odd', ...more }), shownFill())
        : { body: { order: shownOrder() } },
    )
    expect(executions.map(({ executionId }) => executionId)).toEqual(['e1'])
    expect(lines.join()).toContain('was not booked')
  })

  it('without commission or liquidity are booked as that', async () => {
    const fill = shownFill({ commission: '', liquidity_indicator: 'UNKNOWN_LIQUIDITY_INDICATOR' })
    const { executions } = await executionsFrom(({ path }) =>
      isFills(path) ? fills(fill) : { body: { order: shownOrder() } },
    )
    expect(executions).toMatchObject([{ fee: 0n, liquidity: 'UNKNOWN' }])
  })

  it('of an order that is not shown yet are handed on under a name that changes nothing, and asked for again', async () => {
    let known = false
    const { executions, adapter } = await executionsFrom(({ path }) => {
      if (isFills(path)) return fills(shownFill())
      return known ? { body: { order: shownOrder() } } : { status: 404, body: { error: 'unknown' } }
    })
    expect(executions).toMatchObject([{ clientOrderId: `external-${ORDER_ID}` }])
    known = true
    expect(await adapter.executionsSince(since, anySignal())).toMatchObject([{ clientOrderId: CLIENT_ID }])
  })

  it('are not said to be none when the list cannot be read', async () => {
    await expect(executionsFrom(() => ({ status: 503, body: '' }))).rejects.toMatchObject({
      code: 'OTS_VENUE_UNREACHABLE',
    })
  })
})

describe('balances', () => {
  const account = (currency: string, value: string, hold: string, more: object = {}) => ({
    ...{
      uuid: `${currency}-${value}`,
      name: 'x',
      currency,
      available_balance: { value, currency },
      hold: { value: hold, currency },
    },
    ...{ type: 'ACCOUNT_TYPE_CRYPTO', retail_portfolio_id: 'p', ...more },
  })

  it('have what is held apart from what is available, one for each currency of the portfolio', async () => {
    const accounts = [
      account('BTC', '1.5', '0.5'),
      account('USD', '100', '0', { type: 'ACCOUNT_TYPE_FIAT' }),
      account('BTC', '7', '0', { type: 'ACCOUNT_TYPE_VAULT' }),
      account('ETH', '7', '0', { retail_portfolio_id: 'another' }),
      account('NEAR', '0.123456789012345678901234', '0'),
      account('weird coin', '7', '0'),
    ]
    const venue = await startVenue(() => ({ body: { accounts, has_next: false, cursor: '' } }))
    const balances = await venueFor(venue, { portfolioId: 'p' }).balances(anySignal())
    expect(balances).toEqual([
      { currency: 'BTC', available: parseMoney('1.5'), held: parseMoney('0.5') },
      { currency: 'USD', available: parseMoney('100'), held: 0n },
      { currency: 'NEAR', available: parseMoney('0.123456789012345678'), held: 0n },
    ])
  })
})
