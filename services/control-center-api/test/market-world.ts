/** What the normalizer puts on the topics of the market. */
import { topics } from '@oasis/contracts'
import {
  connectionId,
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
import type { Bus } from '@oasis/ports'

export const BTC = instrumentId('coinbase:BTC-USD')
export const ETH = instrumentId('coinbase:ETH-USD')

const connection = connectionId('c-1')

export function tradeAt(n: number, ts: UnixNanos, price: string, changes: Partial<Trade> = {}): Trade {
  const instrument: InstrumentId = changes.instrumentId ?? BTC
  return {
    eventId: tradeEventId(instrument, String(n)),
    instrumentId: instrument,
    tradeId: String(n),
    price: parsePrice(price),
    quantity: parseQuantity('0.5'),
    ...{ takerSide: 'BUY', origin: 'LIVE', connection, sequence: n, tsEvent: ts, tsInit: ts },
    ...changes,
  }
}

export function quoteAt(n: number, ts: UnixNanos, levels: number, state: Quote['state'] = 'LIVE'): Quote {
  const side = (sign: number) =>
    Array.from({ length: levels }, (_, i) => ({
      price: parsePrice(String(65_000 + sign * (i + 1))),
      quantity: parseQuantity(String(i + 1)),
    }))
  return {
    eventId: quoteEventId(BTC, connection, n),
    instrumentId: BTC,
    ...{ state, bids: side(-1), asks: side(1), connection, sequence: n, tsEvent: ts, tsInit: ts },
  }
}

export const publishTrades = (bus: Bus, ...trades: readonly Trade[]): Promise<void> =>
  bus.publish(trades.map((trade) => topics.trades.record(trade)))

export const publishQuotes = (bus: Bus, ...quotes: readonly Quote[]): Promise<void> =>
  bus.publish(quotes.map((quote) => topics.quotes.record(quote)))
