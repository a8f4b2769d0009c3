/** What a halt has come to, as its command tells: see control-center-api's halt desk. */
import type { Command } from '../../api/types.ts'

export interface HaltOutcome {
  readonly haltEpoch: number
  /** The venue itself has said that nothing is open. */
  readonly verified: boolean
  readonly open: readonly unknown[]
  readonly unresolved: readonly unknown[]
  readonly message: string
}

/** Undefined while it is not known. */
export function haltOutcomeOf({ result }: Pick<Command, 'result'>): HaltOutcome | undefined {
  if (typeof result !== 'object' || result === null || !('haltEpoch' in result)) return undefined
  // Written by the API; an older one may leave something out.
  const {
    haltEpoch,
    verified = false,
    open = [],
    unresolved = [],
    message = '',
  } = result as Partial<HaltOutcome>
  return haltEpoch === undefined ? undefined : { haltEpoch, verified, open, unresolved, message }
}
