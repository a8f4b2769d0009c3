/** `GET /market/products/{id}/candles`: newest first on the wire, fewer than 350 per request, empty ones absent. */
import {
  type Candle,
  fromMillis,
  NANOS_PER_SECOND,
  parsePrice,
  parseQuantity,
  symbolOf,
  type UnixNanos,
} from '@oasis/domain'
import type { CandleQuery } from '@oasis/ports'
import { z } from 'zod'
import type { GetJson } from './get-json.ts'

const GRANULARITY: Readonly<Record<number, string>> = {
  60: 'ONE_MINUTE',
  300: 'FIVE_MINUTE',
  900: 'FIFTEEN_MINUTE',
  1800: 'THIRTY_MINUTE',
  3600: 'ONE_HOUR',
  7200: 'TWO_HOUR',
  21600: 'SIX_HOUR',
  86400: 'ONE_DAY',
}
const MAX_PER_REQUEST = 349

const candleSchema = z.object({
  start: z.string().regex(/^\d{1,12}$/),
  open: z.string(),
  high: z.string(),
  low: z.string(),
  close: z.string(),
  volume: z.string(),
})
const responseSchema = z.object({ candles: z.array(candleSchema) })

/** Throws a RangeError for an interval that the venue does not have. */
export async function fetchCandles(
  getJson: GetJson,
  query: CandleQuery,
  signal: AbortSignal,
): Promise<readonly Candle[]> {
  const { instrumentId, intervalSeconds, from, to } = query
  const granularity = GRANULARITY[intervalSeconds]
  if (granularity === undefined) {
    throw new RangeError(
      `Coinbase has no candles of ${intervalSeconds} s; it has ${Object.keys(GRANULARITY)}`,
    )
  }
  const path = `/market/products/${encodeURIComponent(symbolOf(instrumentId))}/candles`
  const end = Number((to + NANOS_PER_SECOND - 1n) / NANOS_PER_SECOND)
  const step = MAX_PER_REQUEST * intervalSeconds
  const byTime = new Map<UnixNanos, Candle>()
  for (let start = Number(from / NANOS_PER_SECOND); start < end; start += step) {
    // One second before the next page, so that it makes no difference whether the venue means the end inclusively.
    const last = Math.min(end, start + step) - 1
    const range = [
      ['start', String(start)],
      ['end', String(last)],
      ['granularity', granularity],
    ] as const
    const { candles } = await getJson({ path, query: range, schema: responseSchema }, signal)
    for (const candle of candles.map(toCandle)) {
      if (candle.openTime >= from && candle.openTime < to) byTime.set(candle.openTime, candle)
    }
  }
  return [...byTime.values()].sort((a, b) => (a.openTime < b.openTime ? -1 : 1))
}

function toCandle(wire: z.infer<typeof candleSchema>): Candle {
  return {
    openTime: fromMillis(Number(wire.start) * 1_000),
    open: parsePrice(wire.open),
    high: parsePrice(wire.high),
    low: parsePrice(wire.low),
    close: parsePrice(wire.close),
    volume: parseQuantity(wire.volume),
  }
}
