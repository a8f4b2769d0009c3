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

/** Books are replaced, never changed: what a book says of a strategy and an instrument is worked out once. */
const inForce = new WeakMap<LimitsBook, Map<string, LimitsInForce>>()

export function limitsInForce(
  book: LimitsBook,
  account: AccountId,
  strategy: StrategyId,
  instrument: InstrumentId,
): LimitsInForce {
  let known = inForce.get(book)
  if (!known) {
    known = new Map()
    inForce.set(book, known)
  }
  // Most have no limits of their own; so there are few different ones, whatever comes in.
  const own = [book.strategy.has(strategy) ? strategy : '', book.instrument.has(instrument) ? instrument : '']
  const key = `${account}|${own.join('|')}`
  const limits = known.get(key) ?? resolved(book, account, strategy, instrument)
  known.set(key, limits)
  return limits
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
