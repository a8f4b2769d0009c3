import { deny, type IntentContext, type Rule } from '../rule.ts'

/** Nothing is approved on a state that may miss events. */
export const reconciling: Rule<IntentContext> = ({ state: { phase, reason } }) =>
  phase === 'OPEN' || phase === 'AWAY' ? undefined : deny('RECONCILING', { phase, reason })
