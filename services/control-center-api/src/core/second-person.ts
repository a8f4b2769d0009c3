/** What one person alone may not do, where two-person approval is in force. */
import type { CommandAction } from '@oasis/domain'
import { type LimitsKnown, raisedLimits } from './limit-raising.ts'

/** Why another admin has to confirm it; undefined: nobody has to. */
export function whySecondPerson(action: CommandAction, known: LimitsKnown): string | undefined {
  switch (action.kind) {
    case 'SET_BOT_STATUS':
      // A halt is left only by a command that names it.
      return action.status !== 'HALTED' && action.haltEpoch !== undefined ? 'it ends a halt' : undefined
    case 'SET_RISK_LIMITS': {
      const raised = raisedLimits(action, known)
      return raised.length === 0 ? undefined : `it raises ${raised.join(', ')}`
    }
    case 'SET_STRATEGY_CONFIG':
    case 'SET_STRATEGY_STATUS':
    case 'CANCEL_ORDER':
    case 'RESET_PAPER':
      return undefined
  }
}
