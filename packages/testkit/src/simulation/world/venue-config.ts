import { parseRate } from '@oasis/domain'
import type { Random } from '@oasis/ports'
import {
  CHANCE_FAULTS,
  DEFAULT_FAULTS,
  EPISODE_FAULTS,
  type FaultKind,
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

/** Kinds that seldom find anything to bite into, so that each of them is seen in a fifth of the seeds at least. */
const MORE_OF: Partial<Readonly<Record<FaultKind, number>>> = {
  'submit-lost': 2,
  'submit-error-before': 2,
  'submit-answer-lost': 2,
  'submit-answer-late': 4,
  'submit-error-after': 2,
  'submit-refused': 2,
  'submit-rejected': 2,
  'submit-taken-late': 7,
  'cancel-lost': 4,
  'cancel-answer-lost': 4,
  'cancel-late': 5,
  'cancel-refused': 4,
  'cancel-raced': 4,
  'manual-trade': 1.6,
  deposit: 1.6,
  withdrawal: 1.6,
  'order-hidden': 16,
  'balances-lagging': 12,
  unreachable: 2,
  'clock-skewed': 2,
  'external-cancel': 4,
  'fill-reversed': 3.5,
}

/** Each seed has its own mix; an order in doubt holds up its instrument, so that too many would leave nothing to see. */
function mixedFaults(random: Random): FaultPlan {
  const strength = () => {
    const draw = random()
    if (draw < 0.5) return 0
    return draw < 0.92 ? 0.2 + 0.4 * random() : 1 + random()
  }
  const chances = { ...DEFAULT_FAULTS.chances }
  for (const kind of CHANCE_FAULTS)
    chances[kind] = Math.min(0.6, chances[kind] * (MORE_OF[kind] ?? 1) * strength())
  const everyMs = { ...DEFAULT_FAULTS.everyMs }
  for (const kind of EPISODE_FAULTS) {
    const factor = strength() * (MORE_OF[kind] ?? 1)
    everyMs[kind] = factor === 0 ? 0 : Math.round(everyMs[kind] / factor)
  }
  return { ...DEFAULT_FAULTS, chances, everyMs }
}
