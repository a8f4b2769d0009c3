import { afterEach, describe, expect, it } from 'vitest'
import type { VenueOrder } from '../src/orders/venue-order.ts'
import {
  type AfterFate,
  type BeforeFate,
  faultlessSeams,
  type SeamsFactory,
  type SeenFrame,
  type SeenRequest,
} from '../src/server/seams.ts'
import { acceptedId, limitGtc, newOrder, openScriptedVenue, type ScriptedVenue } from './scripted-venue.ts'

let venue: ScriptedVenue
afterEach(() => venue.close())

async function open(seams: SeamsFactory) {
  venue = await openScriptedVenue({}, { seams })
  return venue.client()
}
const order = () => newOrder('BUY', limitGtc('1', '90'))
const accepted = () => venue.exchange.venue.ledger().orders.length

describe('a fault before a request', () => {
  const withBefore = (fate: (request: SeenRequest) => BeforeFate) =>
    open((frames) => {
      const usual = faultlessSeams(frames)
      return { ...usual, rest: { ...usual.rest, before: fate } }
    })
  const onCreate = (fate: BeforeFate) => (request: SeenRequest) =>
    request.kind === 'create' ? fate : ({ kind: 'PROCEED' } as const)

  it('answers in its place, without effect, and knows what the request is', async () => {
    const seen: SeenRequest[] = []
    const answer = { status: 503, body: '<html>Service Unavailable</html>', contentType: 'text/html' }
    const client = await withBefore((request) => {
      seen.push(request)
      return onCreate({ kind: 'ANSWER', answer })(request)
    })
    const refused = await client.post('/orders', order())
    expect(refused).toMatchObject({ status: 503, body: answer.body })
    expect(refused.headers.get('content-type')).toContain('text/html')
    expect(accepted()).toBe(0)
    await client.get('/accounts?limit=1')
    await client.raw('GET', '/time', {})
    expect(seen.map(({ kind, isPrivate }) => [kind, isPrivate])).toEqual([
      ['create', true],
      ['accounts', true],
      ['time', false],
    ])
    expect(seen[0]).toMatchObject({ method: 'POST', path: '/api/v3/brokerage/orders', body: { side: 'BUY' } })
    expect(seen[1]?.query).toEqual({ limit: '1' })
  })

  it('breaks the connection, or never answers, without effect', async () => {
    const broken = await withBefore(onCreate({ kind: 'BREAK' }))
    await expect(broken.post('/orders', order())).rejects.toThrow()
    expect(accepted()).toBe(0)
    await venue.close()
    const hanging = await withBefore(onCreate({ kind: 'HANG' }))
    const answered = hanging.post('/orders', order()).then(
      () => 'answered',
      () => 'ended',
    )
    const waited = new Promise((resolve) => setTimeout(resolve, 150, 'waited'))
    expect(await Promise.race([answered, waited])).toBe('waited')
    expect(accepted()).toBe(0)
  })
})

describe('a fault after a request', () => {
  const withAfter = (fate: AfterFate) =>
    open((frames) => {
      const usual = faultlessSeams(frames)
      const after = (request: SeenRequest, answer: AfterFate & object) =>
        request.kind === 'create' ? fate : answer
      return {
        ...usual,
        rest: { ...usual.rest, after: (request, answer) => after(request, { kind: 'ANSWER', answer }) },
      }
    })

  it('leaves its effect: the same request again finds the order (vector 11)', async () => {
    const client = await withAfter({ kind: 'BREAK' })
    const given = order()
    await expect(client.post('/orders', given)).rejects.toThrow()
    await expect(client.post('/orders', given)).rejects.toThrow()
    expect(accepted()).toBe(1)
    const { requests } = venue.exchange.venue.ledger()
    expect(requests.map(({ outcome }) => outcome.kind)).toEqual(['ACCEPTED', 'REPEATED'])
  })

  it('makes the answer late, so that the stream tells of the order first', async () => {
    const answer = { status: 500, body: { error: 'INTERNAL' } }
    const client = await withAfter({ kind: 'ANSWER', answer, delayMs: 150 })
    const stream = await venue.userStream(client)
    let told = 0
    const posted = client.post('/orders', order()).then((late) => {
      told = stream.frames.length
      return late
    })
    expect(await posted).toMatchObject({ status: 500 })
    expect(told).toBeGreaterThan(2)
    stream.close()
  })
})

