import { parseRate } from '@oasis/domain'
import type { Random } from '@oasis/ports'
import {
  CHANCE_FAULTS,
  DEFAULT_FAULTS,
  EPISODE_FAULTS,
  type FaultPlan,
} from '../../simulated-venue/fault-plan.ts'
import type { SimulatedVenueConfig } from '../../simulated-venue/simulated-venue-api.ts'
import { type Setup, TAKER_FEE, VENUE } from './setup.ts'

export const venueConfig = ({ markets, opening, traits }: Setup, random: Random): SimulatedVenueConfig => ({
  id: VENUE,
  instruments: markets.map(({ instrument }) => instrument),
  opening,
  makerFee: parseRate('0.004'),
  takerFee: TAKER_FEE,
  traits,
  latency: { minMs: 2, maxMs: 60 },
  matching: { fillChance: 0.5, partialChance: 0.4, thinChance: 0.1, maxPieces: 3 },
  faults: mixedFaults(random),
})

/** Each seed has its own mix; an order in doubt holds up its instrument, so that too many would leave nothing to see. */
function mixedFaults(random: Random): FaultPlan {
  const strength = () => {
    const draw = random()
    if (draw < 0.4) return 0
    return draw < 0.9 ? 0.3 + 0.5 * random() : 1 + 2 * random()
  }
  const chances = { ...DEFAULT_FAULTS.chances }
  for (const kind of CHANCE_FAULTS) chances[kind] = Math.min(0.5, chances[kind] * strength())
  const everyMs = { ...DEFAULT_FAULTS.everyMs }
  for (const kind of EPISODE_FAULTS) {
    const factor = strength()
    everyMs[kind] = factor === 0 ? 0 : Math.round(everyMs[kind] / factor)
  }
  return { ...DEFAULT_FAULTS, chances, everyMs }
}
