import { expect } from 'vitest'
import { limitGtc, newOrder } from '../scripted-venue.ts'
import { eventually, type FaultCase, type FaultWorld, SOON_MS, soon } from './fault-world.ts'

const market = () => newOrder('BUY', { market_market_ioc: { base_size: '1' } })
const fills = async ({ client }: FaultWorld) => (await client.get('/orders/historical/fills')).body.fills

async function held({ client }: FaultWorld): Promise<string> {
  const { body } = await client.get('/accounts')
  return body.accounts.find(({ currency }: { currency: string }) => currency === 'USD').hold.value
}

export const lookCases = {
  'look-failed': async (world) => {
    const { faults, client } = world
    faults.force('look-failed')
    const outcome = await soon(client.get('/accounts'))
    expect(typeof outcome === 'string' ? 503 : outcome.status).toBeGreaterThanOrEqual(500)
    await world.bites('look-failed')
    expect((await client.get('/accounts')).status).toBe(200)
  },
  unauthorized: async (world) => {
    const { faults, client, ledger } = world
    faults.force('unauthorized')
    expect(await client.post('/orders', world.resting())).toMatchObject({ status: 401, body: 'Unauthorized' })
    expect(ledger.requests).toEqual([])
  },
  'rate-limited-json': async (world) => {
    const { faults, client, ledger } = world
    faults.force('rate-limited-json')
    const { status, body } = await client.post('/orders', world.resting())
    expect([status, body.errors[0].id]).toEqual([429, 'rate_limit_exceeded'])
    expect(ledger.requests).toEqual([])
  },
  'rate-limited-html': async (world) => {
    const { faults, client, ledger } = world
    faults.force('rate-limited-html')
    const { status, body } = await client.post('/orders', world.resting())
    expect([status, body]).toEqual([429, expect.stringContaining('<html>')])
    expect(ledger.requests).toEqual([])
  },
  'request-late': async (world) => {
    const { faults, client, ledger } = world
    faults.force('request-late')
    const answer = client.post('/orders', world.resting())
    expect(await soon(answer)).toBe('NO_ANSWER')
    expect(ledger.requests).toEqual([])
    expect((await answer).body.success).toBe(true)
  },
  'answer-late': async (world) => {
    const { faults, client, ledger } = world
    faults.force('answer-late')
    const answer = client.post('/orders', world.resting())
    expect(await soon(answer)).toBe('NO_ANSWER')
    await eventually(() => ledger.orders.length === 1)
    expect((await answer).body.success).toBe(true)
  },
  'answer-repeated': async (world) => {
    const { faults, client, ledger } = world
    faults.force('answer-repeated')
    expect((await client.post('/orders', world.resting())).body.success).toBe(true)
    await world.bites('answer-repeated')
    expect(ledger.orders).toHaveLength(1)
    expect((await client.get('/accounts')).body.accounts).toBeDefined()
  },
  'answer-odd': async (world) => {
    const { faults, client, ledger } = world
    faults.force('answer-odd')
    const { status, body } = await client.post('/orders', world.resting())
    expect([status, body.success, body.orders]).toEqual([200, undefined, undefined])
    expect(ledger.orders).toHaveLength(1)
  },
  'answer-cut': async (world) => {
    const { faults, client, ledger } = world
    faults.force('answer-cut')
    expect(await soon(client.post('/orders', world.resting()))).toBe('BROKEN')
    expect(ledger.orders).toHaveLength(1)
  },
  'page-short': async (world) => {
    const { faults, client } = world
    const ids = [await world.place(), await world.place(), await world.place(), await world.place()]
    ids.push(await world.place(), await world.place())
    faults.force('page-short', 1, 'list_orders')
    const path = '/orders/historical/batch?limit=100'
    const { orders, has_next, cursor } = (await client.get(path)).body
    expect(orders.length).toBeLessThan(6)
    expect(has_next).toBe(true)
    const rest = (await client.get(`${path}&cursor=${cursor}`)).body
    const all = [...orders, ...rest.orders].map(({ order_id }) => order_id)
    expect(all).toEqual(ids.reverse())
  },
  'cursor-stuck': async (world) => {
    const { faults, client } = world
    for (let n = 0; n < 4; n++) await world.place()
    faults.force('cursor-stuck')
    const page = async (cursor: string) =>
      (await client.get(`/orders/historical/batch?limit=2&cursor=${cursor}`)).body
    const first = await page('')
    expect(await page(first.cursor)).toMatchObject({ cursor: first.cursor, has_next: true })
    expect(await page(first.cursor)).toMatchObject({ cursor: '', has_next: false })
  },
  // Vector 18.
  'lookup-lagging': async (world) => {
    world.faults.force('lookup-lagging')
    const id = await world.place()
    expect((await world.client.get(`/orders/historical/${id}`)).status).toBe(404)
    expect(await world.listed()).toEqual([])
    await eventually(async () => (await world.order(id)) !== undefined)
    expect(await world.listed()).toEqual([id])
  },
  'order-hidden': async (world) => {
    const id = await world.place()
    expect(await world.listed()).toEqual([id])
    world.faults.force('order-hidden')
    expect(await world.listed()).toEqual([])
    expect(await world.order(id)).toBeUndefined()
    await eventually(async () => (await world.listed()).length === 1)
  },
  // Vector 18.
  'fill-listed-late': async (world) => {
    const stream = await world.userStream()
    world.faults.force('fill-listed-late')
    const id = await world.place(market())
    expect(stream.texts.at(-1)).toContain('"number_of_fills":"1"')
    expect(await fills(world)).toEqual([])
    expect(await world.order(id)).toMatchObject({ status: 'FILLED', number_of_fills: '1' })
    await eventually(async () => (await fills(world)).length === 1)
  },
  'balances-lagging': async (world) => {
    await new Promise((resolve) => setTimeout(resolve, SOON_MS + 50))
    await world.place(newOrder('BUY', limitGtc('1', '90')))
    world.faults.force('balances-lagging')
    expect(await held(world)).toBe('0')
    expect(Number(await held(world))).toBeGreaterThan(90)
  },
} satisfies Record<string, FaultCase>
