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

/** Replaces what is set at that level; nothing set is remembered as well, since it takes the place of a seed. */
export const withScopedLimits = (
  state: AccountControlState,
  scope: LimitScope,
  limits: Partial<Limits>,
): AccountControlState => ({
  ...state,
  limits: [...state.limits.filter((each) => !sameScope(each.scope, scope)), { scope, limits }],
})

export const withReset = (state: AccountControlState): AccountControlState => ({
  ...state,
  resets: state.resets + 1,
})

/** As it is in force: seeds count at the levels where no command has set anything. */
export function withSeeds(state: AccountControlState, seeds: readonly ScopedLimits[]): AccountControlState {
  const unset = seeds.filter(({ scope }) => !state.limits.some((each) => sameScope(each.scope, scope)))
  return unset.length === 0 ? state : { ...state, limits: [...unset, ...state.limits] }
}

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
