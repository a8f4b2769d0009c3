/** One account in operation: its current state, what was decided on it, and counts of the decisions. */
import type { SubmitOrderReply } from '@oasis/contracts'
import type { DenialCode, StrategyId } from '@oasis/domain'
import { DecisionMemory } from './core/decision-memory.ts'
import type { RiskState } from './core/risk-state.ts'

export class RiskAccount {
  /** Replaced by every change; read it anew after each await. */
  state: RiskState
  readonly memory: DecisionMemory<SubmitOrderReply>
  /** Answers of the order manager about its halt: a snapshot asked for before one of them is older than it. */
  haltAnswers = 0
  /** What the intents of a strategy with several instruments are named after, by the strategy's own name. */
  readonly instances = new Map<StrategyId, readonly StrategyId[]>()
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
