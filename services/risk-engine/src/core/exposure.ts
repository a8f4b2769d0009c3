/**
 * Exposure at its worst: every open order may still fill, buys or sells, whichever is worse. Valued at mid; what is
 * held of other instruments at the last mid seen, even in doubt. A balance that no instrument values is not part of it.
 */
import type { InstrumentId, OrderIntent, StrategyId } from '@oasis/domain'
import type { LimitLevel } from './limits-in-force.ts'
import { pendingOf } from './pending-totals.ts'
import type { Reservation } from './reservation.ts'
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

/** An order under check, with what it would reserve. */
type UncheckedOrder = Pick<Candidate, 'instrument' | 'standings'> & { readonly reservation: Reservation }

/** With one order counted as if it were open; each level's is computed when it is first asked for. */
export class ExposuresWith {
  readonly #state: RiskState
  readonly #intent: OrderIntent
  readonly #candidate: Candidate
  readonly #known: Partial<Record<LimitLevel, Exposure>> = {}

  constructor(state: RiskState, intent: OrderIntent, order: UncheckedOrder) {
    const { instrument, standings, reservation } = order
    this.#state = state
    this.#intent = intent
    this.#candidate = { instrument, standings, pending: pendingOf(reservation) }
  }

  at(level: LimitLevel): Exposure {
    const exposure = this.#known[level] ?? this.#compute(level)
    this.#known[level] = exposure
    return exposure
  }

  #compute(level: LimitLevel): Exposure {
    const { strategyId, instrumentId } = this.#intent
    if (level === 'strategy') return strategyExposure(this.#state, strategyId, this.#candidate)
    return accountExposure(this.#state, this.#candidate, level === 'instrument' ? instrumentId : undefined)
  }
}
