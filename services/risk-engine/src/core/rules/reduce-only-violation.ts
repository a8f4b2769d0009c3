import { deny, type InstrumentContext, type Rule } from '../rule.ts'

export const reduceOnlyViolation: Rule<InstrumentContext> = ({ intent, reduction }) =>
  intent.reduceOnly && !reduction
    ? deny('REDUCE_ONLY_VIOLATION', { instrument: intent.instrumentId, side: intent.side })
    : undefined
