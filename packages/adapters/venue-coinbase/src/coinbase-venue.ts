/** Coinbase Advanced Trade as a place that takes orders. */
import type { Venue } from '@oasis/ports'
import type { CoinbaseVenueOptions } from './coinbase-venue-options.ts'

export function createCoinbaseVenue(_options: CoinbaseVenueOptions): Venue {
  throw new Error('not built yet')
}
