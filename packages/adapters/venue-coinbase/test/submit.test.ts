import { createServer as createTcpServer } from 'node:net'
import { parseMoney } from '@oasis/domain'
import { afterEach, describe, expect, it } from 'vitest'
import { CLIENT_ID, created, limitOrder, mayLeave, ORDER_ID, refused, shownOrder } from './order-bodies.ts'
import { anySignal, type Script, startVenue, stopAll, until, venueFor } from './private-venue.ts'

afterEach(stopAll)

async function submitTo(script: Script, signal = anySignal()) {
  const venue = await startVenue(script)
  let sent = 0
  const adapter = venueFor(venue, { onSubmitSent: () => sent++ })
  const outcome = await adapter.submit(limitOrder, signal, mayLeave)
  return { venue, outcome, sent, creates: venue.to('/orders') }
}

const limitGtc = (more: object) => ({
  limit_limit_gtc: { base_size: '0.001', limit_price: '60000.1', post_only: true, ...more },
})
const successOf = (more: object) => ({
  ...created(),
  success_response: { ...created().success_response, ...more },
})

const always =
  (answer: ReturnType<Script>): Script =>
  ({ path }) =>
    path === '/orders' ? answer : { body: { orders: [], has_next: false, cursor: '' } }

describe('a submit', () => {
  it('is one signed POST, acknowledged by the id inside success_response', async () => {
    const { outcome, creates, sent } = await submitTo(always({ body: created() }))
    expect(outcome).toEqual({ kind: 'ACKNOWLEDGED', venueOrderId: ORDER_ID })
    expect(creates).toHaveLength(1)
    expect(creates[0]?.body).toEqual({
      client_order_id: CLIENT_ID,
      product_id: 'BTC-USD',
      side: 'BUY',
      order_configuration: {
        limit_limit_gtc: { base_size: '0.001', limit_price: '60000.1', post_only: true },
      },
    })
    expect(creates[0]?.headers.authorization).toMatch(/^Bearer [\w-]+\.[\w-]+\.[\w-]+$/)
    expect(sent).toBe(1)
  })

  it('takes the older body, with fields at the top and a reason that means nothing', async () => {
    const body = { ...created(), failure_reason: 'UNKNOWN_FAILURE_REASON', order_id: 'another' }
    const { outcome } = await submitTo(always({ body }))
    expect(outcome).toEqual({ kind: 'ACKNOWLEDGED', venueOrderId: ORDER_ID })
  })

  it.each([
    [
      'new_order_failure_reason',
      { new_order_failure_reason: 'INSUFFICIENT_FUND', preview_failure_reason: 'PREVIEW_X', error: 'Y' },
      'INSUFFICIENT_FUND',
    ],
    [
      'preview_failure_reason',
      { preview_failure_reason: 'PREVIEW_INVALID_BASE_SIZE_TOO_SMALL', error: 'Y' },
      'PREVIEW_INVALID_BASE_SIZE_TOO_SMALL',
    ],
    ['error', { error: 'INVALID_LIMIT_PRICE_POST_ONLY' }, 'INVALID_LIMIT_PRICE_POST_ONLY'],
    ['a reason that nobody knows yet', { new_order_failure_reason: 'SOMETHING_NEW' }, 'SOMETHING_NEW'],
  ])('refused with HTTP 200 is rejected with %s', async (_, reasons, venueReason) => {
    const { outcome, creates } = await submitTo(always({ body: refused(reasons) }))
    expect(outcome).toMatchObject({ kind: 'REJECTED', venueReason })
    expect(creates).toHaveLength(1)
  })

  it.each([
    ['INSUFFICIENT_FUND', 'INSUFFICIENT_BALANCE'],
    ['PREVIEW_INSUFFICIENT_FUND', 'INSUFFICIENT_BALANCE'],
    ['INVALID_PRICE_PRECISION', 'PRICE_INCREMENT'],
    ['PREVIEW_INVALID_QUOTE_SIZE_TOO_SMALL', 'BELOW_MIN_NOTIONAL'],
    ['TRADING_DISABLED', 'INSTRUMENT_NOT_TRADABLE'],
    ['SOMETHING_NEW', 'OTHER'],
  ])('refused as %s is told as %s', async (reason, ours) => {
    const { outcome } = await submitTo(always({ body: refused({ error: reason, message: 'so it is' }) }))
    expect(outcome).toMatchObject({ kind: 'REJECTED', message: `${ours} so it is` })
  })

  it.each([
    [400, { error: 'INVALID_ARGUMENT', error_details: 'product', message: '' }, 'INVALID_ARGUMENT'],
    [
      403,
      { error: 'PERMISSION_DENIED', error_details: 'Missing required scopes', message: '' },
      'PERMISSION_DENIED',
    ],
    [
      400,
      {
        error: 'UNKNOWN_FAILURE_REASON',
        preview_failure_reason: 'PREVIEW_INSUFFICIENT_FUND',
        new_order_failure_reason: 'UNKNOWN_FAILURE_REASON',
      },
      'PREVIEW_INSUFFICIENT_FUND',
    ],
    [400, { error: 'INVALID_ARGUMENT', new_order_failure_reason: 'INVALID_SIZE' }, 'INVALID_SIZE'],
    [400, refused({ preview_failure_reason: 'PREVIEW_INVALID_LIMIT_PRICE' }), 'PREVIEW_INVALID_LIMIT_PRICE'],
  ])('refused with HTTP %i in the venue’s own JSON is rejected', async (status, body, venueReason) => {
    const { outcome, creates } = await submitTo(always({ status, body }))
    expect(outcome).toMatchObject({ kind: 'REJECTED', venueReason })
    expect(creates).toHaveLength(1)
  })

  it('whose price is written with other zeros in the answer is the same order', async () => {
    const order_configuration = limitGtc({ limit_price: '60000.100', base_size: '.00100' })
    const { outcome } = await submitTo(always({ body: { ...created(), order_configuration } }))
    expect(outcome.kind).toBe('ACKNOWLEDGED')
  })

  it.each([
    ['a 429 in JSON', { status: 429, body: { errors: [{ id: 'rate_limit_exceeded', message: 'x' }] } }],
    ['a 429 in HTML', { status: 429, body: '<html>Too Many Requests</html>' }],
    ['a 500', { status: 500, body: { error: 'INTERNAL', message: '' } }],
    ['a 503 page', { status: 503, body: '<html>' }],
    ['a 400 page', { status: 400, body: '<html>Bad Request</html>' }],
    ['a 403 page', { status: 403, body: '<html>Forbidden</html>' }],
    ['a 409', { status: 409, body: { error: 'CONFLICT', message: '' } }],
    ['a redirect', { status: 302, headers: { location: 'http://127.0.0.1:1/' }, body: '' }],
    ['a body cut short', { body: created(), cutAfter: 60 }],
    ['a body that is not JSON', { body: '<html>' }],
    ['an empty body', { body: '' }],
    ['a body of another shape', { body: { order_id: ORDER_ID } }],
    ['a success without an id', { body: { success: true, order_id: ORDER_ID } }],
    ['a success with an id that is none', { body: created('no id at all') }],
    ['a success about another order', { body: created(ORDER_ID, 'another') }],
    ['a refusal without a reason', { body: { success: false } }],
    ['a refusal with all reasons unset', { body: refused({}) }],
    ['a success that names another product', { body: successOf({ product_id: 'ETH-USD' }) }],
    ['a success that names the other side', { body: successOf({ side: 'SELL' }) }],
    [
      'a success of another price',
      { body: { ...created(), order_configuration: limitGtc({ limit_price: '60000.2' }) } },
    ],
    [
      'a success of another kind',
      { body: { ...created(), order_configuration: { market_market_ioc: { base_size: '0.001' } } } },
    ],
    [
      'a refusal of another size',
      {
        body: {
          ...refused({ error: 'INSUFFICIENT_FUND' }),
          order_configuration: limitGtc({ base_size: '9' }),
        },
      },
    ],
    [
      'a refusal with an accepted order in it',
      {
        body: {
          ...refused({ error: 'INSUFFICIENT_FUND' }),
          success_response: created().success_response,
        },
      },
    ],
    ['a success with a reason in it', { body: { ...refused({ error: 'INSUFFICIENT_FUND' }), ...created() } }],
    ['a refusal that may have come after', { body: refused({ error: 'INTERNAL' }) }],
    ['a 400 of something on the way', { status: 400, body: { error: 'Bad Gateway' } }],
    ['a 400 with all reasons unset', { status: 400, body: { error: 'UNKNOWN_FAILURE_REASON' } }],
    ['a 400 that is unset in small letters', { status: 400, body: { error: 'unknown', message: 'x' } }],
    [
      'a 400 with an accepted order in it',
      { status: 400, body: { ...created(), error: 'INVALID_ARGUMENT' } },
    ],
    [
      'a 404 about an order',
      {
        status: 404,
        body: { error: 'unknown', error_details: 'order with this orderID was not found', message: '' },
      },
    ],
    ['a 404 of another route', { status: 404, body: { error: 'NOT_FOUND', message: 'No route' } }],
    ['a hang-up', 'hang-up' as const],
  ])('answered by %s has an unknown outcome, and is not sent again', async (_, answer) => {
    const { outcome, creates } = await submitTo(always(answer))
    expect(outcome.kind).toBe('UNKNOWN')
    expect(creates).toHaveLength(1)
  })

  it('that is not answered in time has an unknown outcome', async () => {
    const abort = new AbortController()
    const venue = await startVenue(() => undefined)
    const answer = venueFor(venue).submit(limitOrder, abort.signal, mayLeave)
    await until(() => venue.asked.length === 1)
    abort.abort(new Error('no answer within 10 ms'))
    expect(await answer).toEqual({ kind: 'UNKNOWN', reason: 'no answer within 10 ms' })
  })

  it('given up beforehand was not sent', async () => {
    const { outcome, creates, sent } = await submitTo(
      always({ body: created() }),
      AbortSignal.abort(new Error('late')),
    )
    expect(outcome).toEqual({ kind: 'NOT_SENT', reason: 'late' })
    expect([creates.length, sent]).toEqual([0, 0])
  })

  it('to a venue where nobody listens was not sent', async () => {
    const gone = createTcpServer().listen(0)
    const address = gone.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    await new Promise((resolve) => gone.close(resolve))
    const venue = await startVenue()
    const adapter = venueFor(venue, { restUrl: `http://127.0.0.1:${port}` })
    expect((await adapter.submit(limitOrder, anySignal(), mayLeave)).kind).toBe('NOT_SENT')
  })

  it('that our own limiter keeps back was not sent', async () => {
    const venue = await startVenue(always({ body: created() }))
    const adapter = venueFor(venue, { requestsPerSecond: 1 })
    const outcomes = await Promise.all([1, 2, 3].map(() => adapter.submit(limitOrder, anySignal(), mayLeave)))
    const kept = outcomes.filter(({ kind }) => kind === 'NOT_SENT')
    expect(kept.length).toBeGreaterThan(0)
    expect(kept[0]).toMatchObject({ reason: expect.stringContaining('our own rate limit') })
    expect(venue.to('/orders')).toHaveLength(3 - kept.length)
  })
})

