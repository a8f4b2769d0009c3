import type { Currency, InstrumentId, VenueId } from '../ids/identifiers.ts'
import type { Money, Price, Quantity } from '../values/amounts.ts'
import type { UnixNanos } from '../values/unix-nanos.ts'

/** What the venue lets one do on an instrument now. */
export type TradingStatus =
  | 'TRADING'
  | 'CANCEL_ONLY'
  | 'LIMIT_ONLY'
  | 'POST_ONLY'
  | 'AUCTION'
  | 'HALTED'
  | 'DELISTED'

/** A tradable pair with the venue's increments and bounds. Maxima are rounded down to their increment, minima up. */
export interface Instrument {
  readonly id: InstrumentId
  readonly venue: VenueId
  readonly symbol: string
  readonly base: Currency
  readonly quote: Currency
  readonly priceIncrement: Price
  readonly quantityIncrement: Quantity
  readonly minQuantity: Quantity
  readonly maxQuantity: Quantity
  /** Smallest and largest order value in the quote currency. */
  readonly minNotional: Money
  readonly maxNotional: Money
  readonly status: TradingStatus
  readonly tsEvent: UnixNanos
}
