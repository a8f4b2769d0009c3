import { currency, parseMoney } from '@oasis/domain'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LedgerExecution, VenueLedger } from '../src/ledger/venue-ledger.ts'
import { decodeExact } from '../src/source/exact-json.ts'
import { limitGtc, newOrder, openScriptedVenue, type ScriptedVenue } from './scripted-venue.ts'
import type { TradingClient } from './trading-client.ts'

let venue: ScriptedVenue
beforeAll(async () => {
  venue = await openScriptedVenue({ cancelLatencyMs: 5, orderLatencyMs: 2, editLatencyMs: 5 })
})
afterAll(() => venue.close())

type Step =
  | { readonly kind: 'CREATE'; readonly side: 'BUY' | 'SELL'; readonly size: number; readonly price: number }
  | { readonly kind: 'MARKET'; readonly side: 'BUY' | 'SELL'; readonly size: number }
  | { readonly kind: 'QUOTE'; readonly amount: number }
  | { readonly kind: 'CANCEL' | 'EDIT' | 'REPEAT'; readonly which: number; readonly price: number }
  | { readonly kind: 'TRADE'; readonly price: number; readonly size: number; readonly maker: 'BUY' | 'SELL' }
  | { readonly kind: 'TRANSFER'; readonly amount: number }

const side = fc.constantFrom('BUY' as const, 'SELL' as const)
const price = fc.integer({ min: 9_500, max: 10_600 })
const size = fc.integer({ min: 100, max: 30_000 })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('CREATE' as const), side, size, price }) },
  fc.record({ kind: fc.constant('MARKET' as const), side, size }),
  fc.record({ kind: fc.constant('QUOTE' as const), amount: fc.integer({ min: 1, max: 500 }) }),
  fc.record({ kind: fc.constantFrom('CANCEL', 'EDIT', 'REPEAT'), which: fc.nat(30), price }),
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('TRADE' as const), price, size, maker: side }) },
  fc.record({ kind: fc.constant('TRANSFER' as const), amount: fc.integer({ min: 1, max: 50 }) }),
)

const text = (cents: number): string => (cents / 100).toFixed(2)
const lots = (units: number): string => (units / 10_000).toFixed(4)

async function play(client: TradingClient, name: string, steps: readonly Step[]): Promise<void> {
  const orders: ReturnType<typeof newOrder>[] = []
  const ids: string[] = []
  const post = async (order: ReturnType<typeof newOrder>): Promise<void> => {
    orders.push(order)
    const { body } = await client.post('/orders', order)
    if (body.success) ids.push(body.success_response.order_id)
  }
  for (const one of steps) {
    switch (one.kind) {
      case 'CREATE':
        await post(newOrder(one.side, limitGtc(lots(one.size), text(one.price))))
        break
      case 'MARKET':
        await post(newOrder(one.side, { market_market_ioc: { base_size: lots(one.size) } }))
        break
      case 'QUOTE':
        await post(newOrder('BUY', { market_market_ioc: { quote_size: String(one.amount) } }))
        break
      case 'CANCEL':
        await client.post('/orders/batch_cancel', { order_ids: [ids[one.which % ids.length] ?? 'none'] })
        break
      case 'EDIT':
        await client.post('/orders/edit', {
          order_id: ids[one.which % ids.length] ?? 'none',
          price: text(one.price),
          size: '1.5',
        })
        break
      case 'REPEAT': {
        const order = orders[one.which % orders.length]
        if (order) await client.post('/orders', order)
        break
      }
      case 'TRADE':
        venue.market.trade('BTC-USD', text(one.price), lots(one.size), one.maker)
        break
      case 'TRANSFER':
        venue.exchange.venue.transfer(
          venue.exchange.venue.member(name),
          currency('USD'),
          parseMoney(String(one.amount)),
        )
    }
  }
  // What is on its way arrives.
  await new Promise((resolve) => setTimeout(resolve, 15))
}

const sumOf = (executions: readonly LedgerExecution[], id: string): bigint =>
  executions
    .filter(({ venueOrderId }) => venueOrderId === id)
    .reduce((sum, { quantity }) => sum + quantity, 0n)

