/** Candles over restarts, failures, and with what the venue tells. */
import { createEmbeddedBus } from '@oasis/bus-embedded'
import { topicSpecs } from '@oasis/contracts'
import { addMillis, parsePrice, parseQuantity, type Trade, type UnixNanos } from '@oasis/domain'
import type { CandleQuery, CandleSource, ReadModelStore, ReadModelWrite, StoredCandle } from '@oasis/ports'
import { createNoMetrics, createSilentLogger, createVirtualScheduler } from '@oasis/runtime'
import { openReadModelStore } from '@oasis/store-sql'
import { TEST_TIME } from '@oasis/testkit'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { CandleWindow } from '../src/core/candle-window.ts'
import { HOUR, MINUTE, startOf } from '../src/core/candles.ts'
import { CandleKeeper } from '../src/projections/candle-keeper.ts'
import { BTC, publishTrades, tradeAt } from './market-world.ts'

const START = startOf(TEST_TIME, HOUR)
const minute = (n: number, seconds = 0) =>
  (START + BigInt(n) * MINUTE + BigInt(seconds) * 1_000_000_000n) as UnixNanos

async function setUp(now: UnixNanos) {
  const scheduler = createVirtualScheduler({ startAt: now })
  const logger = createSilentLogger()
  const real = await openReadModelStore({ path: ':memory:', durability: 'process' })
  const bus = await createEmbeddedBus({ path: ':memory:', durability: 'process', scheduler, logger })
  await bus.createTopics(topicSpecs(['coinbase']))
  let isAway = false
  const store: Pick<ReadModelStore, 'load' | 'commit' | 'candles'> = {
    load: () => real.load(),
    candles: (query) => real.candles(query),
    commit: async (write: ReadModelWrite) => {
      if (isAway) throw new Error('the store is away')
      await real.commit(write)
    },
  }
  onTestFinished(async () => {
    await bus.close()
    await real.close()
  })
  const open = async (candles?: CandleSource) => {
    const keeper = new CandleKeeper({
      ...{ bus, store, candles, scheduler, logger, instruments: [BTC], metrics: createNoMetrics() },
    })
    await scheduler.runUntilSettled(keeper.start())
    return keeper
  }
  const pass = (ms: number) => scheduler.runUntil(addMillis(scheduler.now(), ms))
  const stored = async (resolution: '1m' | '1h' = '1m') =>
    (await real.candles({ instrumentId: BTC, resolution, limit: 10_000 })).toReversed()
  const setAway = (away: boolean) => {
    isAway = away
  }
  const trade = (...trades: readonly Trade[]) => scheduler.runUntilSettled(publishTrades(bus, ...trades))
  const stop = (keeper: CandleKeeper) => scheduler.runUntilSettled(keeper.stop())
  return { trade, stop, open, pass, stored, setAway }
}

const volumes = (candles: readonly StoredCandle[]) => candles.map(({ volume }) => Number(volume) / 1e12)

test('a restart counts each trade once, whatever was written before it', async () => {
  const { trade, stop, open, pass, stored } = await setUp(minute(0))
  const first = await open()
  await trade(tradeAt(1, minute(0, 1), '10'), tradeAt(2, minute(0, 2), '12'))
  await pass(5_000)
  await trade(tradeAt(3, minute(0, 6), '9'))
  await pass(100)
  // It is killed here: what was not written is read again.
  const second = await open()
  await trade(tradeAt(4, minute(0, 7), '11'))
  await pass(5_000)
  expect(volumes(await stored())).toEqual([2])
  expect((await stored())[0]).toMatchObject({
    ...{ open: parsePrice('10'), high: parsePrice('12'), low: parsePrice('9'), close: parsePrice('11') },
  })
  await stop(second)
  const third = await open()
  await pass(5_000)
  expect(volumes(await stored())).toEqual([2])
  expect(volumes(await stored('1h'))).toEqual([2])
  await stop(third)
  await stop(first)
})

test('while the store is away nothing is lost', async () => {
  const { trade, stop, open, pass, stored, setAway } = await setUp(minute(0))
  const keeper = await open()
  setAway(true)
  await trade(tradeAt(1, minute(0, 1), '10'), tradeAt(2, minute(1, 1), '11'))
  await pass(10_000)
  expect(await stored()).toEqual([])
  setAway(false)
  await trade(tradeAt(3, minute(1, 2), '12'))
  await pass(5_000)
  expect(volumes(await stored())).toEqual([0.5, 1])
  expect(volumes(await stored('1h'))).toEqual([1.5])
  await stop(keeper)
})

test('what comes until it stops is written, and nothing is written after that', async () => {
  const { trade, stop, open, pass, stored } = await setUp(minute(0))
  const keeper = await open()
  await trade(tradeAt(1, minute(0, 1), '10'))
  await stop(keeper)
  expect(volumes(await stored())).toEqual([0.5])
  await trade(tradeAt(2, minute(0, 2), '10'))
  await pass(10_000)
  expect(volumes(await stored())).toEqual([0.5])
})

