import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseQuantity, type UnixNanos } from '@oasis/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSimulator } from '../src/index.ts'
import { tradableProducts } from '../src/orders/catalogue.ts'
import { captureLines } from './capture-lines.ts'
import { subscribeText } from './frame.ts'
import { ScriptedMarket } from './scripted-market.ts'
import { acceptedId, limitGtc, newOrder } from './scripted-venue.ts'
import { StreamClient } from './stream-client.ts'
import { TradingClient } from './trading-client.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ots-capture-'))
  // Larger trades than recorded, so that they reach beyond the queue.
  const lines = captureLines().map((line) => line.replaceAll('\\"size\\":\\"0.5\\"', '\\"size\\":\\"5\\"'))
  writeFileSync(join(folder, 'small.jsonl'), lines.join('\n'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('trading on a replayed capture', () => {
  it('walks its book, and fills what rests by its trades', async () => {
    const simulator = await createSimulator({
      port: 0,
      capture: join(folder, 'small.jsonl'),
      captureDelayMs: 100,
      orderLatencyMs: 0,
      balances: { USD: '1000', BTC: '1' },
    })
    const client = new TradingClient(simulator.url, simulator.venue.createKey())
    const place = async (side: 'BUY' | 'SELL', configuration: object) =>
      acceptedId(await client.post('/orders', newOrder(side, configuration)))
    const taken = await place('BUY', { market_market_ioc: { base_size: '1.5' } })
    const { fills } = (await client.get(`/orders/historical/fills?order_ids=${taken}`)).body
    expect(fills.map(({ price, size }: Record<string, string>) => [price, size])).toEqual([
      ['102', '0.5'],
      ['100.01', '1'],
    ])
    const resting = await place('SELL', limitGtc('0.2', '100.01'))
    const order = async () => (await client.get(`/orders/historical/${resting}`)).body.order
    expect((await order()).status).toBe('OPEN')
    const stream = await StreamClient.open(simulator.wsUrl)
    stream.send(subscribeText('market_trades', ['BTC-USD']))
    await expect.poll(async () => (await order()).status, { timeout: 5_000 }).toBe('FILLED')
    stream.close()
    await simulator.stop()
  })
})

describe('a product that can be traded', () => {
  it('has bounds within what an amount holds: maxima down, minima up', () => {
    const { view } = new ScriptedMarket(['BTC-USD'], () => 0n as UnixNanos).source
    const body = {
      product_id: 'BTC-USD',
      price_increment: '0.01',
      base_increment: '0.0001',
      base_min_size: '0.00010000000000001',
      base_max_size: '100.00009999999999999',
    }
    const products = tradableProducts({ ...view, products: () => [body] }, 0n as UnixNanos)
    expect(products.get('BTC-USD')?.instrument).toMatchObject({
      minQuantity: parseQuantity('0.0002'),
      maxQuantity: parseQuantity('100'),
      status: 'TRADING',
    })
  })

  it('has market data, and is spot', () => {
    const { view } = new ScriptedMarket(['BTC-USD'], () => 0n as UnixNanos).source
    const bodies = [{ product_id: 'NOPE-USD' }, { product_id: 'BTC-USD', product_type: 'FUTURE' }]
    expect(tradableProducts({ ...view, products: () => bodies }, 0n as UnixNanos).size).toBe(0)
  })
})
