/** One vector for each call: what is asked, in the venue's form, and what becomes of its answer. */
import { parseRate, parseRfc3339 } from '@oasis/domain'
import { createRealScheduler } from '@oasis/runtime'
import { afterEach, describe, expect, it } from 'vitest'
import { checkKey } from '../src/index.ts'
import type { OrderConfiguration } from '../src/rest/orders/order-configuration.ts'
import { CLIENT_ID, created, ORDER_ID, shownFill, shownOrder } from './order-bodies.ts'
import { anySignal, clientFor, optionsFor, type Script, startVenue, stopAll } from './private-venue.ts'

afterEach(stopAll)

async function client(script: Script) {
  const venue = await startVenue(script)
  return { venue, client: clientFor(venue) }
}

describe('create order', () => {
  const limit = { base_size: '0.5', limit_price: '45000' }
  const end_time = '2026-01-02T03:04:05.678Z'
  const stop = { ...limit, stop_price: '46000', stop_direction: 'STOP_DIRECTION_STOP_UP' } as const

  it.each<[OrderConfiguration]>([
    [{ market_market_ioc: { quote_size: '10' } }],
    [{ market_market_ioc: { base_size: '0.5' } }],
    [{ market_market_fok: { base_size: '0.5' } }],
    [{ limit_limit_gtc: { ...limit, post_only: true } }],
    [{ limit_limit_gtd: { ...limit, post_only: false, end_time } }],
    [{ limit_limit_fok: limit }],
    [{ sor_limit_ioc: limit }],
    [{ stop_limit_stop_limit_gtc: stop }],
    [{ stop_limit_stop_limit_gtd: { ...stop, end_time } }],
    [{ trigger_bracket_gtc: { ...limit, stop_trigger_price: '40000' } }],
    [{ trigger_bracket_gtd: { ...limit, stop_trigger_price: '40000', end_time } }],
  ])('sends %j as it is', async (order_configuration) => {
    const { venue, client: it } = await client(() => ({ body: { ...created(), order_configuration } }))
    const request = {
      client_order_id: CLIENT_ID,
      product_id: 'BTC-USD',
      side: 'BUY',
      order_configuration,
    } as const
    expect(await it.createOrder(request, anySignal())).toEqual({ kind: 'ACCEPTED', orderId: ORDER_ID })
    expect(venue.asked[0]).toMatchObject({ method: 'POST', path: '/orders', body: request })
  })
})

describe('preview', () => {
  it('is asked for without a client order id, and tells faults and warnings that mean something', async () => {
    const body = {
      order_total: '60.1',
      commission_total: '0.3',
      errs: ['UNKNOWN_PREVIEW_FAILURE_REASON', 'PREVIEW_INSUFFICIENT_FUND'],
      warning: ['UNKNOWN', 'BIG_ORDER'],
      best_bid: '1',
    }
    const { client: it } = await client(() => ({ body }))
    const order_configuration = { market_market_ioc: { quote_size: '10' } }
    expect(
      await it.previewOrder({ product_id: 'BTC-USD', side: 'BUY', order_configuration }, anySignal()),
    ).toEqual({
      kind: 'PREVIEWED',
      faults: ['PREVIEW_INSUFFICIENT_FUND'],
      warnings: ['BIG_ORDER'],
      orderTotal: '60.1',
      commissionTotal: '0.3',
    })
  })
})

describe('get order', () => {
  it('asks by the venue’s id and reads the wrapped order', async () => {
    const { venue, client: it } = await client(() => ({ body: { order: shownOrder({ filled_size: '' }) } }))
    expect(await it.getOrder(ORDER_ID, anySignal())).toMatchObject({
      order_id: ORDER_ID,
      filled_size: '0',
      status: 'OPEN',
    })
    expect(venue.asked[0]).toMatchObject({ method: 'GET', path: `/orders/historical/${ORDER_ID}` })
  })

  it('is undefined where the venue does not know it', async () => {
    const body = { error: 'unknown', error_details: 'order with this orderID was not found', message: '' }
    const { client: it } = await client(() => ({ status: 404, body }))
    expect(await it.getOrder('x', anySignal())).toBeUndefined()
  })
})

