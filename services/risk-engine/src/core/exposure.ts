/**
 * Exposure at its worst: every open order may still fill, buys or sells, whichever is worse. Valued at mid; what is
 * held of other instruments at the last mid seen, even in doubt. A balance that no instrument values is not part of it.
 */
import type { InstrumentId, StrategyId } from '@oasis/domain'
import type { RiskState } from './risk-state.ts'
import type { Candidate } from './valuation.ts'
import type { Exposure } from './value-sums.ts'

/** Of all the account holds (bought by OTS or not) and has open, or of one instrument alone. */
export function accountExposure(state: RiskState, candidate?: Candidate, only?: InstrumentId): Exposure {
  return only === undefined
    ? state.valuation.accountExposure(state, candidate)
    : state.valuation.instrumentExposure(state, only, candidate)
}

export const strategyExposure = (state: RiskState, strategy: StrategyId, candidate?: Candidate): Exposure =>
  state.valuation.strategyExposure(state, strategy, candidate)
