import { isFlattening } from '../halt.ts'
import { deny, type IntentContext, type Rule } from '../rule.ts'

/** Reductions are denied, too: a reduction skips the exposure rules, the loss rules and BOT_PAUSED only. */
export const strategyStopped: Rule<IntentContext> = ({ state, intent }) =>
  state.strategies.get(intent.strategyId) === 'STOPPED' && !isFlattening(state, intent)
    ? deny('STRATEGY_STOPPED', { strategy: intent.strategyId })
    : undefined
