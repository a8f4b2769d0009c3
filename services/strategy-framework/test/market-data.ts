/** Trades and quotes for tests, as the normalizer publishes them. */

import { topics } from '@oasis/contracts'
import {
  addMillis,
  type Candle,
  type ConnectionId,
  type InstrumentId,
  instrumentId,
  parsePrice,
  parseQuantity,
  type Quote,
  quoteEventId,
  type Trade,
  tradeEventId,
  type UnixNanos,
} from '@oasis/domain'
import type { CandleSource, NewRecord } from '@oasis/ports'

export const BTC = instrumentId('coinbase:BTC-USD')
export const ETH = instrumentId('coinbase:ETH-USD')
/** 2026-08-09T12:00:00Z. */
export const NOON = (1_786_276_800_000n * 1_000_000n) as UnixNanos
/** Venue to us. */
const WIRE_MS = 10

export interface TradeShape {
  readonly id: number
  /** When it reaches us, after noon. */
  readonly ms: number
  readonly price?: string
  readonly instrument?: InstrumentId
  readonly origin?: Trade['origin']
  /** From the venue to us. */
  readonly lateMs?: number
}

export function buildTrade({
  id,
  ms,
  price = '100',
  instrument = BTC,
  origin = 'LIVE',
  lateMs = WIRE_MS,
}: TradeShape): Trade {
  return {
    eventId: tradeEventId(instrument, String(id)),
    instrumentId: instrument,
    tradeId: String(id),
    price: parsePrice(price),
    quantity: parseQuantity('0.5'),
    takerSide: 'BUY',
    origin,
    connection: 'test' as ConnectionId,
    sequence: id,
    tsEvent: addMillis(NOON, ms - lateMs),
    tsInit: addMillis(NOON, ms),
  }
}

export function buildQuote(sequence: number, ms: number, instrument = BTC): Quote {
  const connection = 'test' as ConnectionId
  return {
    eventId: quoteEventId(instrument, connection, sequence),
    instrumentId: instrument,
    state: 'LIVE',
    bids: [{ price: parsePrice('99'), quantity: parseQuantity('1') }],
    asks: [{ price: parsePrice('101'), quantity: parseQuantity('1') }],
    connection,
    sequence,
    tsEvent: addMillis(NOON, ms - WIRE_MS),
    tsInit: addMillis(NOON, ms),
  }
}

export const tradeRecord = (shape: TradeShape): NewRecord => topics.trades.record(buildTrade(shape))

const candle = (openTime: UnixNanos, close: string): Candle => {
  const price = parsePrice(close)
  return { openTime, open: price, high: price, low: price, close: price, volume: parseQuantity('1') }
}

/** The minutes before noon, oldest first. */
export const candlesOf = (...closes: readonly string[]): CandleSource => ({
  candles: async () => closes.map((close, i) => candle(addMillis(NOON, (i - closes.length) * 60_000), close)),
})
