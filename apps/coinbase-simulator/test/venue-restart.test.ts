import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createSimulator } from '../src/index.ts'
import { acceptedId, limitGtc, newOrder, openScriptedVenue } from './scripted-venue.ts'
import { TradingClient } from './trading-client.ts'

const MAIN = join(import.meta.dirname, '../src/main.ts')
const folders: string[] = []
const children: ChildProcess[] = []

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ots-venue-'))
  folders.push(folder)
  return folder
}

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

async function spawnSimulator(folder: string, ...args: string[]) {
  const child = spawn(
    process.execPath,
    [MAIN, '--port', '0', '--history-hours', '1', '--data-dir', folder, ...args],
    { stdio: ['pipe', 'pipe', 'pipe'] },
  )
  children.push(child)
  const [line] = await once(child.stdout, 'data')
  const ready: { url: string; keyFile: string } = JSON.parse(String(line))
  const client = new TradingClient(ready.url, JSON.parse(readFileSync(ready.keyFile, 'utf8')))
  return { child, client, ...ready }
}

const everything = async (client: TradingClient) => ({
  orders: (await client.get('/orders/historical/batch')).body.orders,
  fills: (await client.get('/orders/historical/fills?limit=1000')).body.fills,
  accounts: (await client.get('/accounts')).body.accounts,
})

describe('a venue with a data folder', () => {
  it('knows after SIGKILL every order it has acknowledged, its fills, its holds and the key', async () => {
    const folder = newFolder()
    const first = await spawnSimulator(folder, '--balances', 'USD=50000,ETH=3')
    expect(statSync(first.keyFile).mode & 0o777).toBe(0o600)
    const acknowledged: string[] = []
    let killed = false
    const place = async (i: number): Promise<void> => {
      while (!killed) {
        // Cheap resting buys, and market sells that fill at once.
        const order =
          i % 2
            ? newOrder('SELL', { market_market_ioc: { base_size: '0.001' } }, 'ETH-USD')
            : newOrder('BUY', limitGtc('0.01', '1000'), 'ETH-USD')
        const answer = await first.client.post('/orders', order).catch(() => undefined)
        if (answer?.status === 200) acknowledged.push(acceptedId(answer))
      }
    }
    const placing = [0, 1, 2, 3].map(place)
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    first.child.kill('SIGKILL')
    killed = true
    await Promise.all(placing)
    expect(acknowledged.length).toBeGreaterThan(10)

    const second = await spawnSimulator(folder)
    expect(second.keyFile).toBe(first.keyFile)
    const { orders, fills, accounts } = await everything(second.client)
    const known = new Map(orders.map((order: { order_id: string }) => [order.order_id, order]))
    for (const id of acknowledged) expect(known.has(id)).toBe(true)
    const held = orders.reduce((sum: number, order: { status: string; outstanding_hold_amount: string }) => {
      return sum + Number(order.outstanding_hold_amount)
    }, 0)
    const [usd] = accounts.filter(({ currency }: { currency: string }) => currency === 'USD')
    expect(Number(usd.hold.value)).toBeCloseTo(held, 8)
    const sold = fills.reduce((sum: number, fill: { size: string }) => sum + Number(fill.size), 0)
    const [eth] = accounts.filter(({ currency }: { currency: string }) => currency === 'ETH')
    expect(Number(eth.available_balance.value)).toBeCloseTo(3 - sold, 8)
    // The opening balance was given once.
    const paid = fills.reduce(
      (sum: number, { size, price, commission }: Record<'size' | 'price' | 'commission', string>) =>
        sum + Number(size) * Number(price) - Number(commission),
      0,
    )
    expect(Number(usd.available_balance.value) + Number(usd.hold.value)).toBeCloseTo(50_000 + paid, 6)
  })

  it('goes on exactly where it was, and uses no id twice', async () => {
    const folder = newFolder()
    const one = await openScriptedVenue({}, { folder })
    const key = one.exchange.venue.createKey()
    const client = new TradingClient(one.url, key)
    const resting = acceptedId(await client.post('/orders', newOrder('BUY', limitGtc('2', '90'))))
    acceptedId(await client.post('/orders', newOrder('BUY', limitGtc('1', '101'))))
    const before = await everything(client)
    const ledger = { ...one.exchange.venue.ledger() }
    await one.close()

    const two = await openScriptedVenue({}, { folder })
    const again = new TradingClient(two.url, key)
    expect(await everything(again)).toEqual(before)
    expect(two.exchange.venue.ledger()).toEqual(ledger)
    two.market.trade('BTC-USD', '89', '5', 'BUY')
    const { order } = (await again.get(`/orders/historical/${resting}`)).body
    expect(order).toMatchObject({ status: 'FILLED', filled_size: '2' })
    acceptedId(await again.post('/orders', newOrder('BUY', limitGtc('1', '101'))))
    const after = await everything(again)
    for (const [list, id] of [
      [after.orders, 'order_id'],
      [after.fills, 'entry_id'],
      [after.fills, 'trade_id'],
    ] as const) {
      expect(new Set(list.map((item: Record<string, string>) => item[id])).size).toBe(list.length)
    }
    await two.close()
  })

  it('carries out what was on its way: an order not yet in the book, a cancel, an edit given up', async () => {
    const folder = newFolder()
    const slow = { orderLatencyMs: 60_000, cancelLatencyMs: 60_000, editLatencyMs: 60_000 }
    const zero = await openScriptedVenue({}, { folder })
    const key = zero.exchange.venue.createKey()
    const at = (url: string) => new TradingClient(url, key)
    const place = async (client: TradingClient, price: string) =>
      acceptedId(await client.post('/orders', newOrder('BUY', limitGtc('1', price))))
    const canceled = await place(at(zero.url), '90')
    const edited = await place(at(zero.url), '91')
    await zero.close()
    const one = await openScriptedVenue(slow, { folder })
    const pending = await place(at(one.url), '101')
    await at(one.url).post('/orders/batch_cancel', { order_ids: [canceled] })
    await at(one.url).post('/orders/edit', { order_id: edited, price: '92', size: '1' })
    await one.close()
    const two = await openScriptedVenue({}, { folder })
    const status = async (id: string) => (await at(two.url).get(`/orders/historical/${id}`)).body.order.status
    expect(await status(pending)).toBe('FILLED')
    expect(await status(canceled)).toBe('CANCELLED')
    expect(await status(edited)).toBe('OPEN')
    await two.close()
  })

  it('forgets a line that was cut short, and refuses a damaged journal by name', async () => {
    const folder = newFolder()
    const one = await openScriptedVenue({}, { folder })
    const key = one.exchange.venue.createKey()
    const id = acceptedId(
      await new TradingClient(one.url, key).post('/orders', newOrder('BUY', limitGtc('2', '90'))),
    )
    await one.close()
    const path = join(folder, 'venue.jsonl')
    appendFileSync(path, '{"userId":"cut sho')
    const two = await openScriptedVenue({}, { folder })
    const client = new TradingClient(two.url, key)
    expect((await client.get(`/orders/historical/${id}`)).status).toBe(200)
    acceptedId(await client.post('/orders', newOrder('BUY', limitGtc('2', '90'))))
    await two.close()
    const three = await openScriptedVenue({}, { folder })
    await three.close()
    writeFileSync(path, `${readFileSync(path, 'utf8')}{"userId":\n{}\n`)
    await expect(openScriptedVenue({}, { folder })).rejects.toMatchObject({ code: 'OTS_STORE_CORRUPT' })
  })
})

