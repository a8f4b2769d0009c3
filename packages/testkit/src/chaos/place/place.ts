/**
 * Where a chaos run trades. The venue's process tells where it can be reached; the driver passes that on to each life of
 * the trading process, and knows nothing else of the venue.
 */
import type { InstrumentId } from '@oasis/domain'

export type PlaceAddress = SimulatedPlace | CoinbasePlace
export const PLACE_KINDS = ['simulated', 'coinbase'] as const
export type PlaceKind = (typeof PLACE_KINDS)[number]

/** The simulated venue of the test kit, over HTTP. */
export interface SimulatedPlace {
  readonly kind: 'simulated'
  readonly port: number
  readonly seed: number
  /** The venue's lookups are conclusive: less is in doubt, and the run is shorter. */
  readonly conclusive: boolean
}

/** The Coinbase simulator: its socket, its REST, and a key of its account. */
export interface CoinbasePlace {
  readonly kind: 'coinbase'
  readonly restUrl: string
  readonly wsUrl: string
  readonly keyFile: string
  /** Of the people at the venue, whom no fault keeps from answering. */
  readonly helpDeskPort: number
  readonly instruments: readonly InstrumentId[]
}

/** In quote currency, as everywhere. */
export interface ChaosLimits {
  readonly maxOrderNotional: string
  readonly maxPositionNotional: string
  readonly maxGrossExposure: string
  readonly maxNetExposure: string
  readonly maxOpenOrders: number
}