/** A venue that has a candle for each span, ten in all of it. */
function venue() {
  const asked: CandleQuery[] = []
  let isAway = false
  const source: CandleSource = {
    candles: async (query) => {
      asked.push(query)
      if (isAway) throw new Error('the venue is away')
      const span = BigInt(query.intervalSeconds) * 1_000_000_000n
      const count = Number((query.to - query.from + span - 1n) / span)
      const price = parsePrice('5')
      return Array.from({ length: count }, (_, i) => ({
        openTime: (query.from + BigInt(i) * span) as UnixNanos,
        ...{ open: price, high: price, low: price, close: price, volume: parseQuantity('10') },
      }))
    },
  }
  const setAway = (away: boolean) => {
    isAway = away
  }
  return { source, asked, setAway }
}

test('the time before is told by the venue; the minute of the start is made whole later', async () => {
  const { trade, stop, open, pass, stored } = await setUp(minute(30, 20))
  const { source } = venue()
  const keeper = await open(source)
  await trade(tradeAt(1, minute(30, 21), '7'))
  await pass(3_000)
  const before = await stored()
  expect(before).toHaveLength(24 * 60 + 1)
  expect(before.at(-1)).toMatchObject({ origin: 'TRADES', volume: parseQuantity('0.5') })
  expect(before.at(-2)).toMatchObject({ origin: 'VENUE', openTime: minute(29) })
  // Sixty days of hours, and the one that is not over, of its minutes.
  const hours = await stored('1h')
  expect(hours).toHaveLength(60 * 24 + 1)
  expect(volumes(hours).slice(-2)).toEqual([600, 30 * 10 + 0.5])
  await pass(95_000)
  expect((await stored()).find(({ openTime }) => openTime === minute(30))).toMatchObject({
    ...{ origin: 'VENUE', volume: parseQuantity('10') },
  })
  // A trade of that minute that comes now is in it already.
  await trade(tradeAt(2, minute(30, 50), '7', { origin: 'BACKFILL' }))
  await pass(5_000)
  expect(volumes(await stored('1h')).at(-1)).toBe(31 * 10)
  await stop(keeper)
})

test('a venue that does not answer is asked again, and keeps nobody waiting', async () => {
  const { trade, stop, open, pass, stored } = await setUp(minute(30))
  const { source, setAway, asked } = venue()
  setAway(true)
  const keeper = await open(source)
  await trade(tradeAt(1, minute(30, 1), '7'))
  await pass(5_000)
  expect(await stored()).toHaveLength(1)
  setAway(false)
  await pass(60_000)
  expect((await stored()).length).toBeGreaterThan(1_000)
  const before = asked.length
  await pass(3_600_000)
  expect(asked.length - before).toBeLessThan(20)
  await stop(keeper)
})

const anyTrades = fc.array(
  fc.record({ second: fc.nat(3 * 3_600), price: fc.integer({ min: 1, max: 99 }), writes: fc.boolean() }),
  { maxLength: 80 },
)

test('minutes and hours are those of all trades, in whatever order they come and are written', () => {
  fc.assert(
    fc.property(anyTrades, (made) => {
      const window = new CandleWindow(BTC)
      const written = new Map<string, StoredCandle>()
      const write = () => {
        for (const candle of window.takeChanged())
          written.set(`${candle.resolution}/${candle.openTime}`, candle)
      }
      const taken: Trade[] = []
      let newest = 0n
      made.forEach(({ second, price, writes }, n) => {
        const trade = tradeAt(n, minute(0, second), String(price))
        newest = trade.tsEvent > newest ? trade.tsEvent : newest
        // What is older than the hour before the newest one's comes too late.
        if (trade.tsEvent >= startOf(newest, HOUR) - HOUR) taken.push(trade)
        window.takeTrade(trade)
        if (writes) write()
      })
      write()
      for (const [resolution, span] of [
        ['1m', MINUTE],
        ['1h', HOUR],
      ] as const) {
        const expected = [...Map.groupBy(taken, ({ tsEvent }) => startOf(tsEvent, span))].map(
          ([openTime, of]) => {
            const byTime = of.toSorted((a, b) => Number(a.tsEvent - b.tsEvent))
            const prices = of.map(({ price }) => price).sort((a, b) => Number(a - b))
            return {
              openTime,
              ...{ open: byTime[0]?.price, close: byTime.at(-1)?.price, low: prices[0], high: prices.at(-1) },
              volume: parseQuantity(String(of.length / 2)),
            }
          },
        )
        const found = [...written.values()].filter((candle) => candle.resolution === resolution)
        expect(found).toHaveLength(expected.length)
        for (const candle of expected)
          expect(written.get(`${resolution}/${candle.openTime}`)).toMatchObject(candle)
      }
    }),
  )
})
