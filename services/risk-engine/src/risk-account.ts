/** One account in operation: its current state, what was decided on it, and counts of the decisions. */
import type { SubmitOrderReply } from '@oasis/contracts'
import type { DenialCode } from '@oasis/domain'
import { DecisionMemory } from './core/decision-memory.ts'
import type { RiskState } from './core/risk-state.ts'

export class RiskAccount {
  /** Replaced by every change; read it anew after each await. */
  state: RiskState
  readonly memory: DecisionMemory<SubmitOrderReply>
  approved = 0
  readonly denied = new Map<DenialCode, number>()

  constructor(state: RiskState, rememberedIntents: number) {
    this.state = state
    this.memory = new DecisionMemory(rememberedIntents)
  }

  countDenial(code: DenialCode): void {
    this.denied.set(code, (this.denied.get(code) ?? 0) + 1)
  }
}
