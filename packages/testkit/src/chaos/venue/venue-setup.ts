/** The venue of the chaos run: real time, and faults short enough for runs of minutes. */
import { currency, parseMoney, parseRate } from '@oasis/domain'
import type { VenueTraits } from '@oasis/ports'
import { DEFAULT_FAULTS, type FaultPlan } from '../../simulated-venue/fault-plan.ts'
import type { SimulatedVenueConfig } from '../../simulated-venue/simulated-venue-api.ts'
import { CHAOS_VENUE, chaosInstruments, VALUATION } from '../market/chaos-market.ts'

export const TAKER_FEE = '0.002'
export const MAKER_FEE = '0.001'

/**
 * The least that a venue can promise: it deduplicates nothing, and not finding an order proves nothing. `conclusive`: a
 * lookup tells at once, so that a short run does not wait for what is in doubt.
 */
export const chaosTraits = (conclusive: boolean): VenueTraits => ({
  lookupIsConclusive: conclusive,
  submitIsIdempotent: false,
  goodTilDate: true,
})

const CHAOS_FAULTS: FaultPlan = {
  ...DEFAULT_FAULTS,
  chances: {
    ...DEFAULT_FAULTS.chances,
    // The port itself refuses connections during an outage.
    'submit-refused': 0,
    'submit-lost': 0.005,
    'submit-error-before': 0.005,
    'submit-answer-lost': 0.01,
    'submit-error-after': 0.02,
    'submit-answer-late': 0.01,
    'submit-taken-late': 0.005,
    'submit-rejected': 0.02,
    'look-failed': 0.01,
    'lookup-lagging': 0.2,
    'order-hidden': 0.03,
    'fill-listed-late': 0.05,
  },
  everyMs: {
    unreachable: 50_000,
    'stream-interrupted': 15_000,
    'clock-skewed': 60_000,
    'manual-trade': 20_000,
    'external-order': 40_000,
    'external-cancel': 20_000,
    deposit: 150_000,
    withdrawal: 150_000,
    'fill-reversed': 60_000,
  },
  spans: {
    'submit-answer-late': { minMs: 3_000, maxMs: 12_000 },
    'submit-taken-late': { minMs: 1_000, maxMs: 8_000 },
    'cancel-late': { minMs: 500, maxMs: 4_000 },
    'lookup-lagging': { minMs: 50, maxMs: 2_000 },
    'order-hidden': { minMs: 300, maxMs: 5_000 },
    'fill-listed-late': { minMs: 100, maxMs: 4_000 },
    'balances-lagging': { minMs: 50, maxMs: 500 },
    'event-late': { minMs: 50, maxMs: 1_500 },
    unreachable: { minMs: 300, maxMs: 3_000 },
    'stream-interrupted': { minMs: 50, maxMs: 1_000 },
    'clock-skewed': { minMs: 300, maxMs: 2_000 },
  },
  skew: { minMs: 30, maxMs: 1_000 },
  personShare: 0.002,
}

export const chaosVenueConfig = (seed: number, conclusive: boolean): SimulatedVenueConfig => ({
  id: CHAOS_VENUE,
  instruments: chaosInstruments(seed).map(({ instrument }) => instrument),
  opening: [
    { currency: VALUATION, amount: parseMoney('100000') },
    { currency: currency('ETH'), amount: parseMoney('0.5') },
  ],
  makerFee: parseRate(MAKER_FEE),
  takerFee: parseRate(TAKER_FEE),
  traits: chaosTraits(conclusive),
  latency: { minMs: 1, maxMs: 20 },
  matching: { fillChance: 0.3, partialChance: 0.4, thinChance: 0.1, maxPieces: 3 },
  faults: CHAOS_FAULTS,
})
