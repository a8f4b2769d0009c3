/**
 * How an account's control state changes. `limits` here are those that commands have set; what configuration seeds is
 * laid beneath them where they are put in force (`withSeeds`), so that a seed never counts as set. Versions and times
 * are given by whoever writes the state down.
 */
import type {
  AccountControlState,
  AccountId,
  BotStatus,
  InstrumentId,
  LimitScope,
  Limits,
  LimitsBook,
  ScopedLimits,
  StrategyId,
} from '@oasis/domain'

export interface Change {
  readonly reason: string
  readonly by: string
}

/**
 * Halted under that epoch, or a later one that is known already. Until the order manager has answered, the halt bears the
 * epoch that it will get there at least, and a mark: another halt may get that number first, and whoever ends that one
 * has not ended this.
 */
export const halted = (
  state: AccountControlState,
  haltEpoch: number,
  { reason, by }: Change,
): AccountControlState => ({
  ...state,
  status: 'HALTED',
  haltEpoch: Math.max(state.haltEpoch, haltEpoch),
  haltUnheard: true,
  reason,
  changedBy: by,
})

/** The order manager has told of an epoch that was not known here. */
export const haltNamed = (state: AccountControlState, haltEpoch: number): AccountControlState =>
  haltEpoch > state.haltEpoch ? { ...state, haltEpoch } : state

/** The order manager has the halt in force, under that epoch. */
export const haltHeard = (state: AccountControlState, haltEpoch: number): AccountControlState =>
  state.haltUnheard ? withoutMark(haltNamed(state, haltEpoch)) : haltNamed(state, haltEpoch)

export const withStatus = (
  state: AccountControlState,
  status: Exclude<BotStatus, 'HALTED'>,
  { reason, by }: Change,
): AccountControlState => ({ ...withoutMark(state), status, reason, changedBy: by })

function withoutMark({ haltUnheard: _, ...state }: AccountControlState): AccountControlState {
  return state
}

/**
 * Sets the limits that are named, at that level; all others stay what they were. None named gives the level back to
 * configuration.
 */
export function withScopedLimits(
  state: AccountControlState,
  scope: LimitScope,
  limits: Partial<Limits>,
): AccountControlState {
  const others = state.limits.filter((each) => !sameScope(each.scope, scope))
  if (Object.keys(limits).length === 0) return { ...state, limits: others }
  return { ...state, limits: [...others, { scope, limits: { ...limitsAt(state.limits, scope), ...limits } }] }
}

export const withReset = (state: AccountControlState): AccountControlState => ({
  ...state,
  resets: state.resets + 1,
})

/** As it is in force: a seed counts for every limit that no command has set at its level. */
export function withSeeds(state: AccountControlState, seeds: readonly ScopedLimits[]): AccountControlState {
  if (seeds.length === 0) return state
  const own = state.limits.filter(({ scope }) => !seeds.some((seed) => sameScope(seed.scope, scope)))
  const seeded = seeds.map(({ scope, limits }) => ({
    scope,
    limits: { ...limits, ...limitsAt(state.limits, scope) },
  }))
  return { ...state, limits: [...seeded, ...own] }
}

/** What is set at that level. */
export const limitsAt = (limits: readonly ScopedLimits[], scope: LimitScope): Partial<Limits> =>
  limits.find((each) => sameScope(each.scope, scope))?.limits ?? {}

const sameScope = (a: LimitScope, b: LimitScope): boolean => a.level === b.level && a.id === b.id

/** What configuration gives this account. Limits of strategies and instruments bind in every account. */
export function seedsOf(book: LimitsBook, account: AccountId): readonly ScopedLimits[] {
  const own = book.account.get(account)
  return [
    ...(own ? [{ scope: { level: 'account', id: account } as const, limits: own }] : []),
    ...[...book.strategy].map(([id, limits]) => ({ scope: { level: 'strategy', id } as const, limits })),
    ...[...book.instrument].map(([id, limits]) => ({ scope: { level: 'instrument', id } as const, limits })),
  ]
}

/**
 * By level and id, as rules look them up. A strategy's limits bind each of its instances, whose names its orders carry;
 * what is set for an instance by its own name narrows them.
 */
export function limitsBookOf(
  limits: readonly ScopedLimits[],
  instances: ReadonlyMap<StrategyId, readonly StrategyId[]>,
): LimitsBook {
  const account = new Map<AccountId, Partial<Limits>>()
  const strategy = new Map<StrategyId, Partial<Limits>>()
  const instrument = new Map<InstrumentId, Partial<Limits>>()
  for (const { scope, limits: values } of limits) {
    if (scope.level === 'account') account.set(scope.id, values)
    else if (scope.level === 'instrument') instrument.set(scope.id, values)
    else {
      for (const id of new Set([scope.id, ...(instances.get(scope.id) ?? [])])) {
        strategy.set(id, strictest(strategy.get(id) ?? {}, values))
      }
    }
  }
  return { account, strategy, instrument }
}

/** All limits are upper bounds: the smaller one is the stricter. */
function strictest(a: Partial<Limits>, b: Partial<Limits>): Partial<Limits> {
  const merged: Partial<Record<keyof Limits, number | bigint>> = { ...a }
  for (const name of Object.keys(b) as (keyof Limits)[]) {
    const [known, value] = [merged[name], b[name]]
    if (value !== undefined && (known === undefined || value < known)) merged[name] = value
  }
  // Each value comes from the same limit of one of the two.
  return merged as Partial<Limits>
}
