import { expect } from 'vitest'
import { BY_HAND } from '../../src/index.ts'
import { newOrder } from '../scripted-venue.ts'
import { eventually, type FaultCase, soon } from './fault-world.ts'

export const episodeCases = {
  unreachable: async (world) => {
    const stream = await world.userStream()
    world.provoke('unreachable')
    expect(stream.closedWith).toBe(1006)
    expect(await soon(world.client.post('/orders', world.resting()))).toBe('BROKEN')
    const { transport } = world.marketStream()
    expect(transport.closedWith).toBe(1006)
    await eventually(async () => typeof (await soon(world.client.get('/accounts'))) === 'object')
    expect(world.ledger.requests).toEqual([])
  },
  'stream-silent': async (world) => {
    const stream = await world.userStream()
    world.provoke('stream-silent', { forMs: 100 })
    await world.place()
    expect(stream.texts).toHaveLength(2)
    expect(stream.closedWith).toBeUndefined()
    await new Promise((resolve) => setTimeout(resolve, 120))
    await world.place()
    expect(stream.frames.map(({ sequence_num }) => sequence_num)).toEqual([0, 1, 4, 5])
  },
  'stream-closed': async (world) => {
    const stream = await world.userStream()
    world.provoke('stream-closed', { code: 1012 })
    expect(stream.closedWith).toBe(1012)
  },
  'stream-broken': async (world) => {
    const stream = await world.userStream()
    world.provoke('stream-broken')
    expect(stream.closedWith).toBe(1006)
  },
  'clock-skewed': async (world) => {
    const told = async () => Number((await world.client.get('/time')).body.epochMillis) - Date.now()
    world.provoke('clock-skewed', { skewMs: 60_000, forMs: 60_000 })
    expect(Math.round((await told()) / 10_000)).toBe(6)
    expect((await world.client.get('/accounts')).status).toBe(200)
    world.faults.heal()
    expect(Math.abs(await told())).toBeLessThan(10_000)
  },
  maintenance: async (world) => {
    const flags = async () => (await world.client.get('/products/BTC-USD')).body
    expect(await flags()).toMatchObject({ cancel_only: false })
    const id = await world.place()
    world.provoke('maintenance', { productId: 'BTC-USD', flag: 'cancel_only' })
    expect(await flags()).toMatchObject({ cancel_only: true })
    expect((await world.client.post('/orders', world.resting())).body.success).toBe(false)
    expect((await world.cancel(id)).body.results[0].success).toBe(true)
    await eventually(async () => (await flags()).cancel_only === false)
    await world.place()
  },
  'manual-trade': async (world) => {
    const stream = await world.userStream()
    world.provoke('manual-trade')
    expect(world.ledger.orders).toMatchObject([{ keyName: BY_HAND, status: 'FILLED' }])
    expect(stream.texts.at(-1)).toContain('"status":"FILLED"')
    expect(await world.listed()).toEqual([world.ledger.orders[0]?.venueOrderId])
  },
  'external-order': async (world) => {
    world.provoke('external-order')
    const [order] = world.ledger.orders
    expect(order).toMatchObject({ keyName: BY_HAND, terms: { type: 'LIMIT' } })
    expect(await world.listed()).toEqual([order?.venueOrderId])
  },
  'external-cancel': async (world) => {
    const stream = await world.userStream()
    const id = await world.place()
    world.provoke('external-cancel')
    expect((await world.order(id)).status).toBe('CANCELLED')
    expect(stream.texts.at(-1)).toContain('"cancel_reason":"Cancelled by hand"')
  },
  deposit: async (world) => {
    world.provoke('deposit')
    const change = world.ledger.transfers.at(-1)
    expect(change?.reason).toBe('DEPOSIT')
    expect(change?.amount).toBeGreaterThan(0n)
    const { accounts } = (await world.client.get('/accounts')).body
    const shown = accounts.find(({ currency }: { currency: string }) => currency === change?.currency)
    expect(Number(shown.available_balance.value)).toBeGreaterThan(change?.currency === 'USD' ? 10_000 : 10)
  },
  withdrawal: async (world) => {
    world.provoke('withdrawal')
    expect(world.ledger.transfers.at(-1)?.reason).toBe('WITHDRAWAL')
    expect(world.ledger.transfers.at(-1)?.amount).toBeLessThan(0n)
  },
  'fill-reversed': async (world) => {
    const balance = () => world.ledger.balances.map(({ currency, total }) => `${currency} ${total}`)
    const before = balance()
    const id = await world.place(newOrder('BUY', { market_market_ioc: { base_size: '1' } }))
    world.provoke('fill-reversed')
    const { fills } = (await world.client.get('/orders/historical/fills')).body
    expect(fills).toMatchObject([
      { trade_type: 'REVERSAL', order_id: id, size: '1', price: '101' },
      { trade_type: 'FILL', order_id: id, size: '1', price: '101' },
    ])
    expect(fills[0].entry_id).not.toBe(fills[1].entry_id)
    expect(await world.order(id)).toMatchObject({ status: 'FILLED', filled_size: '0', total_fees: '0' })
    expect(balance()).toEqual(before)
    const { accounts } = (await world.client.get('/accounts')).body
    expect(accounts.map((one: { available_balance: object }) => one.available_balance)).toEqual(
      expect.arrayContaining([
        { currency: 'USD', value: '10000' },
        { currency: 'BTC', value: '10' },
      ]),
    )
  },
} satisfies Record<string, FaultCase>
