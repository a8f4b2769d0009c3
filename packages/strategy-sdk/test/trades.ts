/** Trades for tests: only what a bar looks at has to be said. */
import {
  type ConnectionId,
  instrumentId,
  parsePrice,
  parseQuantity,
  type Trade,
  tradeEventId,
  type UnixNanos,
} from '@oasis/domain'

export const BTC = instrumentId('coinbase:BTC-USD')
/** 2026-08-09T12:00:00Z. */
export const NOON = 1_786_276_800_000n * 1_000_000n

export const at = (ms: number): UnixNanos => (NOON + BigInt(ms) * 1_000_000n) as UnixNanos

export interface TradeShape {
  readonly id: number
  readonly eventMs: number
  readonly initMs?: number
  readonly price?: string
  readonly quantity?: string
  readonly origin?: Trade['origin']
}

export function trade(shape: TradeShape): Trade {
  const { id, eventMs, initMs = eventMs + 20, price = '100', quantity = '1', origin = 'LIVE' } = shape
  return {
    eventId: tradeEventId(BTC, String(id)),
    instrumentId: BTC,
    tradeId: String(id),
    price: parsePrice(price),
    quantity: parseQuantity(quantity),
    takerSide: 'BUY',
    origin,
    connection: 'test' as ConnectionId,
    sequence: id,
    tsEvent: at(eventMs),
    tsInit: at(initMs),
  }
}
