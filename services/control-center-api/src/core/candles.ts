/**
 * Candles from trades: by the minute, and hours made of their minutes. Pure. Trades that come late go into the minute of
 * their time as long as it is among the last hours; a minute that the venue has told as a whole is not changed by them.
 */
import { addQuantity, type Candle, type InstrumentId, type Trade, type UnixNanos } from '@oasis/domain'
import type { CandleResolution, StoredCandle } from '@oasis/ports'

const SECOND = 1_000_000_000n
export const MINUTE = 60n * SECOND
export const HOUR = 60n * MINUTE

export const CANDLE_SPAN: Readonly<Record<CandleResolution, bigint>> = { '1m': MINUTE, '1h': HOUR }

export const startOf = (ts: bigint, span: bigint): UnixNanos => (ts - (ts % span)) as UnixNanos

/**
 * History that is sent on subscribing is no part of it: it would come again with each connection. A trade of the future
 * would end all minutes before it.
 */
export const countsForCandles = ({ origin, tsEvent, tsInit }: Trade): boolean =>
  origin !== 'SNAPSHOT' && tsEvent <= tsInit + MINUTE

export function candleOf(trade: Trade): StoredCandle {
  const { instrumentId, price, quantity, tsEvent } = trade
  return {
    ...{ instrumentId, resolution: '1m', origin: 'TRADES', openTime: startOf(tsEvent, MINUTE) },
    ...{ open: price, high: price, low: price, close: price, volume: quantity },
    ...{ firstEvent: tsEvent, lastEvent: tsEvent },
  }
}

/** Trades of one moment keep their order of arrival. */
export function withTrade(candle: StoredCandle, trade: Trade): StoredCandle {
  if (candle.origin === 'VENUE') return candle
  const { price, quantity, tsEvent } = trade
  return {
    ...candle,
    open: tsEvent < candle.firstEvent ? price : candle.open,
    high: price > candle.high ? price : candle.high,
    low: price < candle.low ? price : candle.low,
    close: tsEvent >= candle.lastEvent ? price : candle.close,
    volume: addQuantity(candle.volume, quantity),
    firstEvent: tsEvent < candle.firstEvent ? tsEvent : candle.firstEvent,
    lastEvent: tsEvent > candle.lastEvent ? tsEvent : candle.lastEvent,
  }
}

export function candleOfVenue(
  instrumentId: InstrumentId,
  resolution: CandleResolution,
  { openTime, open, high, low, close, volume }: Candle,
): StoredCandle {
  const lastEvent = (openTime + CANDLE_SPAN[resolution] - 1n) as UnixNanos
  return {
    ...{ instrumentId, resolution, origin: 'VENUE', openTime, open, high, low, close, volume },
    ...{ firstEvent: openTime, lastEvent },
  }
}

/** One of many, which are not empty and the oldest first. */
export function mergedCandle(candles: readonly Candle[], openTime: UnixNanos): Candle | undefined {
  const [first] = candles
  if (first === undefined) return undefined
  let { high, low, close, volume } = first
  for (const candle of candles.slice(1)) {
    if (candle.high > high) high = candle.high
    if (candle.low < low) low = candle.low
    close = candle.close
    volume = addQuantity(volume, candle.volume)
  }
  return { openTime, open: first.open, high, low, close, volume }
}

/** Candles of longer spans; oldest first, as those that are given. */
export function candlesBySpan(candles: readonly Candle[], span: bigint): readonly Candle[] {
  const spans = Map.groupBy(candles, ({ openTime }) => startOf(openTime, span))
  return [...spans].flatMap(([openTime, of]) => mergedCandle(of, openTime) ?? [])
}
