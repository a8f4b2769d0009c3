/**
 * One product of a replayed capture as it stands at the moment: its rebuilt book, so that a later subscription gets
 * a fresh snapshot, its trades under contiguous ids, its candles. Prices and sizes stay the recorded text.
 */
import { NANOS_PER_SECOND, type UnixNanos } from '@oasis/domain'
import { CandleSeries } from '../core/candle-series.ts'
import { createGrid, type Grid, gridText, gridUnits } from '../core/grid.ts'
import type { WireChange } from '../protocol/channel-events.ts'
import type { DayFields, WireBook, WireCandle, WireLevel, WireTrade } from '../protocol/market-view.ts'
import { wireTime } from '../protocol/timestamps.ts'
import type { RecordedTrade } from './capture-file.ts'

const KEPT_TRADES = 100
const KEPT_MINUTES = 2880
const STREAM_CANDLE = 300

type Levels = Map<string, string>

export class ReplayedProduct {
  readonly id: string
  readonly #priceGrid: Grid
  readonly #sizeGrid: Grid
  readonly #bids: Levels = new Map()
  readonly #offers: Levels = new Map()
  readonly #openingBids: Levels = new Map()
  readonly #openingOffers: Levels = new Map()
  /** Prices changed since the opening, so that going back to it costs no more than what happened since. */
  readonly #changedBids = new Set<string>()
  readonly #changedOffers = new Set<string>()
  readonly #candles = new CandleSeries(KEPT_MINUTES)
  #recordedCandlesEnd = 0
  #recent: WireTrade[] = []
  #lastTradeId = 0n
  #ticker: Readonly<Record<string, string>> = {}
  #bookTime = 0n as UnixNanos

  constructor(id: string, priceIncrement: string, baseIncrement: string) {
    this.id = id
    this.#priceGrid = createGrid(priceIncrement)
    this.#sizeGrid = createGrid(baseIncrement)
  }

