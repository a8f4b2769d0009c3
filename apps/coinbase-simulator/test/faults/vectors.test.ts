/** Vectors of the reference, section 5.1, that are about misbehaviour. Each kind by itself is in each-kind.test.ts. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { newOrder } from '../scripted-venue.ts'
import { eventually, FaultWorld, soon } from './fault-world.ts'

let world: FaultWorld
afterEach(() => world.close())

const market = () => newOrder('BUY', { market_market_ioc: { base_size: '1' } })

describe('vector 6', () => {
  it('a frame dropped, one doubled, two swapped, a stale socket, a close mid-snapshot: one counter shows each', async () => {
    world = await FaultWorld.open()
    const { transport, subscribe } = world.marketStream()
    const numbers = () => transport.texts.map((text) => Number(/"sequence_num":(\d+)/.exec(text)?.[1]))
    world.faults.dropNextFrame(1, 'ticker')
    subscribe('ticker')
    world.faults.duplicateNext(1, 'ticker')
    subscribe('ticker')
    world.faults.swapNext(1, 'ticker')
    subscribe('ticker')
    expect(numbers()).toEqual([1, 2, 2, 3, 5, 4])
    world.faults.silence(60_000)
    subscribe('ticker')
    world.faults.clear()
    subscribe('ticker')
    expect(numbers().slice(6)).toEqual([8, 9])
    expect(transport.closedWith).toBeUndefined()
    world.faults.cutSnapshot()
    subscribe('level2')
    expect(transport.closedWith).toBe(1006)
    expect(world.faults.counts).toMatchObject({
      'frame-dropped': 1,
      'frame-duplicated': 1,
      'frame-swapped': 1,
      'stream-silent': 1,
      'snapshot-cut': 1,
    })
  })
})

describe('vector 11', () => {
  it.each(['submit-answer-lost', 'submit-answer-broken', 'submit-error-after', 'submit-taken-late'] as const)(
    'after %s the same request again finds the one order',
    async (kind) => {
      world = await FaultWorld.open()
      world.faults.force(kind)
      const order = world.resting()
      await soon(world.client.post('/orders', order))
      await eventually(() => world.faults.counts[kind] === 1)
      const again = await world.client.post('/orders', order)
      expect(again.body.success_response.order_id).toBe(world.ledger.orders[0]?.venueOrderId)
      expect(world.ledger.orders).toHaveLength(1)
      expect(world.ledger.requests.map(({ outcome }) => outcome.kind)).toEqual(['ACCEPTED', 'REPEATED'])
    },
  )
})

describe('vector 15', () => {
  it('a cancel is taken, CANCEL_QUEUED, and the order FILLED', async () => {
    world = await FaultWorld.open()
    const stream = await world.userStream()
    const seen = new Set<string>()
    // Half or all of the order fills: until one has filled whole.
    for (let tries = 0; !seen.has('FILLED') && tries < 40; tries++) {
      world.faults.force('cancel-raced')
      const id = await world.place()
      expect((await world.cancel(id)).body.results[0].success).toBe(true)
      seen.add((await world.order(id)).status)
    }
    expect(stream.texts.some((text) => text.includes('"CANCEL_QUEUED"'))).toBe(true)
    expect([...seen]).toContain('FILLED')
    expect(world.ledger.executions.length).toBe(world.faults.counts['cancel-raced'])
  })
})

describe('vector 18', () => {
  it('the stream tells of a fill that the list gets later; the order itself is a 404 at first', async () => {
    world = await FaultWorld.open()
    const stream = await world.userStream()
    world.faults.force('lookup-lagging')
    world.faults.force('fill-listed-late')
    const id = await world.place(market())
    expect(stream.texts.at(-1)).toContain('"status":"FILLED"')
    expect((await world.client.get(`/orders/historical/${id}`)).status).toBe(404)
    const fills = async () => (await world.client.get(`/orders/historical/fills?order_ids=${id}`)).body.fills
    expect(await fills()).toEqual([])
    await eventually(async () => (await fills()).length === 1)
    expect((await world.order(id)).status).toBe('FILLED')
  })
})

describe('vector 20', () => {
  it('401 in text, 403 for scopes, 404, 429 in JSON and HTML, 503: none of them leaves an order', async () => {
    world = await FaultWorld.open()
    const { client, faults } = world
    const post = () => client.post('/orders', world.resting())
    faults.force('unauthorized')
    expect(await post()).toMatchObject({ status: 401, body: 'Unauthorized' })
    const viewer = world.venue.client({ permissions: ['view'] })
    expect(await viewer.post('/orders', world.resting())).toMatchObject({
      status: 403,
      body: { error_details: 'Missing required scopes' },
    })
    expect(await client.get('/orders/historical/none')).toMatchObject({
      status: 404,
      body: { error: 'unknown' },
    })
    faults.force('rate-limited-json')
    expect((await post()).body.errors[0].id).toBe('rate_limit_exceeded')
    faults.force('rate-limited-html')
    const page = await post()
    expect([page.status, page.headers.get('content-type')]).toEqual([
      429,
      expect.stringContaining('text/html'),
    ])
    const seen = new Set<string>()
    for (let tries = 0; tries < 40; tries++) {
      faults.force('submit-error-before')
      const { status, headers } = await post()
      seen.add(`${status} ${headers.get('content-type')?.split(';')[0]}`)
    }
    expect([...seen]).toEqual(expect.arrayContaining(['503 application/json', '503 text/html']))
    expect(world.ledger.orders).toEqual([])
  })
})

describe('vector 23', () => {
  it('an order is acknowledged, then FAILED with each of the reasons, and holds nothing', async () => {
    world = await FaultWorld.open()
    const reasons = new Set<string>()
    for (let tries = 0; reasons.size < 4 && tries < 60; tries++) {
      world.faults.force('order-failed')
      const id = await world.place()
      const { status, reject_reason } = await world.order(id)
      expect(status).toBe('FAILED')
      reasons.add(reject_reason)
    }
    expect([...reasons].sort()).toEqual([
      'HOLD_FAILURE',
      'RATE_LIMIT_EXCEEDED',
      'REJECT_REASON_INSUFFICIENT_FUNDS',
      'TOO_MANY_OPEN_ORDERS',
    ])
    expect(world.ledger.balances.every(({ held }) => held === 0n)).toBe(true)
  })
})

describe('an answer held back for a fill', () => {
  it('is counted only where the stream told of one: not of an order that rests', async () => {
    world = await FaultWorld.open()
    world.faults.force('fill-early')
    await world.place()
    expect(world.faults.counts['fill-early']).toBe(0)
  })
})

describe('a fill that was taken back', () => {
  it('stays so over a restart, is never taken back twice, and leaves the ledger explained', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ots-reversal-'))
    world = await FaultWorld.open({}, folder)
    await world.place(market())
    expect(world.faults.provoke('fill-reversed')).toBe(true)
    for (let tries = 0; tries < 10; tries++) expect(world.faults.provoke('fill-reversed')).toBe(false)
    const { executions, balances, orders } = world.ledger
    const accounts = async () => (await world.client.get('/accounts')).body.accounts
    const before = await accounts()
    await world.close()
    world = await FaultWorld.open({}, folder)
    expect(world.ledger).toMatchObject({ executions, balances, orders })
    expect(executions.map(({ kind, reverses }) => [kind, reverses])).toEqual([
      ['FILL', undefined],
      ['REVERSAL', executions[0]?.executionId],
    ])
    expect(await accounts()).toEqual(before)
    rmSync(folder, { recursive: true })
  })
})