describe('the ledger', () => {
  it('agrees with accounts, orders and fills as clients see them, whatever is done', async () => {
    let run = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
        const name = `user-${++run}`
        const balances = { USD: parseMoney('20000'), BTC: parseMoney('20') }
        venue.exchange.venue.addUser({ name, balances })
        const client = venue.client({ user: name })
        await play(client, name, steps)
        const ledger: VenueLedger = venue.exchange.venue.ledger(name)
        const { body } = await client.get('/accounts')
        for (const { currency, total, held } of ledger.balances) {
          const shown = body.accounts.find((one: { currency: string }) => one.currency === currency)
          const wei = (value: string): bigint => {
            const [whole = '0', fraction = ''] = value.split('.')
            return BigInt(whole + fraction.padEnd(18, '0'))
          }
          expect(wei(shown.hold.value)).toBe(held)
          expect(wei(shown.available_balance.value)).toBe(total - held)
          expect(held >= 0n && total >= held).toBe(true)
        }
        for (const order of ledger.orders) {
          expect(order.filled).toBe(sumOf(ledger.executions, order.venueOrderId))
          expect(order.filled <= order.quantity).toBe(true)
        }
        const clientIds = ledger.orders.map(({ clientOrderId }) => clientOrderId)
        expect(new Set(clientIds).size).toBe(clientIds.length)
        const listed = (await client.get('/orders/historical/batch')).body.orders
        expect(listed.map((one: { order_id: string }) => one.order_id).reverse()).toEqual(
          ledger.orders.map(({ venueOrderId }) => venueOrderId),
        )
        const fills = (await client.get('/orders/historical/fills?limit=1000')).body.fills
        expect(fills.map((one: { entry_id: string }) => one.entry_id).reverse()).toEqual(
          ledger.executions.map(({ executionId }) => executionId),
        )
        expect(ledger.requests.filter(({ outcome }) => outcome.kind === 'ACCEPTED')).toHaveLength(
          ledger.orders.length,
        )
        expect(ledger.exposures.filter(({ cause }) => cause === 'ACCEPTED')).toHaveLength(
          ledger.orders.length,
        )
      }),
      { numRuns: 25 },
    )
  }, 60_000)

  it('states the exposure right after an order was accepted, before it could fill', async () => {
    venue.exchange.venue.addUser({
      name: 'exposed',
      balances: { USD: parseMoney('1000'), BTC: parseMoney('2') },
    })
    const client = venue.client({ user: 'exposed' })
    await client.post('/orders', newOrder('BUY', limitGtc('3', '101')))
    await expect.poll(() => venue.exchange.venue.ledger('exposed').executions.length).toBe(1)
    const { exposures } = venue.exchange.venue.ledger('exposed')
    const unit = 10n ** 12n
    expect(exposures.map(({ cause }) => cause)).toEqual(['TRANSFER', 'ACCEPTED', 'FILLED'])
    expect(exposures[1]).toMatchObject({
      instrumentId: 'coinbase:BTC-USD',
      bid: 100n * unit,
      ask: 101n * unit,
      position: 2n * unit,
      tradedPosition: 0n,
      openBuys: 3n * unit,
      openBuyNotional: 303n * 10n ** 18n,
      openOrders: 1,
      openOrdersOfAll: 1,
    })
    expect(exposures[2]).toMatchObject({
      position: 3n * unit,
      tradedPosition: unit,
      openBuys: 2n * unit,
    })
  })

  it('is read over HTTP, exactly, by this machine alone', async () => {
    const response = await fetch(`${venue.url}/simulator/ledger?user=exposed`)
    const ledger = decodeExact(await response.text())
    expect(ledger).toEqual(
      JSON.parse(
        JSON.stringify(venue.exchange.venue.ledger('exposed'), (_, v) =>
          typeof v === 'bigint' ? `big ${v}` : v,
        ),
        (_, v) => (typeof v === 'string' && v.startsWith('big ') ? BigInt(v.slice(4)) : v),
      ),
    )
    const page = await fetch(`${venue.url}/simulator/ledger`, { headers: { origin: 'https://x.example' } })
    expect(page.status).toBe(403)
    expect((await fetch(`${venue.url}/simulator/ledger?user=nobody`)).status).toBe(400)
  })
})

describe('the admin API', () => {
  const post = async (path: string, body: object) => {
    const response = await fetch(`${venue.url}/simulator/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return { status: response.status, body: await response.json() }
  }

  it('makes users with balances, keys for them, transfers, and flags', async () => {
    const user = await post('users', { name: 'api', balances: { USD: '12.5' }, makerFeeRate: '0.001' })
    expect(user.body).toMatchObject({ name: 'api', portfolio_id: expect.any(String), keys: [] })
    const key = await post('keys', { user: 'api', algorithm: 'EdDSA', permissions: ['view'] })
    expect(key.body).toMatchObject({ id: expect.any(String), privateKey: expect.any(String) })
    expect((await post('transfers', { user: 'api', currency: 'USD', amount: '-2.5' })).status).toBe(200)
    expect(await post('transfers', { user: 'api', currency: 'USD', amount: '-20' })).toMatchObject({
      status: 400,
      body: { error: expect.stringContaining('USD') },
    })
    expect(venue.exchange.venue.ledger('api')).toMatchObject({
      transfers: [{ reason: 'OPENING' }, { reason: 'WITHDRAWAL' }],
      balances: [{ currency: 'USD', total: parseMoney('10') }],
    })
    expect((await post('products', { product_id: 'ETH-USD', flags: { limit_only: true } })).status).toBe(200)
    expect((await post('products', { product_id: 'NOPE', flags: {} })).status).toBe(400)
    expect((await post('keys', { algorithm: 'HS256' })).status).toBe(400)
    const response = await fetch(`${venue.url}/simulator/users`)
    const { users }: { users: { name: string; keys: object[] }[] } = JSON.parse(await response.text())
    expect(users.find(({ name }) => name === 'api')?.keys).toHaveLength(1)
  })
})