describe('a 401', () => {
  it('is followed by one more try with a new token: it was refused unread', async () => {
    const { outcome, creates } = await submitTo(({ path }, n) =>
      path === '/orders' && n === 1 ? { status: 401, body: 'Unauthorized' } : { body: created() },
    )
    expect(outcome.kind).toBe('ACKNOWLEDGED')
    const [first, second] = creates.map(({ headers }) => headers.authorization)
    expect(first).not.toBe(second)
    expect(creates).toHaveLength(2)
  })

  it('twice is the end: nothing was ordered', async () => {
    const { outcome, creates } = await submitTo(always({ status: 401, body: 'Unauthorized' }))
    expect(outcome).toMatchObject({ kind: 'REJECTED', venueReason: 'UNAUTHORIZED' })
    expect(creates).toHaveLength(2)
  })

  it('and then no answer is an unknown outcome', async () => {
    const { outcome } = await submitTo((_, n) =>
      n === 1 ? { status: 401, body: 'Unauthorized' } : 'hang-up',
    )
    expect(outcome.kind).toBe('UNKNOWN')
  })
})

describe('an order that may not leave any more', () => {
  it.each([
    ['before the first attempt', 1, 0],
    ['after a 401', 2, 1],
  ])('is not sent: a veto %s', async (_, vetoedAt, arrived) => {
    const venue = await startVenue(() => ({ status: 401, body: 'Unauthorized' }))
    let asked = 0
    const veto = () => (++asked >= vetoedAt ? 'halted meanwhile, in epoch 7' : undefined)
    const outcome = await venueFor(venue).submit(limitOrder, anySignal(), veto)
    expect(outcome).toEqual({ kind: 'NOT_SENT', reason: 'halted meanwhile, in epoch 7' })
    expect([asked, venue.to('/orders').length]).toEqual([vetoedAt, arrived])
  })
})

