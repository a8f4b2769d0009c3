/**
 * Whether a change of limits allows more than was allowed before: what two people must agree on. All limits are upper
 * bounds. In doubt it does: where it is not known what is in force, and against what is on its way and stricter.
 */
import {
  type AccountControlState,
  DEFAULT_LIMITS,
  type LimitScope,
  type Limits,
  type LimitsBook,
} from '@oasis/domain'

export interface LimitsChange {
  readonly scope: LimitScope
  /** None named: the level goes back to configuration. */
  readonly limits: Partial<Limits>
}

export interface LimitsKnown {
  /** Undefined: its owner has not told yet. */
  readonly state: AccountControlState | undefined
  readonly seeds: LimitsBook
  /** Changes that may come into force yet. */
  readonly underWay: readonly LimitsChange[]
}

/** The names of what it raises. */
export function raisedLimits(change: LimitsChange, known: LimitsKnown): readonly string[] {
  const { scope, limits } = change
  if (known.state === undefined) return Object.keys(limits).length === 0 ? ['all'] : Object.keys(limits)
  const before = strictestBefore(scope, known)
  const isGivenBack = Object.keys(limits).length === 0
  const after = isGivenBack ? configured(scope, known.seeds) : limits
  const changed = isGivenBack ? Object.keys(before) : Object.keys(limits)
  return (changed as (keyof Limits)[]).filter((name) => {
    const was = before[name]
    const becomes = after[name]
    // At the levels below the account's, nothing set binds nothing.
    return was !== undefined && (becomes === undefined || becomes > was)
  })
}

function strictestBefore(scope: LimitScope, { state, seeds, underWay }: LimitsKnown): Partial<Limits> {
  const set = state?.limits.find((each) => isSame(each.scope, scope))?.limits
  const strictest: Partial<Record<keyof Limits, number | bigint>> = { ...configured(scope, seeds), ...set }
  for (const other of underWay.filter((each) => isSame(each.scope, scope))) {
    for (const [name, value] of Object.entries(other.limits) as [keyof Limits, number | bigint][]) {
      const known = strictest[name]
      if (known === undefined || value < known) strictest[name] = value
    }
  }
  // Each value comes from the same limit.
  return strictest as Partial<Limits>
}

/** As it is where no command has set anything. */
function configured(scope: LimitScope, seeds: LimitsBook): Partial<Limits> {
  switch (scope.level) {
    case 'account':
      return { ...DEFAULT_LIMITS, ...seeds.account.get(scope.id) }
    case 'strategy':
      return { ...seeds.strategy.get(scope.id) }
    case 'instrument':
      return { ...seeds.instrument.get(scope.id) }
  }
}

const isSame = (a: LimitScope, b: LimitScope): boolean => a.level === b.level && a.id === b.id
