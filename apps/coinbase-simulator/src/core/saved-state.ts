/**
 * What outlives the process: a snapshot of every product, and the trades made since, which are journaled before
 * anybody sees them. Snapshot and journal together give contiguous trade ids and continuing candles, however the
 * process ended. The book is not kept: it is made anew around the last price, as after any outage of a venue.
 */
import type { UnixNanos } from '@oasis/domain'
import { z } from 'zod'
import type { MarketTrade } from './product-market.ts'

const tickCandle = z.object({
  start: z.int(),
  open: z.int(),
  high: z.int(),
  low: z.int(),
  close: z.int(),
  lots: z.int(),
})

const regime = z.enum(['CALM', 'UP', 'DOWN'])

const savedProduct = z.object({
  priceIncrement: z.string(),
  baseIncrement: z.string(),
  lastTradeId: z.int(),
  price: z.object({
    logPrice: z.number(),
    anchor: z.number(),
    regime,
    drift: z.number(),
    secondsLeft: z.number(),
    lastTrend: regime,
  }),
  candles: z.array(tickCandle),
  /** Journal lines of the latest trades, oldest first. */
  recent: z.array(z.string()),
})

export const savedMarketSchema = z.object({
  version: z.literal(1),
  seed: z.string(),
  /** Counts starts; random draws of one run do not repeat those of another. */
  run: z.int(),
  products: z.record(z.string(), savedProduct),
})

export type SavedMarket = z.infer<typeof savedMarketSchema>

export interface JournaledTrade {
  readonly productId: string
  readonly trade: MarketTrade
}

/** `BTC-USD,1068572091,6508367,1034361,SELL,1786309548167634000` */
export const journalLine = (productId: string, trade: MarketTrade): string =>
  [productId, trade.id, trade.ticks, trade.lots, trade.makerSide, trade.time].join(',')

const LINE = /^([A-Z0-9]+-[A-Z0-9]+),(\d+),(\d+),(\d+),(BUY|SELL),(\d+)$/

/** `undefined` for text that is no whole line: the end of a journal whose writer was killed. */
export function parseJournalLine(line: string): JournaledTrade | undefined {
  const match = LINE.exec(line)
  if (!match) return undefined
  const [, productId = '', id, ticks, lots, makerSide, time = '0'] = match
  return {
    productId,
    trade: {
      id: Number(id),
      ticks: Number(ticks),
      lots: Number(lots),
      makerSide: makerSide === 'BUY' ? 'BUY' : 'SELL',
      time: BigInt(time) as UnixNanos,
    },
  }
}