describe('a client order id that the venue knows already', () => {
  const duplicate = { body: refused({ error: 'DUPLICATE_CLIENT_ORDER_ID' }) }

  it('answered with the order that exists is acknowledged', async () => {
    const { outcome } = await submitTo(always({ body: created('the-first-one') }))
    expect(outcome).toEqual({ kind: 'ACKNOWLEDGED', venueOrderId: 'the-first-one' })
  })

  it.each([
    ['error', 200, refused({ error: 'DUPLICATE_CLIENT_ORDER_ID' })],
    ['new_order_failure_reason', 200, refused({ new_order_failure_reason: 'DUPLICATE_CLIENT_ORDER_ID' })],
    [
      'preview_failure_reason',
      200,
      refused({
        new_order_failure_reason: 'INVALID_REQUEST',
        preview_failure_reason: 'PREVIEW_DUPLICATE_CLIENT_ORDER_ID',
      }),
    ],
    ['error', 400, { error: 'DUPLICATE_CLIENT_ORDER_ID' }],
    [
      'new_order_failure_reason',
      400,
      { error: 'INVALID_ARGUMENT', new_order_failure_reason: 'DUPLICATE_CLIENT_ORDER_ID' },
    ],
    [
      'error_response',
      400,
      { error: 'INVALID_ARGUMENT', error_response: { error: 'DUPLICATE_CLIENT_ORDER_ID' } },
    ],
    [
      'error beside an error_response',
      400,
      { error: 'DUPLICATE_CLIENT_ORDER_ID', ...refused({ error: 'INVALID_REQUEST' }) },
    ],
  ])('answered with an error in %s (%i) is looked for, never rejected', async (_, status, body) => {
    const { outcome } = await submitTo(({ path }) =>
      path === '/orders'
        ? { status, body }
        : { body: { orders: [shownOrder()], has_next: false, cursor: '' } },
    )
    expect(outcome).toEqual({ kind: 'ACKNOWLEDGED', venueOrderId: ORDER_ID })
  })

  it('and not shown has an unknown outcome', async () => {
    expect((await submitTo(always(duplicate))).outcome.kind).toBe('UNKNOWN')
  })

  it('and lists that fail have an unknown outcome', async () => {
    const { outcome } = await submitTo(({ path }) =>
      path === '/orders' ? duplicate : { status: 404, body: '' },
    )
    expect(outcome.kind).toBe('UNKNOWN')
  })
})

