import { seededRandom } from '@oasis/runtime'
import { describe, expect, it } from 'vitest'
import { makePriceHistory } from '../src/core/price-history.ts'
import { startPrice } from '../src/core/price-process.ts'
import { builtInProducts } from '../src/core/product-spec.ts'

const spec = builtInProducts.find((product) => product.id === 'ETH-USD')
if (!spec) throw new Error('ETH-USD is not built in')

const candlesOf = (seed: number, minutes: number) =>
  makePriceHistory(spec, startPrice(Number(spec.startPrice)), 0, minutes * 60, seededRandom(seed)).candles

/** Minutes until simple-momentum (20 bars, 0.5 %) would buy, from minute `from` on. */
function minutesToEntry(seed: number, from: number): number {
  const closes = candlesOf(seed, from + 180).map((candle) => candle.close)
  const entry = closes.findIndex((close, i) => i >= from && close * 100 > (closes[i - 20] ?? close) * 100.5)
  return entry < 0 ? 180 : entry - from
}

describe('price history', () => {
  it('has one well-formed candle for every minute', () => {
    const candles = candlesOf(7, 300)
    expect(candles.map((candle) => candle.start)).toEqual(Array.from({ length: 300 }, (_, i) => i * 60))
    for (const { open, high, low, close, lots } of candles) {
      expect(low).toBeLessThanOrEqual(Math.min(open, close))
      expect(high).toBeGreaterThanOrEqual(Math.max(open, close))
      expect(lots).toBeGreaterThan(0)
    }
  })

  it('gives ETH-USD a momentum entry within half an hour for most seeds', () => {
    const waits = Array.from({ length: 60 }, (_, seed) => minutesToEntry(seed, 60))
    expect(waits.filter((wait) => wait <= 30).length).toBeGreaterThan(42)
  })

  it('stays within a believable range for weeks', () => {
    const closes = candlesOf(3, 21 * 1440).map((candle) => candle.close / 191_941)
    expect(Math.max(...closes)).toBeLessThan(1.35)
    expect(Math.min(...closes)).toBeGreaterThan(0.74)
  })
})
