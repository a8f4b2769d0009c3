/** The marketplace at a place. */
import type { PlaceAddress } from '../place/place.ts'
import type { Marketplace, MarketplaceOptions } from './marketplace.ts'

/** Only what this place needs is loaded: each start counts. */
export async function openMarketplace(
  place: PlaceAddress,
  options: MarketplaceOptions,
): Promise<Marketplace> {
  switch (place.kind) {
    case 'simulated': {
      const { openSimulatedMarketplace } = await import('./simulated-marketplace.ts')
      return openSimulatedMarketplace(place, options)
    }
    case 'coinbase': {
      const { openCoinbaseMarketplace } = await import('../coinbase/coinbase-marketplace.ts')
      return openCoinbaseMarketplace(place, options)
    }
  }
}