describe('list orders', () => {
  it('sends arrays as repeated keys and pages while has_next', async () => {
    const pages = [
      { orders: [shownOrder({ order_id: 'a' })], has_next: true, cursor: 'c1' },
      { orders: [shownOrder({ order_id: 'b' })], has_next: false, cursor: 'ignored' },
    ]
    const { venue, client: it } = await client((_, n) => ({ body: pages[n - 1] }))
    const filter = {
      statuses: ['PENDING', 'QUEUED'],
      productIds: ['A', 'B'],
      startDate: '2026-01-01T00:00:00Z',
    }
    const ids: string[] = []
    for await (const page of it.orderPages(filter, anySignal()))
      ids.push(...page.map((each) => each.order_id))
    expect(ids).toEqual(['a', 'b'])
    const [first, second] = venue.asked.map(({ url }) => url.searchParams)
    expect(first?.getAll('order_status')).toEqual(['PENDING', 'QUEUED'])
    expect(first?.getAll('product_ids')).toEqual(['A', 'B'])
    expect(first?.get('start_date')).toBe('2026-01-01T00:00:00Z')
    expect(second?.get('cursor')).toBe('c1')
  })

  it.each([
    ['that points back', 'c'],
    ['that is missing where more follows', ''],
  ])('fails at a cursor %s, whatever is asked again: a list cut short is no list', async (_, cursor) => {
    const body = { orders: [shownOrder()], has_next: true, cursor }
    const { venue, client: it } = await client(() => ({ body }))
    await expect(Array.fromAsync(it.orderPages({}, anySignal()))).rejects.toThrow('does not end')
    expect(venue.asked.length).toBeLessThan(6)
  })

  it('asks again for a page whose cursor leads nowhere, once in a while', async () => {
    const page = (order_id: string, cursor: string) => ({
      body: { orders: [shownOrder({ order_id })], has_next: cursor !== '', cursor },
    })
    const pages = [page('a', 'c1'), page('b', 'c1'), page('b', 'c2'), page('c', '')]
    const { venue, client: it } = await client((_, n) => pages[n - 1])
    const ids = (await Array.fromAsync(it.orderPages({}, anySignal()))).flat().map((each) => each.order_id)
    expect(new Set(ids)).toEqual(new Set(['a', 'b', 'c']))
    expect(venue.asked.map(({ url }) => url.searchParams.get('cursor'))).toEqual([null, 'c1', 'c1', 'c2'])
  })
})

describe('fills', () => {
  it('page by cursor alone, until it is empty, each entry once', async () => {
    const pages = [
      { fills: [shownFill({ entry_id: 'e3' }), shownFill({ entry_id: 'e2' })], cursor: 'c1' },
      { fills: [shownFill({ entry_id: 'e2' }), shownFill({ entry_id: 'e1' })], cursor: 'c2' },
      { fills: [], cursor: '' },
    ]
    const { venue, client: it } = await client((_, n) => ({ body: pages[n - 1] }))
    const fills = await it.fills({ orderIds: ['a', 'b'], start: '2026-01-01T00:00:00Z' }, anySignal())
    expect(fills.map(({ entry_id }) => entry_id)).toEqual(['e3', 'e2', 'e1'])
    expect(venue.asked[0]?.url.searchParams.getAll('order_ids')).toEqual(['a', 'b'])
    expect(venue.asked[0]?.url.searchParams.get('start_sequence_timestamp')).toBe('2026-01-01T00:00:00Z')
  })
})

describe('accounts', () => {
  it('page with has_next, 250 a page', async () => {
    const account = (uuid: string) => ({
      uuid,
      currency: 'BTC',
      available_balance: { value: '1', currency: 'BTC' },
      hold: { value: '0.5', currency: 'BTC' },
      type: 'ACCOUNT_TYPE_CRYPTO',
    })
    const { venue, client: it } = await client((_, n) => ({
      body: { accounts: [account(`a${n}`)], has_next: n < 3, cursor: `c${n}`, size: 1 },
    }))
    const accounts = await it.accounts(anySignal())
    expect(accounts).toMatchObject([
      { uuid: 'a1', available_balance: '1', hold: '0.5' },
      { uuid: 'a2' },
      { uuid: 'a3' },
    ])
    expect(venue.asked[0]?.url.searchParams.get('limit')).toBe('250')
  })
})

