import type { ConnectionId, EventId, InstrumentId } from '../ids/identifiers.ts'
import type { Price, Quantity } from '../values/amounts.ts'
import type { UnixNanos } from '../values/unix-nanos.ts'

export type Side = 'BUY' | 'SELL'
/** Some venues do not say who was the aggressor (Coinbase's UNKNOWN_ORDER_SIDE). */
export type TakerSide = Side | 'UNKNOWN'

export const oppositeSide = (side: Side): Side => (side === 'BUY' ? 'SELL' : 'BUY')

/**
 * How a trade reached us. LIVE: as it happened. SNAPSHOT: history sent on subscribing, older than the subscription.
 * BACKFILL: missed in a gap and fetched afterwards. Strategies count LIVE trades only.
 */
export type TradeOrigin = 'LIVE' | 'SNAPSHOT' | 'BACKFILL'

export interface Trade {
  readonly eventId: EventId
  readonly instrumentId: InstrumentId
  /** The venue's id, contiguous per instrument on Coinbase. */
  readonly tradeId: string
  readonly price: Price
  readonly quantity: Quantity
  /** The aggressor's side; Coinbase reports the maker's, the normalizer turns it. */
  readonly takerSide: TakerSide
  readonly origin: TradeOrigin
  readonly connection: ConnectionId
  readonly sequence: number
  readonly tsEvent: UnixNanos
  readonly tsInit: UnixNanos
}
