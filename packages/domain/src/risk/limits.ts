import type { AccountId, InstrumentId, StrategyId } from '../ids/identifiers.ts'
import { type Money, parseMoney, parseRate, type Rate } from '../values/amounts.ts'

/** Money in the account's valuation currency. Unset at a level means that level does not narrow. */
export interface Limits {
  readonly maxOrderNotional: Money
  readonly maxPositionNotional: Money
  readonly maxGrossExposure: Money
  readonly maxNetExposure: Money
  readonly maxOpenOrders: number
  /** Largest distance of a limit price, or of the expected market fill, from the reference price. */
  readonly priceCollar: Rate
  readonly maxReferenceAgeMs: number
  readonly maxSignalAgeMs: number
  readonly maxOrdersPerSecond: number
  readonly maxCancelsPerSecond: number
  readonly maxDailyLoss: Rate
  readonly maxDrawdown: Rate
}

export type LimitScope =
  | { readonly level: 'account'; readonly id: AccountId }
  | { readonly level: 'strategy'; readonly id: StrategyId }
  | { readonly level: 'instrument'; readonly id: InstrumentId }

/** Conservative account-level defaults, in force wherever nothing is set; there is never "no limit". */
export const DEFAULT_LIMITS: Limits = {
  maxOrderNotional: parseMoney('1000'),
  maxPositionNotional: parseMoney('5000'),
  maxGrossExposure: parseMoney('20000'),
  maxNetExposure: parseMoney('20000'),
  maxOpenOrders: 20,
  priceCollar: parseRate('0.02'),
  maxReferenceAgeMs: 5_000,
  maxSignalAgeMs: 2_000,
  maxOrdersPerSecond: 10,
  maxCancelsPerSecond: 20,
  maxDailyLoss: parseRate('0.02'),
  maxDrawdown: parseRate('0.05'),
}

export interface LimitsBook {
  readonly account: ReadonlyMap<AccountId, Partial<Limits>>
  readonly strategy: ReadonlyMap<StrategyId, Partial<Limits>>
  readonly instrument: ReadonlyMap<InstrumentId, Partial<Limits>>
}

type Widest = { [K in keyof Limits]: Limits[K] }

/** Account values replace the defaults; strategy and instrument levels can only narrow what the account allows. */
export function effectiveLimits(
  book: LimitsBook,
  account: AccountId,
  strategy: StrategyId,
  instrument: InstrumentId,
): Limits {
  const limits: Widest = { ...accountLimits(book, account) }
  for (const level of [book.strategy.get(strategy), book.instrument.get(instrument)]) narrow(limits, level)
  return limits
}

/** The account's own limits: what is set there, else the defaults. */
export function accountLimits(book: LimitsBook, account: AccountId): Limits {
  return { ...DEFAULT_LIMITS, ...book.account.get(account) }
}

function narrow(limits: Widest, level: Partial<Limits> | undefined): void {
  if (!level) return
  for (const key of Object.keys(level) as (keyof Limits)[]) {
    const value = level[key]
    if (value !== undefined && value < limits[key]) Object.assign(limits, { [key]: value })
  }
}

/**
 * How far back the order manager's snapshot for a new risk epoch tells of every order that was created, final ones
 * included: from their times follows how much of the order rate is used up.
 */
export const RECENT_ORDERS_MS = 10_000
