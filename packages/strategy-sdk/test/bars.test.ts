import type { Bar, Price, Quantity, Trade } from '@oasis/domain'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createBarBuilder, parseBarKind } from '../src/index.ts'
import { at, BTC, type TradeShape, trade } from './trades.ts'

const MINUTE = 60_000n * 1_000_000n
const SECOND = 1_000_000_000n
/** After everything that a generated stream holds. */
const END = at(86_400_000)

function build(trades: readonly Trade[], kind = '1m'): { bars: Bar[]; late: number } {
  const builder = createBarBuilder(BTC, kind)
  const bars = trades.map((one) => builder.onTrade(one)).filter((bar) => bar !== undefined)
  return { bars, late: builder.state().lateTrades }
}

/**
 * The naive one: looks at all trades at once. A trade counts unless an earlier one lies past its minute's end, or
 * our clock was a second past that end; its bar closes with the first trade for which that is so.
 */
function naive(trades: readonly Trade[]): { bars: Bar[]; late: number } {
  const counted = trades.filter((one) => one.origin !== 'SNAPSHOT')
  const minuteOf = (one: Trade) => one.tsEvent / MINUTE
  const endOf = (minute: bigint) => (minute + 1n) * MINUTE
  const passed = (minute: bigint, by: Trade) =>
    by.tsInit >= endOf(minute) + SECOND || by.tsEvent >= endOf(minute)
  const isLate = (one: Trade, i: number) =>
    one.tsInit >= endOf(minuteOf(one)) + SECOND ||
    counted.slice(0, i).some((before) => passed(minuteOf(one), before))
  const kept = counted.filter((one, i) => !isLate(one, i))
  const bars = [...new Set(kept.map(minuteOf))].flatMap((minute) => {
    const closing = counted.find((one) => passed(minute, one))
    if (!closing) return []
    const of = kept.filter((one) => minuteOf(one) === minute)
    const byTime = of.toSorted((a, b) => Number(a.tsEvent - b.tsEvent))
    const prices = of.map((one) => one.price).toSorted((a, b) => Number(a - b))
    const byClock = endOf(minute) + SECOND
    return [
      {
        eventId: `bar/${BTC}/1m/${endOf(minute)}`,
        instrumentId: BTC,
        kind: '1m',
        open: byTime[0]?.price,
        close: byTime.at(-1)?.price,
        low: prices[0],
        high: prices.at(-1),
        volume: of.reduce((sum, one) => sum + one.quantity, 0n) as Quantity,
        openTime: minute * MINUTE,
        closeTime: endOf(minute),
        tsInit: closing.tsInit < byClock ? closing.tsInit : byClock,
      } as Bar,
    ]
  })
  return { bars, late: counted.length - kept.length }
}

const stream = fc
  .array(
    fc.record({
      gapMs: fc.oneof(fc.nat(5_000), fc.nat(90_000)),
      delayMs: fc.oneof(fc.nat(50), fc.nat(3_000), fc.nat(70_000)),
      price: fc.integer({ min: 1, max: 50 }),
      origin: fc.constantFrom<Trade['origin']>('LIVE', 'LIVE', 'LIVE', 'BACKFILL', 'SNAPSHOT'),
    }),
    { maxLength: 60 },
  )
  .map((steps) => {
    let initMs = 0
    return steps.map(({ gapMs, delayMs, price, origin }, id) => {
      initMs += gapMs
      const shape: TradeShape = { id, initMs, eventMs: initMs - delayMs, price: String(price), origin }
      return trade(shape)
    })
  })

test('bars, late trades and close times are those of a naive aggregator', () => {
  fc.assert(
    fc.property(stream, (trades) => {
      expect(build(trades)).toEqual(naive(trades))
    }),
  )
})

test('calling for time whenever it is due changes no bar, only when it is seen', () => {
  fc.assert(
    fc.property(stream, (trades) => {
      const builder = createBarBuilder(BTC, '1m')
      const bars: (Bar | undefined)[] = []
      for (const one of trades) {
        const due = builder.closesAt()
        if (due !== undefined && due <= one.tsInit) bars.push(builder.onTime(due))
        bars.push(builder.onTrade(one))
      }
      bars.push(builder.onTime(END))
      const uncalled = createBarBuilder(BTC, '1m')
      const expected = [...trades.map((one) => uncalled.onTrade(one)), uncalled.onTime(END)]
      expect(bars.filter((bar) => bar !== undefined)).toEqual(expected.filter((bar) => bar !== undefined))
    }),
  )
})

test('a builder restored from its state goes on as if it had never stopped', () => {
  fc.assert(
    fc.property(stream, fc.nat(60), fc.constantFrom('1m', '7t', '3.5v', '250q'), (trades, cut, kind) => {
      const first = createBarBuilder(BTC, kind)
      const before = trades.slice(0, cut).map((one) => first.onTrade(one))
      const second = createBarBuilder(BTC, kind, first.state())
      const after = trades.slice(cut).map((one) => second.onTrade(one))
      const bars = [...before, ...after].filter((bar) => bar !== undefined)
      expect(bars).toEqual(build(trades, kind).bars)
    }),
  )
})

