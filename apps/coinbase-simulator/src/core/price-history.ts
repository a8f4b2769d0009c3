/**
 * Candles of the time before the simulator ran, or of the time it was down: the same price process, in coarse steps
 * and without a book. No trade ids stand behind them; the venue's public trades reach back only a hundred anyway.
 */
import type { Random } from '@oasis/ports'
import type { TickCandle } from './candle-series.ts'
import { drawLogNormal } from './draws.ts'
import { createGrid, gridNumber, nearestUnits } from './grid.ts'
import { advancePrice, fairPrice, type PriceState } from './price-process.ts'
import type { ProductSpec } from './product-spec.ts'

const STEP_SECONDS = 5
const MINUTE = 60
/** The mean of a log-normal trade size is this many times its median, once large ones are cut off. */
const MEAN_OVER_MEDIAN = 3.4

export interface PriceHistory {
  readonly candles: readonly TickCandle[]
  readonly price: PriceState
}

/** One candle for every whole minute of [fromSeconds, toSeconds). */
export function makePriceHistory(
  spec: ProductSpec,
  start: PriceState,
  fromSeconds: number,
  toSeconds: number,
  random: Random,
): PriceHistory {
  const priceGrid = createGrid(spec.priceIncrement)
  const sizeGrid = createGrid(spec.baseIncrement)
  const candles: TickCandle[] = []
  let price = start
  const first = Math.ceil(fromSeconds / MINUTE) * MINUTE
  for (let minute = first; minute + MINUTE <= toSeconds; minute += MINUTE) {
    const path: number[] = []
    for (let s = 0; s < MINUTE; s += STEP_SECONDS) {
      price = advancePrice(price, STEP_SECONDS, spec, random)
      path.push(nearestUnits(priceGrid, fairPrice(price)))
    }
    const close = path.at(-1) ?? 1
    const notional = spec.tradesPerSecond * MINUTE * spec.tradeNotional * MEAN_OVER_MEDIAN
    const volume = drawLogNormal(random, notional, 0.4) / gridNumber(priceGrid, close)
    candles.push({
      start: minute,
      open: path[0] ?? close,
      high: Math.max(...path),
      low: Math.min(...path),
      close,
      lots: nearestUnits(sizeGrid, volume),
    })
  }
  return { candles, price }
}
