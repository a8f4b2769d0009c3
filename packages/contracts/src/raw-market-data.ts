/** What a connector publishes: the venue's own strings with our stamps. Meaning is given by the normalizer. */
import type { BookState, ConnectionId, InstrumentId, TradeOrigin, UnixNanos } from '@oasis/domain'

export interface RawTrade {
  readonly instrumentId: InstrumentId
  readonly tradeId: string
  readonly price: string
  readonly size: string
  /** The venue's word; on Coinbase the maker's side. */
  readonly side: string
  readonly time: string
  readonly origin: TradeOrigin
  readonly connection: ConnectionId
  readonly sequence: number
  readonly tsInit: UnixNanos
}

export interface RawLevel {
  readonly price: string
  readonly size: string
}

export interface RawQuote {
  readonly instrumentId: InstrumentId
  readonly state: BookState
  /** Best first, up to 25. Empty when quarantined. */
  readonly bids: readonly RawLevel[]
  readonly asks: readonly RawLevel[]
  readonly connection: ConnectionId
  readonly sequence: number
  readonly tsEvent: UnixNanos
  readonly tsInit: UnixNanos
}

/** A record that could not be used, whole, with the reason. */
export interface DeadLetter {
  readonly topic: string
  readonly partition: number
  readonly offset: number
  readonly key: string
  readonly value: Uint8Array
  readonly reason: string
  readonly ts: UnixNanos
}
