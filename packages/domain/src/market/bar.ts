import type { EventId, InstrumentId } from '../ids/identifiers.ts'
import type { Price, Quantity } from '../values/amounts.ts'
import type { UnixNanos } from '../values/unix-nanos.ts'

/** A closed bar. `kind` is like "1m", "5m", "100t" (ticks). */
export interface Bar {
  readonly eventId: EventId
  readonly instrumentId: InstrumentId
  readonly kind: string
  readonly open: Price
  readonly high: Price
  readonly low: Price
  readonly close: Price
  readonly volume: Quantity
  readonly openTime: UnixNanos
  /** Exclusive end of the bar. */
  readonly closeTime: UnixNanos
  readonly tsInit: UnixNanos
}

/** A venue's candle, as fetched for warm-up. */
export interface Candle {
  readonly openTime: UnixNanos
  readonly open: Price
  readonly high: Price
  readonly low: Price
  readonly close: Price
  readonly volume: Quantity
}
