import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createEmbeddedBus } from '@oasis/bus-embedded'
import { topicSpecs, topics } from '@oasis/contracts'
import { instrumentId, parsePrice } from '@oasis/domain'
import { createNoMetrics, createSilentLogger, createVirtualScheduler, seededRandom } from '@oasis/runtime'
import { createCaptureFeed, openCapture, readLines } from '@oasis/venue-coinbase'
import { beforeAll, describe, expect, it } from 'vitest'
import { createMarketConnector, marketConnectorConfigSchema } from '../src/index.ts'
import { collect } from './collected.ts'

const folder = process.env.OTS_RECORDINGS_DIR ?? join(import.meta.dirname, '../../../../shared/data')
const capturePath = join(folder, 'ws/at_2026-08-09_btc-eth_l2_trades_ticker_candles_hb.jsonl.gz')
const present = existsSync(capturePath)
if (!present) console.warn(`SKIPPED: no recording at ${capturePath}; set OTS_RECORDINGS_DIR`)

const config = marketConnectorConfigSchema.parse({ instruments: ['coinbase:BTC-USD', 'coinbase:ETH-USD'] })

/** Leaves out the n-th received frame. */
async function* without(lines: AsyncIterable<string>, n: number): AsyncGenerator<string> {
  let received = 0
  for await (const line of lines) {
    if (line.startsWith('{"t":"recv"') && received++ === n) continue
    yield line
  }
}

async function replay(omittedFrame?: number) {
  const lines = readLines(capturePath)
  const capture = await openCapture(
    capturePath,
    omittedFrame === undefined ? lines : without(lines, omittedFrame),
  )
  const scheduler = createVirtualScheduler({ startAt: capture.startedAt })
  const bus = await createEmbeddedBus({ path: ':memory:', scheduler, durability: 'process' })
  await bus.createTopics(topicSpecs(['coinbase']))
  const feed = createCaptureFeed({ capture, scheduler })
  const logger = createSilentLogger()
  const ports = { feed, reference: feed, bus, scheduler, logger, metrics: createNoMetrics() }
  const connector = createMarketConnector({ ...ports, random: seededRandom(1) }, config)
  await connector.start()
  await scheduler.runUntilSettled(feed.finished)
  const [stats, books, health] = [connector.stats(), connector.books(), connector.health()]
  await scheduler.runUntilSettled(connector.stop())
  const collected = {
    trades: await collect(bus, scheduler, topics.rawTrades('coinbase')),
    quotes: await collect(bus, scheduler, topics.rawQuotes('coinbase')),
    statuses: await collect(bus, scheduler, topics.feedStatus),
    instruments: await collect(bus, scheduler, topics.instruments),
  }
  await bus.close()
  return { stats, books, health, ...collected }
}

describe.skipIf(!present)('the recorded session', () => {
  // Replayed once: most tests look at the same session from different sides.
  let session: ReturnType<typeof replay>
  beforeAll(() => {
    session = replay()
  })

  it('comes through whole: every frame, every trade once, no gap, books that never cross', async () => {
    const { stats, books, health, trades, quotes, statuses, instruments } = await session
    expect(stats).toMatchObject({
      frames: 1_030,
      gaps: 0,
      resyncs: 0,
      malformed: 0,
      lateFrames: 0,
      lostTrades: 0,
    })
    expect(Object.fromEntries(stats.framesByChannel)).toEqual({
      l2_data: 775,
      ticker: 160,
      market_trades: 59,
      heartbeats: 25,
      candles: 6,
      subscriptions: 5,
    })
    expect(stats.trades).toEqual({ SNAPSHOT: 200, LIVE: 79, BACKFILL: 0 })
    expect(trades).toHaveLength(279)
    expect(statuses.map(({ state }) => state)).toEqual(['CONNECTED'])
    expect(health.ready).toBe(true)
    expect(instruments.map(({ symbol }) => symbol).sort()).toEqual(['BTC-USD', 'ETH-USD'])
    for (const { bestBid, bestAsk, bidLevels, askLevels } of books) {
      expect(bestBid?.price).toBeLessThan(bestAsk?.price ?? 0n)
      expect(Math.min(bidLevels, askLevels)).toBeGreaterThan(5_000)
    }
    expect(
      quotes.every(({ state, bids, asks }) => state === 'LIVE' && bids.length === 25 && asks.length === 25),
    ).toBe(true)
    // 24 s of two instruments, at most every 50 ms.
    expect(quotes.length).toBeGreaterThan(200)
    expect(quotes.length).toBeLessThan((24_300 / 50) * 2)
  })

  it('gives each instrument its trades oldest first', async () => {
    const { trades } = await session
    for (const id of config.instruments) {
      const ids = trades.filter((trade) => trade.instrumentId === id).map((trade) => Number(trade.tradeId))
      expect(ids).toEqual([...ids].sort((a, b) => a - b))
      expect(new Set(ids).size).toBe(ids.length)
    }
  })

  it('stays quarantined to its end when a frame is missing, for a recording cannot send a book again', async () => {
    const { stats, books, quotes, statuses } = await replay(400)
    expect(stats).toMatchObject({ frames: 1_029, gaps: 1, resyncs: 0 })
    expect(statuses.map(({ state }) => state)).toEqual(['CONNECTED', 'GAP'])
    expect(statuses[1]?.detail).toBe('sequence 401 after 399')
    for (const book of books)
      expect(book).toMatchObject({ phase: 'QUARANTINED', bestBid: undefined, bidLevels: 0 })
    for (const id of config.instruments) {
      const states = quotes.filter((quote) => quote.instrumentId === id).map(({ state }) => state)
      expect(states.indexOf('QUARANTINED')).toBe(states.length - 1)
    }
  })

  it('ends with the same books when replayed again', async () => {
    expect((await replay()).books).toEqual((await session).books)
  })

  it('quotes the first snapshot at once, and prices exactly as recorded', async () => {
    const { quotes } = await session
    const first = quotes.find((quote) => quote.instrumentId === instrumentId('coinbase:BTC-USD'))
    expect(first?.sequence).toBe(13)
    expect(parsePrice(first?.bids[0]?.price ?? '')).toBe(parsePrice('65083.66'))
    expect(first?.bids[0]?.size).toBe('0.20371215')
  })
})
