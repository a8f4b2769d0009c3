/** Live minutes into candles of any span. Pure. */
import { addDecimals, compareDecimals } from '../../ui/format/decimal.ts'
import { toMillis } from '../../ui/format/time-format.ts'

export interface Candle {
  readonly openTime: string
  readonly open: string
  readonly high: string
  readonly low: string
  readonly close: string
  readonly volume: string
}

export const INTERVALS = ['1m', '5m', '15m', '1h', '4h', '1d'] as const
export type Interval = (typeof INTERVALS)[number]

const MINUTE = 60_000
const SPANS: Readonly<Record<Interval, number>> = {
  ...{ '1m': MINUTE, '5m': 5 * MINUTE, '15m': 15 * MINUTE },
  ...{ '1h': 60 * MINUTE, '4h': 240 * MINUTE, '1d': 1_440 * MINUTE },
}

/** Minutes by their beginning, the last told of each. */
export type Minutes = ReadonlyMap<string, Candle>

/**
 * Minutes that were told since the candles were asked for, in their spans. A minute that is in a candle already moves its
 * high, low and close; its volume is counted again only when the candles are asked for again, or it would be counted twice.
 */
export function withMinutes(
  candles: readonly Candle[],
  minutes: Minutes,
  interval: Interval,
): readonly Candle[] {
  const last = candles.at(-1)
  const fresh = [...minutes.values()]
    .filter(({ openTime }) => last === undefined || openTime >= last.openTime)
    .sort((a, b) => (a.openTime < b.openTime ? -1 : 1))
  return fresh.reduce<readonly Candle[]>((before, minute) => withMinute(before, minute, interval), candles)
}

function withMinute(candles: readonly Candle[], minute: Candle, interval: Interval): readonly Candle[] {
  const last = candles.at(-1)
  const openTime = startOf(minute.openTime, SPANS[interval])
  if (last === undefined || openTime > last.openTime) return [...candles, { ...minute, openTime }]
  if (openTime < last.openTime) return candles
  if (interval === '1m') return [...candles.slice(0, -1), { ...minute, openTime }]
  return [...candles.slice(0, -1), widened(last, minute)]
}

const widened = (candle: Candle, { high, low, close }: Candle): Candle => ({
  ...candle,
  high: compareDecimals(high, candle.high) > 0 ? high : candle.high,
  low: compareDecimals(low, candle.low) < 0 ? low : candle.low,
  close,
})

/** Written as the API writes times, so that text order is time order. */
function startOf(timestamp: string, span: number): string {
  const millis = toMillis(timestamp)
  return new Date(millis - (millis % span)).toISOString().replace('Z', '000000Z')
}

interface Booked {
  readonly ts: string
  readonly side: 'BUY' | 'SELL'
  readonly quantity: string
  readonly kind: 'FILL' | 'REVERSAL'
}

/** When what is held now was begun: back from now, until nothing was held. Undefined beyond the fills at hand. */
export function heldSince(quantity: string, newestFirst: readonly Booked[]): string | undefined {
  if (compareDecimals(quantity, '0') === 0) return undefined
  const wasLong = compareDecimals(quantity, '0') > 0
  let held = quantity
  for (const { ts, side, quantity: filled, kind } of newestFirst) {
    const isAdding = (side === 'BUY') === (kind === 'FILL')
    held = addDecimals(held, isAdding ? `-${filled}` : filled)
    const sign = compareDecimals(held, '0')
    if (sign === 0 || sign > 0 !== wasLong) return ts
  }
  return undefined
}
