/** The simulated venue over HTTP, and prices that every process computes for itself. */
import { CHAOS_VENUE, chaosInstruments } from '../market/chaos-market.ts'
import { createSyntheticFeed, createSyntheticReference } from '../market/synthetic-feed.ts'
import { askHelpDesk } from '../place/help-desk.ts'
import type { ChaosLimits, SimulatedPlace } from '../place/place.ts'
import { createHttpVenue } from '../venue/http-venue.ts'
import { chaosTraits, MAKER_FEE, TAKER_FEE } from '../venue/venue-setup.ts'
import { chaosConfig } from './chaos-config.ts'
import type { Marketplace, MarketplaceOptions } from './marketplace.ts'

const TICK_MS = 50

export const SIMULATED_LIMITS: ChaosLimits = {
  maxOrderNotional: '200',
  maxPositionNotional: '1500',
  maxGrossExposure: '4000',
  maxNetExposure: '4000',
  maxOpenOrders: 20,
}

export function openSimulatedMarketplace(place: SimulatedPlace, options: MarketplaceOptions): Marketplace {
  const { port, seed, conclusive } = place
  const { scheduler } = options
  const market = { scheduler, instruments: chaosInstruments(seed), tickMs: TICK_MS }
  return {
    feed: createSyntheticFeed(market),
    reference: createSyntheticReference(market),
    venue: createHttpVenue({ ...options, id: CHAOS_VENUE, traits: chaosTraits(conclusive), port }),
    config: simulatedConfig(seed),
    positionLimits: ['300', '800'],
    lookEveryMs: 700,
    askVenue: ({ clientOrderId }, signal) => askHelpDesk(port, clientOrderId, signal),
  }
}

const simulatedConfig = (seed: number) =>
  chaosConfig({
    limits: SIMULATED_LIMITS,
    perSecond: 50,
    strategies: chaosInstruments(seed).map(({ instrument, quantity }, n) => {
      const ticks = { type: 'every-n-ticks', params: { n: 2, quantity } }
      const params = { eagerness: 0.3, orderValue: 60, fickleness: 0.3, quotes: false }
      const wanted = n % 2 === 0 ? ticks : { type: 'restless-trader', params }
      return { id: `chaos-${n}`, instruments: [instrument.id], ...wanted }
    }),
    // What the account begins with is the venue's; here it only says which instruments price it.
    paper: { makerFee: MAKER_FEE, takerFee: TAKER_FEE, openingBalances: { USD: '1', ETH: '1' } },
  })
