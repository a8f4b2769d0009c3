/** The halt in force in words, and how to end it: who resumes must have been shown which halt it is. */

import type { AccountControlView } from '@oasis/control-center-api'
import { formatRfc3339 } from '@oasis/domain'

/** What a person types to end exactly this halt, and none that was called since. */
export const resumeCommand = (haltEpoch: number): string => `ots resume --halt ${haltEpoch} --reason "…"`

/** Undefined where none is known to be in force. */
export function describeHaltInForce(view: AccountControlView | undefined): string | undefined {
  if (view?.state.status !== 'HALTED') return undefined
  const { haltEpoch, reason, changedBy } = view.state
  const since = `${formatRfc3339(view.since).slice(0, 19)}Z`
  return `halt ${haltEpoch} is in force since ${since}: ${reason}, by ${changedBy}; to end it: ${resumeCommand(haltEpoch)}`
}
