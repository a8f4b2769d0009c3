import { deny, type IntentContext, type Rule } from '../rule.ts'

/** Its last call failed, and it has not answered since. */
export const orderManagerUnavailable: Rule<IntentContext> = ({ state: { phase, reason } }) =>
  phase === 'AWAY' ? deny('ORDER_MANAGER_UNAVAILABLE', { reason }) : undefined
