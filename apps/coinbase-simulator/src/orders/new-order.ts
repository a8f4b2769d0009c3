/** A create request whose form is right: what the venue is asked to do. */
import type { Instrument, OrderTerms, Price, Side } from '@oasis/domain'
import type { StopDirection } from '@oasis/matching'
import type { OrderConfiguration, VenueOrderType } from './venue-order.ts'

export interface NewOrder {
  readonly clientOrderId: string
  readonly productId: string
  readonly instrument: Instrument
  readonly side: Side
  readonly configuration: OrderConfiguration
  readonly type: VenueOrderType
  readonly terms: OrderTerms
  /** Of a stop-limit order. */
  readonly stopDirection: StopDirection | undefined
  readonly stopTrigger: Price | undefined
  readonly keyName: string
}
