import { deny, type IntentContext, type Rule } from '../rule.ts'

/** Paper and real never mix. */
export const modeMismatch: Rule<IntentContext> = ({ state, intent }) =>
  intent.mode === state.account.mode
    ? undefined
    : deny('MODE_MISMATCH', { intent: intent.mode, account: state.account.mode })
