import type { UnixNanos } from '@oasis/domain'
import { seededRandom } from '@oasis/runtime'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isCrossed, type OrderBook, type Side } from '../src/core/order-book.ts'
import { startPrice } from '../src/core/price-process.ts'
import { createProductMarket, type ProductStep, stepProduct } from '../src/core/product-market.ts'
import { builtInProducts, type ProductSpec, productSpecSchema } from '../src/core/product-spec.ts'

const STEP = 50_000_000n
const SIDES: readonly Side[] = ['bid', 'offer']

const specs = fc.oneof(
  fc.constantFrom(...builtInProducts).map((spec) => ({ ...spec, levelsPerSide: 120 })),
  fc
    .record({
      tradesPerSecond: fc.double({ min: 0.1, max: 60, noNaN: true }),
      tradeNotional: fc.double({ min: 1, max: 5000, noNaN: true }),
      levelNotional: fc.double({ min: 1, max: 5000, noNaN: true }),
      bookChangesPerSecond: fc.double({ min: 0.1, max: 300, noNaN: true }),
      levelsPerSide: fc.integer({ min: 20, max: 100 }),
      spreadTicks: fc.integer({ min: 1, max: 20 }),
      trendVolatility: fc.double({ min: 0.01, max: 5, noNaN: true }),
      startPrice: fc.constantFrom('0.5', '100', '65000.5'),
    })
    .map((wild) => productSpecSchema.parse({ id: 'WILD-USD', ...wild })),
)

type Levels = Record<Side, Map<number, number>>

const levelsOf = (book: OrderBook): Levels => ({
  bid: new Map(book.bid.levels().map(({ ticks, lots }) => [ticks, lots])),
  offer: new Map(book.offer.levels().map(({ ticks, lots }) => [ticks, lots])),
})

/** Plays a step's trades on the book as it was: each must take from the best price, and what was there. */
function expectTradesOnBook(before: Levels, { trades, changes }: ProductStep): void {
  for (const trade of trades) {
    const side = trade.makerSide === 'BUY' ? 'bid' : 'offer'
    const prices = [...before[side].keys()]
    const best = side === 'bid' ? Math.max(...prices) : Math.min(...prices)
    const resting = before[side].get(best) ?? 0
    expect(trade.ticks).toBe(best)
    expect(trade.lots).toBeGreaterThan(0)
    expect(trade.lots).toBeLessThanOrEqual(resting)
    if (trade.lots === resting) before[side].delete(best)
    else before[side].set(best, resting - trade.lots)
    const told = changes.find((change) => change.side === side && change.ticks === trade.ticks)
    expect(told).toBeDefined()
    expect(told?.lots).toBeLessThan(resting)
  }
}

function expectChangesLeadTo(before: Levels, { changes }: ProductStep, after: OrderBook): void {
  for (const { side, ticks, lots } of changes) {
    if (lots === 0) before[side].delete(ticks)
    else before[side].set(ticks, lots)
  }
  const now = levelsOf(after)
  for (const side of SIDES) {
    expect([...before[side]].sort()).toEqual([...now[side]].sort())
  }
}

function runMarket(spec: ProductSpec, seed: string, steps: number, check = true): ProductStep[] {
  const random = seededRandom(seed)
  const market = createProductMarket(spec, startPrice(Number(spec.startPrice)), 100, random)
  const result: ProductStep[] = []
  let now = 1_786_309_548_026_000_000n as UnixNanos
  for (let i = 0; i < steps; i++) {
    const before = check ? levelsOf(market.book) : undefined
    const to = (now + STEP) as UnixNanos
    const step = stepProduct(market, now, to, random)
    if (before) {
      expectTradesOnBook(structuredClone(before), step)
      expectChangesLeadTo(before, step, market.book)
      expect(isCrossed(market.book)).toBe(false)
      expect(Math.min(market.book.bid.count, market.book.offer.count)).toBeGreaterThan(0)
    }
    for (const trade of step.trades) {
      expect(trade.time >= now && trade.time < to).toBe(true)
    }
    result.push(step)
    now = to
  }
  return result
}

describe('a product market', () => {
  it('never crosses, never empties, and trades only what its book holds, under any seed', () => {
    fc.assert(
      fc.property(specs, fc.string(), (spec, seed) => {
        runMarket(spec, seed, 60)
      }),
      { numRuns: 40 },
    )
  })

  it('numbers trades without a hole', () => {
    fc.assert(
      fc.property(specs, fc.string(), (spec, seed) => {
        const ids = runMarket(spec, seed, 60, false).flatMap((step) => step.trades.map((trade) => trade.id))
        expect(ids).toEqual(ids.map((_, index) => 101 + index))
      }),
      { numRuns: 20 },
    )
  })

  it('is the same for the same seed and another for another', () => {
    const [spec] = builtInProducts
    if (!spec) throw new Error('no built-in product')
    const text = (seed: string) =>
      JSON.stringify(runMarket(spec, seed, 40, false), (_, value) =>
        typeof value === 'bigint' ? String(value) : value,
      )
    expect(text('a')).toBe(text('a'))
    expect(text('a')).not.toBe(text('b'))
  })

  it('trades BTC-USD five to eight times a second', () => {
    const [spec] = builtInProducts
    if (!spec) throw new Error('no built-in product')
    const trades = runMarket(spec, 'rate', 20 * 120, false).flatMap((step) => step.trades)
    expect(trades.length / 120).toBeGreaterThan(4.5)
    expect(trades.length / 120).toBeLessThan(8)
  })
})
