import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addMillis, type UnixNanos } from '@oasis/domain'
import { createVirtualScheduler } from '@oasis/runtime'
import { afterEach, describe, expect, it } from 'vitest'
import { createSimulatedExchange, createSimulator } from '../src/index.ts'
import { subscribeText, tradeIds } from './frame.ts'
import { RecordingTransport } from './recording-transport.ts'
import { StreamClient } from './stream-client.ts'

const MAIN = join(import.meta.dirname, '../src/main.ts')
const START = 1_786_309_548_000_000_000n as UnixNanos

const folders: string[] = []
const children: ChildProcess[] = []
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ots-simulator-'))
  folders.push(folder)
  return folder
}

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

async function spawnSimulator(...args: string[]) {
  const child = spawn(process.execPath, [MAIN, '--port', '0', '--history-hours', '2', ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  children.push(child)
  const [line] = await once(child.stdout, 'data')
  const ready: { ready: boolean; port: number } = JSON.parse(String(line))
  expect(ready.ready).toBe(true)
  return { child, wsUrl: `ws://127.0.0.1:${ready.port}` }
}

async function exitOf(child: ChildProcess): Promise<number | null> {
  const [code] = await once(child, 'exit')
  return code
}

/** Every BTC-USD trade that a client of the simulator sees, snapshot included, by id, up to `live` live ones. */
async function collectTrades(wsUrl: string, live: number): Promise<Map<number, string>> {
  const client = await StreamClient.open(wsUrl)
  client.send(subscribeText('market_trades', ['BTC-USD']))
  await client.until(() => tradeIds(client.frames, 'BTC-USD', 'update').length >= live)
  client.close()
  const trades = client.frames.flatMap((frame) => frame.events.flatMap((event) => event.trades ?? []))
  return new Map(trades.map((trade) => [Number(trade.trade_id), JSON.stringify(trade)]))
}

const contiguousFrom = (ids: readonly number[]) => ids.map((_, index) => (ids[0] ?? 0) + index)

describe('a restart', () => {
  it('continues trade ids without a hole after SIGKILL, twice', async () => {
    const folder = newFolder()
    const seen = new Map<number, string>()
    for (let round = 0; round < 3; round++) {
      const { child, wsUrl } = await spawnSimulator('--data-dir', folder)
      const last = Math.max(0, ...seen.keys())
      const trades = await collectTrades(wsUrl, 3)
      // The snapshot reaches back to what was seen before: the same trades under the same ids, none used anew.
      if (last > 0) expect(trades.get(last)).toBe(seen.get(last))
      for (const [id, trade] of trades) {
        expect(seen.get(id) ?? trade).toBe(trade)
        seen.set(id, trade)
      }
      child.kill('SIGKILL')
      await exitOf(child)
    }
    const all = [...seen.keys()].sort((a, b) => a - b)
    expect(all).toEqual(contiguousFrom(all))
  })

  it('continues prices, ids and candles, and fills downtime with candles', async () => {
    const folder = newFolder()
    const run = async (startAt: UnixNanos, ms: number) => {
      const scheduler = createVirtualScheduler({ startAt })
      const exchange = createSimulatedExchange({ historyHours: 3, dataDir: folder }, scheduler)
      const transport = new RecordingTransport()
      exchange.connect(transport).receive(subscribeText('market_trades', ['ETH-USD']))
      await scheduler.runUntil(addMillis(startAt, ms))
      const end = scheduler.now()
      exchange.stop()
      const seconds = Number(end / 1_000_000_000n)
      const candles = exchange.view.candles('ETH-USD', 60, seconds - 7200, seconds)
      return { end, candles, trades: exchange.view.recentTrades('ETH-USD', 100) }
    }
    const first = await run(START, 150_000)
    const second = await run(addMillis(first.end, 600_000), 10_000)
    const [lastBefore] = first.trades
    const ids = second.trades.map((trade) => Number(trade.trade_id)).reverse()
    expect(ids).toEqual(contiguousFrom(ids))
    expect(ids).toContain(Number(lastBefore?.trade_id))
    const kept = first.candles.slice(30)
    for (const candle of kept) expect(second.candles).toContainEqual(candle)
    const starts = second.candles.map((candle) => Number(candle.start))
    expect(starts).toEqual(starts.map((_, index) => (starts[0] ?? 0) + 60 * index))
    const change = Number(second.trades[0]?.price) / Number(lastBefore?.price)
    expect(Math.abs(change - 1)).toBeLessThan(0.05)
  })

  it('ignores a journal line that was cut short, and refuses a damaged state by name', async () => {
    const folder = newFolder()
    const first = await createSimulator({ port: 0, dataDir: folder, historyHours: 1 })
    const lastId = Number(first.exchange.view.lastTradeId('BTC-USD'))
    await first.stop()
    const journal = readdirSync(folder).find((name) => name.startsWith('trades-'))
    appendFileSync(join(folder, journal ?? 'trades-2.csv'), `BTC-USD,${lastId + 1},64`)
    const second = await createSimulator({ port: 0, dataDir: folder, historyHours: 1 })
    expect(Number(second.exchange.view.lastTradeId('BTC-USD'))).toBeGreaterThanOrEqual(lastId)
    await second.stop()
    writeFileSync(join(folder, 'market.json'), '{"journal":')
    await expect(createSimulator({ port: 0, dataDir: folder })).rejects.toMatchObject({
      code: 'OTS_STORE_CORRUPT',
    })
  })

  it('lets no second simulator use the same folder', async () => {
    const folder = newFolder()
    const first = await createSimulator({ port: 0, dataDir: folder, historyHours: 1 })
    await expect(createSimulator({ port: 0, dataDir: folder })).rejects.toMatchObject({
      code: 'OTS_DATA_DIR_LOCKED',
    })
    await first.stop()
  })
})

describe('the process', () => {
  it('ends within a second on SIGTERM, with connections open', async () => {
    const { child, wsUrl } = await spawnSimulator()
    const client = await StreamClient.open(wsUrl)
    client.send(subscribeText('level2', ['BTC-USD']))
    await client.until(() => client.frames.length > 0)
    const asked = performance.now()
    child.kill('SIGTERM')
    expect(await exitOf(child)).toBe(0)
    expect(performance.now() - asked).toBeLessThan(1000)
    client.close()
  })

  it('ends when its parent goes away', async () => {
    const { child } = await spawnSimulator()
    child.stdin?.end()
    expect(await exitOf(child)).toBe(0)
  })

  it('exits 2 on wrong use and says what is wrong', async () => {
    const child = spawn(process.execPath, [MAIN, '--port', 'x'], { stdio: ['ignore', 'ignore', 'pipe'] })
    children.push(child)
    const [text] = await once(child.stderr, 'data')
    expect(String(text)).toContain('port')
    expect(await exitOf(child)).toBe(2)
  })
})
