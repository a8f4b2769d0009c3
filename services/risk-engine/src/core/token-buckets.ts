/**
 * Token buckets for orders and for cancels, each kept as one time: when it will be full again. A bucket holds one
 * second's worth of tokens, and at least one: so many may come at once after a rest, and no more. At each level the
 * level's own limit counts. An order that replaces another cancels it, too, and takes one of each.
 */
import { type InstrumentId, NANOS_PER_SECOND, type StrategyId, type UnixNanos } from '@oasis/domain'
import { largerOf } from './larger-of.ts'
import { LIMIT_LEVELS, type LimitLevel, type LimitsInForce } from './limits-in-force.ts'
import type { PersistentMap } from './persistent-map.ts'

/** By what is counted, level and, below the account, the id at that level. */
export type TokenBuckets = PersistentMap<string, UnixNanos>

/** What is limited a second. */
export type Counted = 'maxOrdersPerSecond' | 'maxCancelsPerSecond'

/** Whose order or cancel it is; of the account's alone when not known. */
export interface TokenOwner {
  readonly strategyId: StrategyId
  readonly instrumentId: InstrumentId
}

export type TakeResult =
  | { readonly kind: 'TAKEN'; readonly rates: TokenBuckets }
  | { readonly kind: 'EMPTY'; readonly level: LimitLevel; readonly perSecond: number }

/** One token of every level that has a limit, or none at all. */
export function takeTokens(
  rates: TokenBuckets,
  counted: Counted,
  limits: LimitsInForce,
  owner: TokenOwner | undefined,
  now: UnixNanos,
): TakeResult {
  let next = rates
  for (const level of LIMIT_LEVELS) {
    const perSecond = limits[level]?.[counted]
    const key = bucketKey(counted, level, owner)
    if (perSecond === undefined || key === undefined) continue
    const fullAt = takeToken(rates.get(key), perSecond, now)
    if (fullAt === undefined) return { kind: 'EMPTY', level, perSecond }
    next = next.with(key, fullAt)
  }
  return { kind: 'TAKEN', rates: next }
}

function bucketKey(counted: Counted, level: LimitLevel, owner: TokenOwner | undefined): string | undefined {
  if (level === 'account') return counted
  if (!owner) return undefined
  return `${counted}/${level}/${level === 'strategy' ? owner.strategyId : owner.instrumentId}`
}

/** When the bucket is full again after one more now; undefined when it holds no token. */
function takeToken(fullAt: UnixNanos | undefined, perSecond: number, now: UnixNanos): UnixNanos | undefined {
  if (perSecond <= 0) return undefined
  // Rounded down, so that exactly the stated number fits into a second.
  const nanosPerToken = BigInt(Math.floor(1e9 / perSecond))
  const from = fullAt !== undefined && fullAt > now ? fullAt : now
  const next = (from + nanosPerToken) as UnixNanos
  // Less than one a second: the bucket still holds one.
  const capacity = largerOf(NANOS_PER_SECOND, nanosPerToken)
  return next - now > capacity ? undefined : next
}