describe('the process', () => {
  it('takes a key file, balances and further products from its command line', async () => {
    const keyFile = join(newFolder(), 'own.json')
    const flags = ['--key-file', keyFile, '--key-algorithm', 'EdDSA', '--generated-products', '20']
    const simulator = await spawnSimulator(newFolder(), ...flags, '--balances', 'USD=7, SOL=2.5')
    expect(simulator.keyFile).toBe(keyFile)
    const { accounts } = (await simulator.client.get('/accounts?limit=250')).body
    const available = new Map<string, string>(
      accounts.map((one: { currency: string; available_balance: { value: string } }) => [
        one.currency,
        one.available_balance.value,
      ]),
    )
    expect(available.get('USD')).toBe('7')
    expect(available.get('SOL')).toBe('2.5')
    expect(available.size).toBe(25)
    const { pricebooks } = (await simulator.client.get('/best_bid_ask')).body
    expect(pricebooks).toHaveLength(24)
    for (const { bids, asks } of pricebooks) {
      expect(Number(bids[0].price)).toBeGreaterThan(0)
      expect(Number(asks[0].price)).toBeGreaterThan(Number(bids[0].price))
    }
  })
})

describe('the default key', () => {
  it('is written where it is told to be, and taken up again with nothing else kept', async () => {
    const keyFile = join(newFolder(), 'key.json')
    const options = { port: 0, historyHours: 1, keyFile, keyAlgorithm: 'EdDSA' as const }
    const one = await createSimulator(options)
    const text = readFileSync(keyFile, 'utf8')
    await one.stop()
    const two = await createSimulator(options)
    expect(readFileSync(keyFile, 'utf8')).toBe(text)
    expect((await new TradingClient(two.url, JSON.parse(text)).get('/accounts')).status).toBe(200)
    await two.stop()
  })

  it('is refused where something else is', async () => {
    const keyFile = join(newFolder(), 'key.json')
    writeFileSync(keyFile, '{"name":"x","privateKey":"nonsense"}')
    await expect(createSimulator({ port: 0, historyHours: 1, keyFile })).rejects.toMatchObject({
      code: 'OTS_USAGE',
      message: expect.stringContaining(keyFile),
    })
  })
})

describe('a venue that is stopped', () => {
  it('leaves what was on its way to the next start, and answers nothing more', async () => {
    const folder = newFolder()
    const one = await openScriptedVenue({ orderLatencyMs: 50 }, { folder })
    const key = one.exchange.venue.createKey()
    const client = new TradingClient(one.url, key)
    const id = acceptedId(await client.post('/orders', newOrder('BUY', limitGtc('1', '90'))))
    one.exchange.stop()
    await expect(client.get('/accounts')).rejects.toThrow()
    await new Promise((resolve) => setTimeout(resolve, 100))
    await one.close()
    const two = await openScriptedVenue({}, { folder })
    const { order } = (await new TradingClient(two.url, key).get(`/orders/historical/${id}`)).body
    expect(order.status).toBe('OPEN')
    await two.close()
  })
})
