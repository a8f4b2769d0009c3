/** Trades, books and candles as the API shows them. */
import {
  type Candle,
  formatPrice,
  formatQuantity,
  formatRfc3339,
  millisBetween,
  type PriceLevel,
  type Quote,
  type Trade,
  type UnixNanos,
} from '@oasis/domain'
import { z } from 'zod'
import { decimal, timestamp } from '../http/schemas.ts'

export const tradeSchema = z
  .object({
    id: z.string().describe("The venue's"),
    price: decimal,
    quantity: decimal,
    takerSide: z.enum(['BUY', 'SELL', 'UNKNOWN']).describe('Who met the other’s order'),
    origin: z.enum(['LIVE', 'SNAPSHOT', 'BACKFILL']).describe('How it reached us'),
    ts: timestamp.describe("The venue's time"),
    receivedAt: timestamp,
  })
  .meta({ id: 'Trade' })

export const tradeJson = (trade: Trade): z.output<typeof tradeSchema> => ({
  id: trade.tradeId,
  price: formatPrice(trade.price),
  quantity: formatQuantity(trade.quantity),
  takerSide: trade.takerSide,
  origin: trade.origin,
  ts: formatRfc3339(trade.tsEvent),
  receivedAt: formatRfc3339(trade.tsInit),
})

const level = z.object({ price: decimal, quantity: decimal }).meta({ id: 'PriceLevel' })

export const bookSchema = z
  .object({
    instrumentId: z.string(),
    state: z
      .enum(['LIVE', 'QUARANTINED'])
      .nullable()
      .describe(
        'null before the first quote. QUARANTINED: known or feared to be broken, and so without levels',
      ),
    bids: z.array(level).describe('Best first'),
    asks: z.array(level).describe('Best first'),
    ts: timestamp.nullable().describe("The venue's time"),
    receivedAt: timestamp.nullable(),
    ageMs: z.number().nullable().describe('Since it reached us'),
  })
  .meta({ id: 'Book' })

export function bookJson(
  instrumentId: string,
  quote: Quote | undefined,
  levels: number,
  now: UnixNanos,
): z.output<typeof bookSchema> {
  if (quote === undefined)
    return { instrumentId, state: null, bids: [], asks: [], ts: null, receivedAt: null, ageMs: null }
  const { state, bids, asks, tsEvent, tsInit } = quote
  return {
    ...{ instrumentId, state },
    bids: bids.slice(0, levels).map(levelJson),
    asks: asks.slice(0, levels).map(levelJson),
    ts: formatRfc3339(tsEvent),
    receivedAt: formatRfc3339(tsInit),
    ageMs: Math.max(0, Math.round(millisBetween(tsInit, now))),
  }
}

export const levelJson = ({ price, quantity }: PriceLevel): z.output<typeof level> => ({
  price: formatPrice(price),
  quantity: formatQuantity(quantity),
})

export const candleSchema = z
  .object({
    openTime: timestamp,
    open: decimal,
    high: decimal,
    low: decimal,
    close: decimal,
    volume: decimal.describe('In the base currency'),
  })
  .meta({ id: 'Candle' })

export const candleJson = (candle: Candle): z.output<typeof candleSchema> => ({
  openTime: formatRfc3339(candle.openTime),
  open: formatPrice(candle.open),
  high: formatPrice(candle.high),
  low: formatPrice(candle.low),
  close: formatPrice(candle.close),
  volume: formatQuantity(candle.volume),
})
