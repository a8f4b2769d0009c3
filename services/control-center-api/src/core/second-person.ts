/** What one person alone may not do, where two-person approval is in force. */
import type { CommandAction } from '@oasis/domain'
import type { User } from '@oasis/ports'
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

/**
 * Whether this makes somebody an admin whom whoever did it could be as well: a new admin, one who was none or was shut out,
 * or one with a new password, which is told to who resets it. The second person would be the first one again.
 */
export function makesAnAdmin(before: User | undefined, after: User): boolean {
  if (after.role !== 'admin' || after.disabled) return false
  const wasAdmin = before !== undefined && before.role === 'admin' && !before.disabled
  return !wasAdmin || before.passwordHash !== after.passwordHash
}
