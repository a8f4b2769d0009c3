/**
 * One-minute candles of one product, in ticks and lots, oldest first; minutes without trades are absent, as at the
 * venue. Coarser candles are put together from them on demand.
 */
export interface TickCandle {
  /** Unix seconds, a multiple of the candle's length. */
  readonly start: number
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly lots: number
}

export interface DayStatistics {
  readonly low: number
  readonly high: number
  readonly lots: number
  /** The price 24 hours ago, or the oldest known. */
  readonly open: number
}

const MINUTE = 60
const DAY = 86_400

export class CandleSeries {
  #candles: TickCandle[]
  readonly #keepMinutes: number

  constructor(keepMinutes: number, candles: readonly TickCandle[] = []) {
    this.#keepMinutes = keepMinutes
    this.#candles = [...candles]
  }

  get all(): readonly TickCandle[] {
    return this.#candles
  }

  get last(): TickCandle | undefined {
    return this.#candles.at(-1)
  }

  /** For history that is made or recorded, not traded; must be later than what is there. */
  append(candle: TickCandle): void {
    this.#candles.push(candle)
    this.#trim()
  }

  addTrade(seconds: number, ticks: number, lots: number): void {
    const start = seconds - (seconds % MINUTE)
    const last = this.#candles.at(-1)
    if (!last || last.start < start) {
      this.append({ start, open: ticks, high: ticks, low: ticks, close: ticks, lots })
      return
    }
    this.#candles[this.#candles.length - 1] = {
      ...last,
      high: Math.max(last.high, ticks),
      low: Math.min(last.low, ticks),
      close: ticks,
      lots: last.lots + lots,
    }
  }

  /** Candles of `seconds` length whose start lies in [from, to], oldest first. */
  aggregate(seconds: number, from: number, to: number): TickCandle[] {
    const result: TickCandle[] = []
    const first = from - (from % seconds)
    for (let i = this.#indexFrom(first); i < this.#candles.length; i++) {
      const candle = this.#candles[i]
      if (!candle) continue
      const start = candle.start - (candle.start % seconds)
      if (start > to) break
      if (start < from) continue
      const open = result.at(-1)
      if (open?.start === start) result[result.length - 1] = merge(open, candle)
      else result.push({ ...candle, start })
    }
    return result
  }

  day(nowSeconds: number): DayStatistics | undefined {
    const window = this.#candles.slice(this.#indexFrom(nowSeconds - DAY))
    const first = window[0] ?? this.#candles.at(-1)
    if (!first) return undefined
    let { low, high } = first
    let lots = 0
    for (const candle of window) {
      low = Math.min(low, candle.low)
      high = Math.max(high, candle.high)
      lots += candle.lots
    }
    return { low, high, lots, open: first.open }
  }

  #indexFrom(start: number): number {
    let low = 0
    let high = this.#candles.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#candles[middle]?.start ?? Number.POSITIVE_INFINITY) < start) low = middle + 1
      else high = middle
    }
    return low
  }

  #trim(): void {
    // In blocks: shifting a long array once a minute for every product is waste.
    if (this.#candles.length > this.#keepMinutes + 120)
      this.#candles = this.#candles.slice(-this.#keepMinutes)
  }
}

const merge = (open: TickCandle, next: TickCandle): TickCandle => ({
  ...open,
  high: Math.max(open.high, next.high),
  low: Math.min(open.low, next.low),
  close: next.close,
  lots: open.lots + next.lots,
})