  get lastTradeId(): string {
    return String(this.#lastTradeId)
  }

  applyBook(changes: readonly WireChange[], time: UnixNanos): void {
    this.#bookTime = time
    for (const { side, price, size } of changes) {
      const levels = side === 'bid' ? this.#bids : this.#offers
      const changed = side === 'bid' ? this.#changedBids : this.#changedOffers
      changed.add(price)
      if (Number(size) === 0) levels.delete(price)
      else levels.set(price, size)
    }
  }

  /** The book that the capture begins with. */
  openBook(levels: readonly WireChange[], time: UnixNanos): void {
    this.applyBook(levels, time)
    for (const { side, price, size } of levels) {
      const opening = side === 'bid' ? this.#openingBids : this.#openingOffers
      opening.set(price, size)
    }
    this.#changedBids.clear()
    this.#changedOffers.clear()
  }

  /** The changes that lead back to the book the capture begins with. */
  changesToOpening(): WireChange[] {
    const back = (side: 'bid' | 'offer', levels: Levels, opening: Levels, changed: Set<string>) =>
      [...changed]
        .filter((price) => levels.get(price) !== opening.get(price))
        .map((price): WireChange => ({ side, price, size: opening.get(price) ?? '0' }))
    return [
      ...back('bid', this.#bids, this.#openingBids, this.#changedBids),
      ...back('offer', this.#offers, this.#openingOffers, this.#changedOffers),
    ]
  }

  /** The changes that turn the book as it stands into the given one. */
  changesTo(target: readonly WireChange[]): WireChange[] {
    const wanted = { bid: new Map<string, string>(), offer: new Map<string, string>() }
    for (const { side, price, size } of target) wanted[side].set(price, size)
    const difference = (side: 'bid' | 'offer', levels: Levels): WireChange[] => [
      ...[...levels.keys()]
        .filter((price) => !wanted[side].has(price))
        .map((price) => ({ side, price, size: '0' })),
      ...[...wanted[side]]
        .filter(([price, size]) => levels.get(price) !== size)
        .map(([price, size]) => ({ side, price, size })),
    ]
    return [...difference('bid', this.#bids), ...difference('offer', this.#offers)]
  }

  /** Gives trades the next ids, whatever they were recorded under. Oldest first, both ways. */
  addTrades(trades: readonly RecordedTrade[], timeOf: (trade: RecordedTrade) => UnixNanos): WireTrade[] {
    const added = trades.map((trade) => {
      this.#lastTradeId = this.#lastTradeId === 0n ? BigInt(trade.id) : this.#lastTradeId + 1n
      const time = timeOf(trade)
      const { price, size, side } = trade
      this.#addToCandles(time, price, size)
      return {
        product_id: this.id,
        trade_id: String(this.#lastTradeId),
        price,
        size,
        time: wireTime(time),
        side,
      }
    })
    this.#recent = [...this.#recent, ...added].slice(-KEPT_TRADES)
    return added
  }

  setTicker(fields: Readonly<Record<string, string>>): void {
    this.#ticker = fields
  }

  /** Recorded five-minute candles, moved in time by whole candles. */
  addRecordedCandles(candles: readonly WireCandle[], shiftSeconds: number): void {
    const sorted = candles.toSorted((a, b) => Number(a.start) - Number(b.start))
    for (const candle of sorted) {
      const start = Number(candle.start) + shiftSeconds
      if (start < (this.#candles.last?.start ?? 0)) continue
      const price = (text: string) => gridUnits(this.#priceGrid, text)
      this.#candles.append({
        start,
        open: price(candle.open),
        high: price(candle.high),
        low: price(candle.low),
        close: price(candle.close),
        lots: gridUnits(this.#sizeGrid, candle.volume),
      })
      this.#recordedCandlesEnd = start + STREAM_CANDLE
    }
  }

  book(limit?: number): WireBook {
    return {
      bids: bestLevels(this.#bids, limit, -1),
      asks: bestLevels(this.#offers, limit, 1),
      time: this.#bookTime,
    }
  }

  recentTrades(limit: number): WireTrade[] {
    return this.#recent.slice(-limit).reverse()
  }

  candles(seconds: number, from: number, to: number): WireCandle[] {
    // Recorded candles of five minutes say nothing about the minutes in them.
    const first = seconds < STREAM_CANDLE ? Math.max(from, this.#recordedCandlesEnd) : from
    const price = (units: number) => gridText(this.#priceGrid, units)
    return this.#candles.aggregate(seconds, first, to).map((candle) => ({
      start: String(candle.start),
      high: price(candle.high),
      low: price(candle.low),
      open: price(candle.open),
      close: price(candle.close),
      volume: gridText(this.#sizeGrid, candle.lots),
    }))
  }

  day(): DayFields {
    const price = this.#recent.at(-1)?.price ?? this.#ticker.price ?? ''
    const field = (name: string, otherwise: string) => this.#ticker[name] ?? otherwise
    return {
      price,
      volume_24_h: field('volume_24_h', '0'),
      low_24_h: field('low_24_h', price),
      high_24_h: field('high_24_h', price),
      low_52_w: field('low_52_w', price),
      high_52_w: field('high_52_w', price),
      price_percent_chg_24_h: field('price_percent_chg_24_h', '0'),
    }
  }

  #addToCandles(time: UnixNanos, price: string, size: string): void {
    const seconds = Number(time / NANOS_PER_SECOND)
    this.#candles.addTrade(seconds, gridUnits(this.#priceGrid, price), gridUnits(this.#sizeGrid, size))
  }
}

/** `direction` 1 for ascending. Comparing as doubles is safe: recorded prices have fewer than 16 digits. */
function bestLevels(levels: Levels, limit: number | undefined, direction: 1 | -1): WireLevel[] {
  const keyed = [...levels].map((level) => ({ key: Number(level[0]) * direction, level }))
  if (limit === 1) {
    const best = keyed.reduce((a, b) => (b.key < a.key ? b : a), keyed[0] ?? { key: 0, level: undefined })
    return best.level ? [best.level] : []
  }
  keyed.sort((a, b) => a.key - b.key)
  return keyed.slice(0, limit).map(({ level }) => level)
}
