import { deny, type PricedContext, type Rule } from '../rule.ts'

export const reduceOnlyViolation: Rule<PricedContext> = ({ intent, reduction }) =>
  intent.reduceOnly && !reduction
    ? deny('REDUCE_ONLY_VIOLATION', { instrument: intent.instrumentId, side: intent.side })
    : undefined
