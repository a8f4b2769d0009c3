import { parseRate } from '@oasis/domain'
import { DEFAULT_FAULTS } from '../../simulated-venue/fault-plan.ts'
import type { SimulatedVenueConfig } from '../../simulated-venue/simulated-venue-api.ts'
import { type Setup, TAKER_FEE, VENUE } from './setup.ts'

export const venueConfig = ({ markets, opening, traits }: Setup): SimulatedVenueConfig => ({
  id: VENUE,
  instruments: markets.map(({ instrument }) => instrument),
  opening,
  makerFee: parseRate('0.004'),
  takerFee: TAKER_FEE,
  traits,
  latency: { minMs: 2, maxMs: 60 },
  matching: { fillChance: 0.5, partialChance: 0.4, thinChance: 0.1, maxPieces: 3 },
  faults: DEFAULT_FAULTS,
})