describe('batch cancel', () => {
  it('answers for each id, in their order', async () => {
    const result = (
      order_id: string,
      success: boolean,
      failure_reason = 'UNKNOWN_CANCEL_FAILURE_REASON',
    ) => ({ success, failure_reason, order_id })
    const body = {
      results: [
        result('filled', false, 'ORDER_IS_FULLY_FILLED'),
        result('ok', true),
        result('again', false, 'DUPLICATE_CANCEL_REQUEST'),
        result('unknown', false, 'UNKNOWN_CANCEL_ORDER'),
        result('unset', false),
      ],
    }
    const { venue, client: it } = await client(() => ({ body }))
    const ids = ['ok', 'unknown', 'filled', 'again', 'unset', 'left-out']
    expect((await it.cancelOrders(ids, anySignal())).map(({ kind }) => kind)).toEqual([
      'SUBMITTED',
      'UNKNOWN',
      'REFUSED',
      'SUBMITTED',
      'UNKNOWN',
      'UNKNOWN',
    ])
    expect(venue.asked[0]).toMatchObject({
      method: 'POST',
      path: '/orders/batch_cancel',
      body: { order_ids: ids },
    })
  })

  it('is repeated where no answer can be read, since twice does no harm', async () => {
    const body = { results: [{ success: true, failure_reason: '', order_id: 'a' }] }
    const { venue, client: it } = await client((_, n) =>
      n === 1 ? { status: 429, body: '<html>' } : n === 2 ? 'hang-up' : { body },
    )
    expect(await it.cancelOrders(['a'], anySignal())).toEqual([{ kind: 'SUBMITTED' }])
    expect(venue.asked).toHaveLength(3)
  })

  it('is repeated where an attempt is not answered in time', async () => {
    const body = { results: [{ success: true, failure_reason: '', order_id: 'a' }] }
    const { client: it } = await client((_, n) => (n === 1 ? undefined : { body }))
    expect(await it.cancelOrders(['a'], anySignal())).toEqual([{ kind: 'SUBMITTED' }])
  })

  it('ends as unknown when it is never answered', async () => {
    const { client: it } = await client(() => ({ status: 503, body: '' }))
    expect(await it.cancelOrders(['a'], anySignal())).toEqual([
      { kind: 'UNKNOWN', reason: 'HTTP 503 from the venue' },
    ])
  })
})

describe('edit', () => {
  it.each([
    ['a list', [{ edit_failure_reason: 'CANNOT_EDIT_TO_BELOW_FILLED_SIZE', preview_failure_reason: '' }]],
    [
      'an object',
      {
        edit_failure_reason: 'UNKNOWN_EDIT_ORDER_FAILURE_REASON',
        preview_failure_reason: 'CANNOT_EDIT_TO_BELOW_FILLED_SIZE',
      },
    ],
  ])('reads its errors as %s', async (_, errors) => {
    const { client: it } = await client(() => ({ body: { success: false, errors } }))
    const request = { order_id: 'a', price: '1', size: '2' }
    expect(await it.editOrder(request, anySignal())).toEqual({
      kind: 'REFUSED',
      reason: 'CANNOT_EDIT_TO_BELOW_FILLED_SIZE',
    })
  })

  it('is sent once', async () => {
    const { venue, client: it } = await client(() => ({ status: 500, body: '' }))
    expect((await it.editOrder({ order_id: 'a', price: '1', size: '2' }, anySignal())).kind).toBe('UNKNOWN')
    expect(venue.asked).toHaveLength(1)
  })
})

describe('transaction summary', () => {
  it('has volumes as doubles and rates as text', async () => {
    const fee_tier = { pricing_tier: 'Advanced 1', taker_fee_rate: '0.009', maker_fee_rate: '0.005' }
    const { client: it } = await client(() => ({ body: { total_volume: 1234.5, total_fees: 0, fee_tier } }))
    expect(await it.transactionSummary(anySignal())).toEqual({
      ...{ tier: 'Advanced 1', makerFee: parseRate('0.005'), takerFee: parseRate('0.009') },
      ...{ totalVolume: 1234.5, totalFees: 0 },
    })
  })
})