describe('a fault of an order', () => {
  it('fails it after it was acknowledged (vector 23)', async () => {
    const client = await open((frames) => ({
      ...faultlessSeams(frames),
      orders: { latencyMs: (_, __, usual) => usual, failure: () => 'TOO_MANY_OPEN_ORDERS' },
    }))
    const stream = await venue.userStream(client)
    const id = acceptedId(await client.post('/orders', order()))
    const failed = (await client.get(`/orders/historical/${id}`)).body.order
    expect(failed).toMatchObject({ status: 'FAILED', reject_reason: 'TOO_MANY_OPEN_ORDERS' })
    await stream.until(() => JSON.stringify(stream.frames).includes('"TOO_MANY_OPEN_ORDERS"'))
    expect(venue.exchange.venue.ledger().balances[0]).toMatchObject({ held: 0n })
    stream.close()
  })

  it('lets a cancel lose its race (vector 15)', async () => {
    const client = await open((frames) => ({
      ...faultlessSeams(frames),
      orders: {
        latencyMs: (step, _, usual) => (step === 'cancel' ? 60_000 : usual),
        failure: () => undefined,
      },
    }))
    const id = acceptedId(await client.post('/orders', newOrder('BUY', limitGtc('1', '100.5'))))
    const { results } = (await client.post('/orders/batch_cancel', { order_ids: [id] })).body
    expect(results[0].success).toBe(true)
    venue.market.trade('BTC-USD', '100', '9', 'BUY')
    expect((await client.get(`/orders/historical/${id}`)).body.order.status).toBe('FILLED')
  })
})

describe('a fault of sight', () => {
  it('hides an order and its fills from REST alone (vector 18)', async () => {
    let hidden = true
    const client = await open((frames) => ({
      ...faultlessSeams(frames),
      sight: { hidesOrder: () => hidden, hidesFill: () => hidden },
    }))
    const id = acceptedId(await client.post('/orders', newOrder('BUY', limitGtc('1', '101'))))
    const look = async () => [
      (await client.get(`/orders/historical/${id}`)).status,
      (await client.get('/orders/historical/batch')).body.orders.length,
      (await client.get('/orders/historical/fills')).body.fills.length,
    ]
    expect(await look()).toEqual([404, 0, 0])
    expect(venue.exchange.venue.ledger().executions).toHaveLength(1)
    hidden = false
    expect(await look()).toEqual([200, 1, 1])
  })
})

describe('a fault of frames', () => {
  const statesOf = (orders: readonly VenueOrder[] = []) => orders.map(({ status }) => status)

  it('knows the orders of a user frame; one omitted leaves no gap, one dropped does', async () => {
    const seen: SeenFrame[] = []
    let fate: 'SEND' | 'OMIT' | 'DROP' = 'SEND'
    const client = await open((frames) => ({
      ...faultlessSeams(frames),
      frames: {
        silent: false,
        fateOf: (frame) => {
          seen.push(frame)
          return frame.channel === 'user' && !frame.snapshot ? fate : 'SEND'
        },
      },
    }))
    const stream = await venue.userStream(client)
    fate = 'OMIT'
    await client.post('/orders', order())
    fate = 'DROP'
    await client.post('/orders', order())
    fate = 'SEND'
    await client.post('/orders', order())
    await stream.until(() => stream.frames.length === 4)
    expect(stream.frames.map(({ sequence_num }) => sequence_num)).toEqual([0, 1, 4, 5])
    expect(seen.slice(2).map(({ orders }) => statesOf(orders))).toEqual([
      ['PENDING'],
      ['OPEN'],
      ['PENDING'],
      ['OPEN'],
      ['PENDING'],
      ['OPEN'],
    ])
    expect(seen[0]).toMatchObject({ channel: 'user', snapshot: true, connection: 1 })
    stream.close()
  })
})
