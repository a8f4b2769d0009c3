/** Candles, book and tape over HTTP and live, from what comes in. */
import type { UnixNanos } from '@oasis/domain'
import { TEST_TIME } from '@oasis/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { MINUTE, startOf } from '../src/core/candles.ts'
import { type ApiWorld, openWorld } from './api-world.ts'
import { openEvents } from './event-client.ts'
import { BTC, ETH, publishQuotes, publishTrades, quoteAt, tradeAt } from './market-world.ts'
import { until } from './until.ts'

const DAY = 1_440n * MINUTE
const START = startOf(TEST_TIME, DAY)
/** One trade every ten seconds, its price its number. */
const tradeTime = (n: number) => (START + BigInt(n) * 10_000_000_000n) as UnixNanos
const TRADES = 6 * 90

let world: ApiWorld
let token: string
const get = (path: string) => world.ask('GET', `/api/v1/market/${path}`, { token })

beforeAll(async () => {
  world = await openWorld({ settings: { instruments: [BTC, ETH] } })
  ;({ token } = await world.as('viewer'))
  const trades = Array.from({ length: TRADES }, (_, n) => tradeAt(n, tradeTime(n), String(100 + n)))
  await publishTrades(world.owners.bus, ...trades)
  await until('all minutes', async () => {
    const { body } = await get(`${BTC}/candles?limit=500`)
    return body.items.length === 90 || undefined
  })
})
afterAll(() => world.close())

describe('candles', () => {
  test('are those of the trades, the oldest first', async () => {
    const { status, body } = await get(`${BTC}/candles?limit=2`)
    expect(status).toBe(200)
    expect(body).toMatchObject({ instrumentId: BTC, interval: '1m' })
    expect(body.items[1]).toMatchObject({ open: '634', high: '639', low: '634', close: '639', volume: '3' })
    expect(body.items[0].close).toBe('633')
  })

  test.each([
    ['5m', 18, '15'],
    ['15m', 6, '45'],
    ['1h', 2, '90'],
    ['4h', 1, '270'],
    ['1d', 1, '270'],
  ])('of %s are made of those that are kept', async (interval, count, volume) => {
    const { body } = await get(`${BTC}/candles?interval=${interval}`)
    expect(body.items).toHaveLength(count)
    expect(body.items.at(-1)).toMatchObject({ close: '639', volume })
    expect(body.items[0].open).toBe('100')
    expect(body.nextCursor).toBeNull()
  })

  test('page by page nothing is missing and nothing is twice', async () => {
    for (const [interval, count, limit] of [
      ['1m', 90, 7],
      ['5m', 18, 5],
      ['15m', 6, 6],
    ] as const) {
      const seen: string[] = []
      let cursor: string | null = null
      do {
        const more: string = cursor === null ? '' : `&cursor=${cursor}`
        const { status, body } = await get(`${BTC}/candles?interval=${interval}&limit=${limit}${more}`)
        expect(status).toBe(200)
        seen.unshift(...body.items.map(({ openTime }: { openTime: string }) => openTime))
        cursor = body.nextCursor
      } while (cursor !== null)
      expect(seen).toHaveLength(count)
      expect(seen).toEqual([...new Set(seen)].sort())
    }
  })

  test('begin and end where they are asked to: with those that begin there', async () => {
    const span = 'from=2026-11-22T00:01:30Z&to=2026-11-22T00:16:00Z'.replaceAll('2026-11-22', day())
    const { body } = await get(`${BTC}/candles?interval=5m&${span}`)
    expect(body.items.map(({ openTime }: { openTime: string }) => openTime.slice(11, 16))).toEqual([
      ...['00:05', '00:10', '00:15'],
    ])
  })

  test('of another instrument are its own, and of none that is followed are not there', async () => {
    expect((await get(`${ETH}/candles`)).body.items).toEqual([])
    expect(await get('coinbase:DOGE-USD/candles')).toMatchObject({
      ...{ status: 404, body: { code: 'OTS_HTTP_NOT_FOUND' } },
    })
    expect((await get(`${BTC}/candles?interval=7m`)).status).toBe(400)
    expect((await get(`${BTC}/candles?limit=501`)).status).toBe(400)
  })

  test('go on with the cursor of the same instrument and interval alone', async () => {
    const { body } = await get(`${BTC}/candles?limit=5`)
    for (const other of [
      `${ETH}/candles?limit=5`,
      `${BTC}/candles?limit=5&interval=5m`,
      `${BTC}/candles?to=2027-01-01T00:00:00Z`,
    ])
      expect(await get(`${other}&cursor=${body.nextCursor}`)).toMatchObject({
        ...{ status: 400, body: { code: 'OTS_HTTP_CURSOR_INVALID' } },
      })
  })
})

const day = () => new Date(Number(START / 1_000_000n)).toISOString().slice(0, 10)

test('the tape has the newest trades first', async () => {
  const { body } = await get(`${BTC}/trades?limit=3`)
  expect(body.items.map(({ id }: { id: string }) => id)).toEqual(['539', '538', '537'])
  expect(body.items[0]).toMatchObject({ price: '639', quantity: '0.5', takerSide: 'BUY', origin: 'LIVE' })
  expect((await get(`${BTC}/trades?limit=500`)).body.items).toHaveLength(500)
})

test('the book is that of the last quote, or none', async () => {
  expect((await get(`${BTC}/book`)).body).toMatchObject({ state: null, bids: [], asks: [], ageMs: null })
  await publishQuotes(world.owners.bus, quoteAt(1, tradeTime(1), 25))
  await until('a book', async () => (await get(`${BTC}/book`)).body.state ?? undefined)
  const { body } = await get(`${BTC}/book?levels=2`)
  expect(body.bids).toEqual([
    { price: '64999', quantity: '1' },
    { price: '64998', quantity: '2' },
  ])
  expect(body.asks[0]).toEqual({ price: '65001', quantity: '1' })
  await publishQuotes(world.owners.bus, quoteAt(2, tradeTime(2), 0, 'QUARANTINED'))
  await until('its end', async () => (await get(`${BTC}/book`)).body.state === 'QUARANTINED' || undefined)
  expect((await get(`${BTC}/book`)).body).toMatchObject({ bids: [], asks: [] })
})

test('trades and the newest minute are told live', async () => {
  const stream = await openEvents(`${world.api.address()}/api/v1/events?topics=trades,candles`, token)
  try {
    await until('what is there', () => stream.events.find(({ event }) => event === 'trades'))
    await publishTrades(world.owners.bus, tradeAt(TRADES, tradeTime(TRADES), '7'))
    const named = (name: string) => stream.events.filter(({ event }) => event === name)
    await until('the trade', () =>
      named('trades').find(({ data }) => data.trades.at(-1).id === String(TRADES)),
    )
    const all = named('trades').flatMap(({ data }) => data.trades.map(({ id }: { id: string }) => id))
    expect(all).toEqual([...new Set(all)])
    await until('the candle', () => named('candle').find(({ data }) => data.candle.close === '7'))
    expect(named('candle').at(-1)?.data).toMatchObject({ instrumentId: BTC, interval: '1m' })
  } finally {
    stream.close()
  }
})
