/**
 * The last minutes of one instrument, from which its hours are made: those of the hour of the newest one, and of the hour
 * before it. Tells which candles have changed since it was last asked.
 */
import type { InstrumentId, Trade, UnixNanos } from '@oasis/domain'
import type { StoredCandle } from '@oasis/ports'
import { candleOf, HOUR, MINUTE, mergedCandle, startOf, withTrade } from './candles.ts'

/** Before this hour nothing is kept in memory any more. */
export const windowStart = (newest: UnixNanos): UnixNanos => (startOf(newest, HOUR) - HOUR) as UnixNanos

export class CandleWindow {
  readonly #instrumentId: InstrumentId
  readonly #minutes = new Map<UnixNanos, StoredCandle>()
  #changed = new Set<UnixNanos>()
  #newest: UnixNanos | undefined

  /** With what is stored of them. */
  constructor(instrumentId: InstrumentId, stored: readonly StoredCandle[] = []) {
    this.#instrumentId = instrumentId
    for (const candle of stored) this.#put(candle)
    this.#trim()
  }

  get newest(): StoredCandle | undefined {
    return this.#newest === undefined ? undefined : this.#minutes.get(this.#newest)
  }

  /** An hour that is made of its minutes here. */
  covers(hour: UnixNanos): boolean {
    return this.#newest !== undefined && hour >= windowStart(this.#newest)
  }

  takeTrade(trade: Trade): void {
    const openTime = startOf(trade.tsEvent, MINUTE)
    if (this.#isOver(openTime)) return
    const known = this.#minutes.get(openTime)
    const candle = known === undefined ? candleOf(trade) : withTrade(known, trade)
    if (candle === known) return
    this.#put(candle)
    this.#changed.add(openTime)
    if (known === undefined) this.#trim()
  }

  /** A minute as the venue tells it, in place of ours. False: it is too old to be kept here. */
  takeWhole(candle: StoredCandle): boolean {
    if (this.#isOver(candle.openTime)) return false
    this.#put(candle)
    this.#changed.add(candle.openTime)
    this.#trim()
    return true
  }

  /** Minutes that have changed since the last call, and the hours that they are of. */
  takeChanged(): readonly StoredCandle[] {
    const changed = [...this.#changed]
    this.#changed = new Set()
    const minutes = changed.flatMap((openTime) => this.#minutes.get(openTime) ?? [])
    const hours = new Set(changed.map((openTime) => startOf(openTime, HOUR)))
    return [...minutes, ...[...hours].flatMap((hour) => this.#hour(hour))]
  }

  /** They could not be written: they are changed still. */
  giveBack(candles: readonly StoredCandle[]): void {
    for (const { resolution, openTime } of candles)
      if (resolution === '1m' && this.#minutes.has(openTime)) this.#changed.add(openTime)
  }

  #hour(openTime: UnixNanos): readonly StoredCandle[] {
    const minutes = [...this.#minutes.values()]
      .filter((candle) => startOf(candle.openTime, HOUR) === openTime)
      .sort((a, b) => (a.openTime < b.openTime ? -1 : 1))
    const merged = mergedCandle(minutes, openTime)
    const [first, last] = [minutes[0], minutes.at(-1)]
    if (merged === undefined || first === undefined || last === undefined) return []
    const { firstEvent } = first
    return [
      {
        ...{ instrumentId: this.#instrumentId, resolution: '1h', origin: 'TRADES', ...merged },
        ...{ firstEvent, lastEvent: last.lastEvent },
      },
    ]
  }

  #isOver(openTime: UnixNanos): boolean {
    return this.#newest !== undefined && openTime < windowStart(this.#newest)
  }

  #put(candle: StoredCandle): void {
    this.#minutes.set(candle.openTime, candle)
    if (this.#newest === undefined || candle.openTime > this.#newest) this.#newest = candle.openTime
  }

  /** Hours with minutes that are changed and not written stay, as a whole. */
  #trim(): void {
    if (this.#newest === undefined) return
    const start = windowStart(this.#newest)
    const unwritten = new Set([...this.#changed].map((openTime) => startOf(openTime, HOUR)))
    for (const openTime of this.#minutes.keys())
      if (openTime < start && !unwritten.has(startOf(openTime, HOUR))) this.#minutes.delete(openTime)
  }
}