describe('a dry run', () => {
  it.each([
    [
      'would take it',
      { errs: [], warning: ['UNKNOWN'], order_total: '60.1', commission_total: '0.3' },
      'the venue would take it, total 60.1, of it fees 0.3',
    ],
    [
      'would refuse it',
      { errs: ['PREVIEW_INSUFFICIENT_FUND'], warning: [] },
      'the venue would refuse it: PREVIEW_INSUFFICIENT_FUND',
    ],
  ])('asks for a preview and orders nothing: it %s', async (_, body, reason) => {
    const venue = await startVenue(() => ({ body }))
    const adapter = venueFor(venue, { dryRun: true })
    expect(await adapter.submit(limitOrder, anySignal(), mayLeave)).toEqual({
      kind: 'NOT_SENT',
      reason: `dry run: ${reason}`,
    })
    expect(await adapter.cancel(ORDER_ID as never, anySignal())).toMatchObject({ kind: 'NOT_SENT' })
    expect(venue.asked.map(({ path }) => path)).toEqual(['/orders/preview'])
    expect(venue.asked[0]?.body).not.toHaveProperty('client_order_id')
  })
})

describe('an order that may not leave any more', () => {
  const accepting = () => startVenue(({ path }) => (path === '/orders' ? { body: created() } : undefined))
  const VETOED = { kind: 'NOT_SENT', reason: 'halted' }

  it('is not sent, neither on a new connection nor on one that was used before', async () => {
    const venue = await accepting()
    const adapter = venueFor(venue)
    expect(await adapter.submit(limitOrder, anySignal(), () => 'halted')).toEqual(VETOED)
    expect(venue.asked).toHaveLength(0)
    expect((await adapter.submit(limitOrder, anySignal(), mayLeave)).kind).toBe('ACKNOWLEDGED')
    expect(await adapter.submit(limitOrder, anySignal(), () => 'halted')).toEqual(VETOED)
    expect(venue.asked).toHaveLength(1)
  })

  it('is not sent when that comes while our limiter keeps it waiting', async () => {
    const venue = await accepting()
    // Three orders in two seconds: the second waits for a third of a second, far from the end of its patience.
    const adapter = venueFor(venue, { requestsPerSecond: 3 })
    expect((await adapter.submit(limitOrder, anySignal(), mayLeave)).kind).toBe('ACKNOWLEDGED')
    let halted: string | undefined
    const waiting = adapter.submit(limitOrder, anySignal(), () => halted)
    halted = 'halted'
    expect(await waiting).toEqual(VETOED)
    expect(venue.asked).toHaveLength(1)
  })

  it('is not sent again after a 401', async () => {
    const venue = await startVenue(() => ({ status: 401, body: 'Unauthorized' }))
    let asked = 0
    const outcome = await venueFor(venue).submit(limitOrder, anySignal(), () =>
      asked++ === 0 ? undefined : 'halted',
    )
    expect(outcome).toEqual(VETOED)
    expect([asked, venue.asked.length]).toEqual([2, 1])
  })
})

describe('an order that the venue has no form for', () => {
  it.each([
    ['a post-only IOC order', { ...limitOrder.terms, timeInForce: 'IOC' }],
    ['a GTD order without an expiry', { ...limitOrder.terms, timeInForce: 'GTD' }],
    [
      'a market sell by quote amount',
      { type: 'MARKET', timeInForce: 'IOC', size: { unit: 'QUOTE', amount: parseMoney('10') } },
    ],
  ])('%s is not sent', async (_, terms) => {
    const venue = await startVenue()
    const order = { ...limitOrder, side: 'SELL', terms } as typeof limitOrder
    expect((await venueFor(venue).submit(order, anySignal(), mayLeave)).kind).toBe('NOT_SENT')
    expect(venue.asked).toHaveLength(0)
  })
})