describe('a look', () => {
  it.each([
    ['429 in JSON', { status: 429, body: { errors: [{ id: 'rate_limit_exceeded' }] } }],
    ['429 in HTML', { status: 429, body: '<html>' }],
    ['503', { status: 503, body: '' }],
    ['cut body', { body: { order: shownOrder() }, cutAfter: 20 }],
    ['page instead of JSON', { body: '<html>' }],
    ['hang-up', 'hang-up' as const],
    ['silence', undefined],
  ])('is repeated after a %s', async (_, answer) => {
    const { venue, client: it } = await client((__, n) =>
      n === 1 ? answer : { body: { order: shownOrder() } },
    )
    expect(await it.getOrder('a', anySignal())).toMatchObject({ order_id: ORDER_ID })
    expect(venue.asked).toHaveLength(2)
  })

  it('is repeated after a 401 with a new token, once', async () => {
    const { venue, client: it } = await client(() => ({ status: 401, body: 'Unauthorized' }))
    await expect(it.keyPermissions(anySignal())).rejects.toMatchObject({ status: 401 })
    expect(new Set(venue.asked.map(({ headers }) => headers.authorization)).size).toBe(2)
  })

  it('ends with a stable code when attempts are used up', async () => {
    const { venue, client: it } = await client(() => ({ status: 503, body: '' }))
    await expect(it.keyPermissions(anySignal())).rejects.toMatchObject({ code: 'OTS_VENUE_UNREACHABLE' })
    expect(venue.asked).toHaveLength(4)
  })

  it('ends with its caller', async () => {
    const { client: it } = await client(() => undefined)
    const abort = new AbortController()
    setTimeout(() => abort.abort(new Error('enough')), 20)
    await expect(it.accounts(abort.signal)).rejects.toThrow('enough')
  })
})

describe('a list that is not there', () => {
  const listed = (it: Awaited<ReturnType<typeof client>>['client']) => ({
    orders: () => Array.fromAsync(it.orderPages({}, anySignal())),
    fills: () => it.fills({}, anySignal()),
    accounts: () => it.accounts(anySignal()),
  })
  const odd: [string, unknown][] = [
    ['nothing', {}],
    ['null', null],
    ['a list of nothing', []],
    ['an error', { error: 'INTERNAL', message: 'try later' }],
    ['null lists', { orders: null, fills: null, accounts: null, has_next: false, cursor: '' }],
    ['another route', { trades: [], best_bid: '1', has_next: false, cursor: '' }],
    ['no cursor', { orders: [], fills: [], accounts: [], has_next: false }],
  ]

  it.each(odd)('answered 200 with %s is not an empty one', async (_, body) => {
    const { venue, client: it } = await client(() => ({ body }))
    for (const list of Object.values(listed(it))) {
      const before = venue.asked.length
      await expect(list()).rejects.toMatchObject({ code: 'OTS_VENUE_UNREACHABLE' })
      expect(venue.asked.length - before).toBe(4)
    }
  })

  it('nor is one that does not say whether more follows', async () => {
    const { client: it } = await client(() => ({ body: { orders: [], accounts: [], cursor: '' } }))
    await expect(listed(it).orders()).rejects.toMatchObject({ code: 'OTS_VENUE_UNREACHABLE' })
    await expect(listed(it).accounts()).rejects.toMatchObject({ code: 'OTS_VENUE_UNREACHABLE' })
  })

  it.each(odd)('is asked for again after 200 with %s', async (_, body) => {
    const { client: it } = await client((_asked, n) => ({
      body: n === 1 ? body : { orders: [shownOrder()], fills: [], accounts: [], has_next: false, cursor: '' },
    }))
    expect((await listed(it).orders()).flat()).toHaveLength(1)
  })

  it.each([
    ['an order that does not say how much has filled', shownOrder({ filled_size: undefined })],
    ['an order without an id', shownOrder({ order_id: undefined })],
  ])('is not read where it holds %s', async (_, order) => {
    const { client: it } = await client(() => ({ body: { orders: [order], has_next: false, cursor: '' } }))
    await expect(listed(it).orders()).rejects.toMatchObject({ code: 'OTS_VENUE_UNREACHABLE' })
  })

  it.each([{ available_balance: undefined }, { hold: null }, { hold: { currency: 'BTC' } }])(
    'is not read where a wallet has %j: what is not said is not nothing',
    async (more) => {
      const amount = { value: '1', currency: 'BTC' }
      const account = { uuid: 'a', currency: 'BTC', available_balance: amount, hold: amount, ...more }
      const { client: it } = await client(() => ({
        body: { accounts: [account], has_next: false, cursor: '', size: 1 },
      }))
      await expect(it.accounts(anySignal())).rejects.toMatchObject({ code: 'OTS_VENUE_UNREACHABLE' })
    },
  )

  it('of a preview says nothing of the order', async () => {
    const { client: it } = await client(() => ({ body: { order_total: '1' } }))
    const order_configuration = { market_market_ioc: { quote_size: '10' } }
    expect(
      await it.previewOrder({ product_id: 'BTC-USD', side: 'BUY', order_configuration }, anySignal()),
    ).toMatchObject({ kind: 'FAILED' })
  })
})

