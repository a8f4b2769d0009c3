import type { ConnectionId, EventId, InstrumentId } from '../ids/identifiers.ts'
import type { Price, Quantity } from '../values/amounts.ts'
import type { UnixNanos } from '../values/unix-nanos.ts'

export interface PriceLevel {
  readonly price: Price
  readonly quantity: Quantity
}

/** LIVE: whole and in sequence. QUARANTINED: known or feared to be broken; it carries no levels and no price of it may be used. */
export type BookState = 'LIVE' | 'QUARANTINED'

/** Best levels of a book, bids descending and asks ascending, up to 25 deep. */
export interface Quote {
  readonly eventId: EventId
  readonly instrumentId: InstrumentId
  readonly state: BookState
  readonly bids: readonly PriceLevel[]
  readonly asks: readonly PriceLevel[]
  readonly connection: ConnectionId
  readonly sequence: number
  readonly tsEvent: UnixNanos
  readonly tsInit: UnixNanos
}
