/**
 * Limits as a check needs them. What concerns the order itself (its notional, its price, the age of what it rests on)
 * obeys the strictest of the three levels. A limit on a total binds the total of the level that sets it: a strategy's
 * exposure by the strategy's limit, the account's by the account's; all must hold.
 */
import {
  type AccountId,
  accountLimits,
  effectiveLimits,
  type InstrumentId,
  type Limits,
  type LimitsBook,
  type StrategyId,
} from '@oasis/domain'

export const LIMIT_LEVELS = ['account', 'strategy', 'instrument'] as const
export type LimitLevel = (typeof LIMIT_LEVELS)[number]

export interface LimitsInForce {
  /** The strictest of all levels. */
  readonly order: Limits
  readonly account: Limits
  readonly strategy: Partial<Limits> | undefined
  readonly instrument: Partial<Limits> | undefined
}

/** For what is of no strategy and no instrument that is known. */
export function limitsOfAccount(book: LimitsBook, account: AccountId): LimitsInForce {
  const limits = accountLimits(book, account)
  return { order: limits, account: limits, strategy: undefined, instrument: undefined }
}

/** By the ids that have limits of their own; those that have none share what is under the empty one. */
type Resolved = Map<string, Map<string, Map<string, LimitsInForce>>>

/** Books are replaced, never changed: what a book says of a strategy and an instrument is worked out once. */
const inForce = new WeakMap<LimitsBook, Resolved>()

export function limitsInForce(
  book: LimitsBook,
  account: AccountId,
  strategy: StrategyId,
  instrument: InstrumentId,
): LimitsInForce {
  const ownStrategy = book.strategy.has(strategy) ? strategy : ''
  const ownInstrument = book.instrument.has(instrument) ? instrument : ''
  const known = inForce.get(book)?.get(account)?.get(ownStrategy)?.get(ownInstrument)
  if (known) return known
  const ofBook = entry(inForce, book, () => new Map())
  const ofAccount = entry(ofBook, account, () => new Map())
  const ofStrategy = entry(ofAccount, ownStrategy, () => new Map())
  return entry(ofStrategy, ownInstrument, () => resolved(book, account, strategy, instrument))
}

interface Store<K, V> {
  get(key: K): V | undefined
  set(key: K, value: V): unknown
}

function entry<K, V>(store: Store<K, V>, key: K, make: () => V): V {
  const known = store.get(key)
  if (known !== undefined) return known
  const made = make()
  store.set(key, made)
  return made
}

function resolved(
  book: LimitsBook,
  account: AccountId,
  strategy: StrategyId,
  instrument: InstrumentId,
): LimitsInForce {
  return {
    order: effectiveLimits(book, account, strategy, instrument),
    account: accountLimits(book, account),
    strategy: book.strategy.get(strategy),
    instrument: book.instrument.get(instrument),
  }
}