describe('checking a key', () => {
  const permissions = {
    can_view: true,
    can_trade: true,
    can_transfer: false,
    portfolio_uuid: 'p',
    portfolio_type: 'DEFAULT',
  }
  const check = async (script: Script, venueTimeMs = Date.now()) => {
    const time = { iso: new Date(venueTimeMs).toISOString(), epochSeconds: '1', epochMillis: '1' }
    const venue = await startVenue((asked, n) => (asked.path === '/time' ? { body: time } : script(asked, n)))
    return {
      venue,
      result: await checkKey({ ...optionsFor(venue), scheduler: createRealScheduler() }, anySignal()),
    }
  }

  it('tells what it may do, and places no order', async () => {
    const { venue, result } = await check(() => ({ body: permissions }))
    expect(result).toMatchObject({
      kind: 'ACCEPTED',
      algorithm: 'ES256',
      permissions: { canView: true, canTrade: true, canTransfer: false, portfolioId: 'p' },
    })
    expect(venue.asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /time',
      'GET /key_permissions',
    ])
  })

  it('tells a key that may withdraw', async () => {
    const { result } = await check(() => ({ body: { ...permissions, can_transfer: true } }))
    expect(result).toMatchObject({ kind: 'ACCEPTED', permissions: { canTransfer: true } })
  })

  it('tells a clock that is off by a minute, and stamps its token right all the same', async () => {
    const at = Date.now() + 60_000
    const { venue, result } = await check(() => ({ body: permissions }), at)
    if (result.kind !== 'ACCEPTED') throw new Error(result.kind)
    expect(Math.round(result.clock.offsetMs / 5_000)).toBe(12)
    const claims = venue.to('/key_permissions')[0]?.headers.authorization?.split('.')[1] ?? ''
    const { nbf } = JSON.parse(Buffer.from(claims, 'base64url').toString())
    expect(Math.abs(nbf * 1_000 - at)).toBeLessThan(5_000)
  })

  it.each([401, 403])('tells one that the venue does not take (%i)', async (status) => {
    const { result } = await check(() => ({ status, body: 'Unauthorized' }))
    expect(result).toMatchObject({ kind: 'REFUSED', status })
  })

  it.each([
    ['a venue that fails', { status: 503, body: '' }],
    ['rights that are not said', { body: { can_view: true, can_trade: true } }],
  ])('does not guess from %s', async (_, answer) => {
    expect((await check(() => answer)).result).toMatchObject({ kind: 'UNANSWERED' })
  })
})

describe('time', () => {
  it('needs no key', async () => {
    const { venue, client: it } = await client(() => ({ body: { iso: '2026-08-09T21:05:48.5Z' } }))
    expect((await it.readClock(anySignal())).venueTime).toBe(parseRfc3339('2026-08-09T21:05:48.5Z'))
    expect(venue.asked[0]?.headers).not.toHaveProperty('authorization')
  })
})