test('a bar closes at its end plus one second of our clock when no trade comes', () => {
  const builder = createBarBuilder(BTC, '1m')
  builder.onTrade(trade({ id: 1, eventMs: 30_000 }))
  expect(builder.closesAt()).toBe(at(61_000))
  expect(builder.onTime(at(60_999))).toBeUndefined()
  expect(builder.onTime(at(61_000))).toMatchObject({
    openTime: at(0),
    closeTime: at(60_000),
    tsInit: at(61_000),
  })
  expect(builder.closesAt()).toBeUndefined()
})

test('a late trade is counted and rewrites nothing', () => {
  const { bars, late } = build([
    trade({ id: 1, eventMs: 59_000, price: '10' }),
    trade({ id: 3, eventMs: 60_000, price: '11' }),
    trade({ id: 2, eventMs: 59_500, initMs: 60_100, price: '99' }),
    trade({ id: 4, eventMs: 120_000, price: '12' }),
  ])
  expect(bars.map((bar) => bar.close)).toEqual([10_000_000_000_000n, 11_000_000_000_000n])
  expect(late).toBe(1)
})

test('minutes without trades make no bar', () => {
  const { bars } = build([trade({ id: 1, eventMs: 0 }), trade({ id: 2, eventMs: 600_000 })])
  expect(bars.map((bar) => bar.openTime)).toEqual([at(0)])
})

test('a candle is adopted once and only when it is newer than what is closed', () => {
  const builder = createBarBuilder(BTC, '1m')
  const price = 5n as Price
  const candle = {
    openTime: at(0),
    open: price,
    high: price,
    low: price,
    close: price,
    volume: 1n as Quantity,
  }
  expect(builder.adopt(candle)).toMatchObject({ eventId: `bar/${BTC}/1m/${at(60_000)}`, close: price })
  expect(builder.adopt(candle)).toBeUndefined()
  builder.onTrade(trade({ id: 1, eventMs: 59_000, initMs: 60_001 }))
  expect(builder.state()).toMatchObject({ open: undefined, lateTrades: 1 })
})

test('a tick bar holds its number of trades, and close times never repeat', () => {
  const same = (id: number) => trade({ id, eventMs: 1_000, price: String(id) })
  const { bars } = build([1, 2, 3, 4, 5].map(same), '2t')
  expect(bars.map((bar) => [bar.open, bar.close].map((p) => p / 10n ** 12n))).toEqual([
    [1n, 2n],
    [3n, 4n],
  ])
  expect(new Set(bars.map((bar) => bar.eventId)).size).toBe(2)
})

const sized = fc.array(
  fc.record({ quantity: fc.integer({ min: 1, max: 40 }), price: fc.integer({ min: 1, max: 9 }) }),
  { maxLength: 60 },
)

/** Cuts the trades where the running sum reaches the size; what is left over is no bar. */
function cutAt(size: number, amounts: readonly number[]): number[] {
  const lengths: number[] = []
  let sum = 0
  let length = 0
  for (const amount of amounts) {
    sum += amount
    length++
    if (sum < size) continue
    lengths.push(length)
    sum = 0
    length = 0
  }
  return lengths
}

test('a volume or value bar ends with the trade that reaches its size, and holds it whole', () => {
  fc.assert(
    fc.property(sized, fc.constantFrom('v', 'q'), (shapes, unit) => {
      // Tenths, so that sizes with a fraction are met.
      const trades = shapes.map(({ quantity, price }, i) =>
        trade({ id: i, eventMs: i, quantity: (quantity / 10).toFixed(1), price: String(price) }),
      )
      const amounts = shapes.map(({ quantity, price }) => (unit === 'v' ? quantity : quantity * price))
      const { bars } = build(trades, `7.5${unit}`)
      let from = 0
      const expected = cutAt(75, amounts).map((length) => {
        const of = trades.slice(from, from + length)
        from += length
        return of.reduce((sum, one) => sum + one.quantity, 0n)
      })
      expect(bars.map((bar) => bar.volume)).toEqual(expected)
    }),
  )
})

test('kinds of bars are read with their unit, and others refused with what to write', () => {
  expect(parseBarKind('4h')).toMatchObject({ by: 'TIME', nanos: 14_400n * SECOND })
  expect(parseBarKind('100t')).toMatchObject({ by: 'TICKS', ticks: 100 })
  expect(() => parseBarKind('1min')).toThrow('write 30s, 1m, 4h, 1d, 100t for trades, 2.5v')
  expect(parseBarKind('2.5v')).toMatchObject({ by: 'VOLUME', volume: 2_500_000_000_000n })
  expect(parseBarKind('50000q')).toMatchObject({ by: 'VALUE', value: 50_000n * 10n ** 18n })
  for (const text of ['0m', '0v', '0.0q', '1.v', '01v', '-1q'])
    expect(() => parseBarKind(text)).toThrow(RangeError)
})
