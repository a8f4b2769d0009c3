/** Limits by level, and token buckets counted anew from every token that was ever taken. */
import type { InstrumentId, Limits, OrderIntent, StrategyId, UnixNanos } from '@oasis/domain'
import { BTC, STRATEGY, WIDE } from '../risk-fixtures.ts'
import type { LimitLevel } from './facts.ts'

const SECOND = 1_000_000_000n

export interface Limited {
  limits: Record<LimitLevel, Partial<Limits>>
  /** Times at which a token was taken, by bucket. */
  tokens: Map<string, { readonly at: UnixNanos; readonly cost: bigint }[]>
  /** Nothing is known of what was taken before: they were empty. */
  emptyAt: Record<Counted, bigint>
}

/** The strictest of the three levels; only one strategy, and BTC, have limits of their own here. */
export function strictest(account: Limited, strategy: StrategyId, id: InstrumentId): Limits {
  const strict = { ...WIDE, ...account.limits.account }
  const levels = [
    strategy === STRATEGY ? account.limits.strategy : {},
    id === BTC ? account.limits.instrument : {},
  ]
  for (const level of levels) {
    for (const [key, value] of Object.entries(level)) {
      if (value < strict[key as keyof Limits]) Object.assign(strict, { [key]: value })
    }
  }
  return strict
}

/** The levels that set this limit, with its value. */
export function levelsOf<K extends keyof Limits>(
  account: Limited,
  key: K,
  intent: OrderIntent | undefined,
): readonly (readonly [LimitLevel, Limits[K]])[] {
  const set: (readonly [LimitLevel, Limits[K]])[] = [['account', account.limits.account[key] ?? WIDE[key]]]
  const strategy = intent?.strategyId === STRATEGY ? account.limits.strategy[key] : undefined
  const instrument = intent?.instrumentId === BTC ? account.limits.instrument[key] : undefined
  if (strategy !== undefined) set.push(['strategy', strategy])
  if (instrument !== undefined) set.push(['instrument', instrument])
  return set
}

type Counted = 'maxOrdersPerSecond' | 'maxCancelsPerSecond'

export function takeToken(
  account: Limited,
  counted: Counted,
  intent: OrderIntent | undefined,
  at: UnixNanos,
): void {
  for (const [level, perSecond] of levelsOf(account, counted, intent)) {
    if (perSecond === 0) continue
    const key = `${counted} ${level}`
    const taken = account.tokens.get(key) ?? []
    account.tokens.set(key, [...taken, { at, cost: SECOND / BigInt(perSecond) }])
  }
}

/** Whether every bucket has a token: each was empty once, holds a second's worth, and fills as time passes. */
export function hasToken(
  account: Limited,
  counted: Counted,
  intent: OrderIntent | undefined,
  at: UnixNanos,
): boolean {
  return levelsOf(account, counted, intent).every(([level, perSecond]) => {
    if (perSecond === 0) return false
    let [content, last] = [0n, account.emptyAt[counted]]
    for (const each of account.tokens.get(`${counted} ${level}`) ?? []) {
      content = least(SECOND, content + each.at - last) - each.cost
      last = each.at
    }
    return least(SECOND, content + at - last) >= SECOND / BigInt(perSecond)
  })
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b)
