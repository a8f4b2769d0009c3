/**
 * Token buckets for orders and for cancels, each kept as one time: when it will be full again. A bucket holds one
 * second's worth of tokens, and at least one: so many may come at once after a rest, and no more. At each level the
 * level's own limit counts. An order that replaces another cancels it, too, and takes one of each.
 *
 * Invariant: over any time, restarts within it included, no more is approved than the rate lets through in that time,
 * and a bucket full. So a bucket of which it is not known what was taken begins empty; after a restart the order
 * manager's recent orders tell of those for orders, and nothing of those for cancels.
 */
import {
  type AccountId,
  addMillis,
  EXTERNAL_STRATEGY,
  type InstrumentId,
  type LimitsBook,
  NANOS_PER_SECOND,
  type Order,
  RECENT_ORDERS_MS,
  type StrategyId,
  type UnixNanos,
} from '@oasis/domain'
import { CLOCK_TOLERANCE_MS } from './clock-tolerance.ts'
import { largerOf } from './larger-of.ts'
import { LIMIT_LEVELS, type LimitLevel, type LimitsInForce, limitsInForce } from './limits-in-force.ts'
import { PersistentMap } from './persistent-map.ts'

/** What is limited a second. */
export type Counted = 'maxOrdersPerSecond' | 'maxCancelsPerSecond'

export interface TokenBuckets {
  /** What was taken before then is not known: all buckets were empty. */
  readonly emptyAt: Readonly<Record<Counted, UnixNanos>>
  /** Of those that something was taken from since; by what is counted, level and, below the account, the id at it. */
  readonly fullAt: PersistentMap<string, UnixNanos>
}

export const bucketsEmptyAt = (time: UnixNanos): TokenBuckets => ({
  emptyAt: { maxOrdersPerSecond: time, maxCancelsPerSecond: time },
  fullAt: PersistentMap.empty(),
})

/**
 * At the beginning of an epoch: `orders` are all that were created within {@link RECENT_ORDERS_MS}, by a clock that may
 * be behind ours. What else was approved before can become an order no more.
 */
export function bucketsAfter(
  rates: TokenBuckets,
  orders: readonly Order[],
  limits: { readonly book: LimitsBook; readonly account: AccountId },
  now: UnixNanos,
): TokenBuckets {
  const counted = 'maxOrdersPerSecond'
  const knownSince = addMillis(now, CLOCK_TOLERANCE_MS - RECENT_ORDERS_MS)
  let next: TokenBuckets = {
    emptyAt: { ...rates.emptyAt, [counted]: knownSince },
    fullAt: PersistentMap.empty(),
  }
  for (const { intent, createdAt } of orders.toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1))) {
    // Nobody here has approved it.
    if (intent.strategyId === EXTERNAL_STRATEGY) continue
    const latest = addMillis(createdAt, CLOCK_TOLERANCE_MS)
    const inForce = limitsInForce(limits.book, limits.account, intent.strategyId, intent.instrumentId)
    next = withTokensGone(next, counted, inForce, intent, latest < now ? latest : now)
  }
  return next
}

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
  const emptyAt = rates.emptyAt[counted]
  let { fullAt } = rates
  for (const level of LIMIT_LEVELS) {
    const perSecond = limits[level]?.[counted]
    const key = bucketKey(counted, level, owner)
    if (perSecond === undefined || key === undefined) continue
    if (perSecond <= 0) return { kind: 'EMPTY', level, perSecond }
    const { full, capacity } = tokenTaken(fullAt.get(key), emptyAt, perSecond, now)
    if (full - now > capacity) return { kind: 'EMPTY', level, perSecond }
    fullAt = fullAt.with(key, full)
  }
  return { kind: 'TAKEN', rates: { emptyAt: rates.emptyAt, fullAt } }
}

/** One token of every level that has a limit, which was taken whether there was one or not. */
function withTokensGone(
  rates: TokenBuckets,
  counted: Counted,
  limits: LimitsInForce,
  owner: TokenOwner,
  at: UnixNanos,
): TokenBuckets {
  let { fullAt } = rates
  for (const level of LIMIT_LEVELS) {
    const perSecond = limits[level]?.[counted]
    const key = bucketKey(counted, level, owner)
    if (perSecond === undefined || perSecond <= 0 || key === undefined) continue
    fullAt = fullAt.with(key, tokenTaken(fullAt.get(key), rates.emptyAt[counted], perSecond, at).full)
  }
  return { ...rates, fullAt }
}

function bucketKey(counted: Counted, level: LimitLevel, owner: TokenOwner | undefined): string | undefined {
  if (level === 'account') return counted
  if (!owner) return undefined
  return `${counted}/${level}/${level === 'strategy' ? owner.strategyId : owner.instrumentId}`
}

/** When the bucket is full again after one more at `now`; it held none if that is further away than its capacity. */
function tokenTaken(
  known: UnixNanos | undefined,
  emptyAt: UnixNanos,
  perSecond: number,
  now: UnixNanos,
): { readonly full: UnixNanos; readonly capacity: bigint } {
  // Rounded down, so that exactly the stated number fits into a second.
  const nanosPerToken = BigInt(Math.floor(1e9 / perSecond))
  // Less than one a second: the bucket still holds one.
  const capacity = largerOf(NANOS_PER_SECOND, nanosPerToken)
  const fullAt = known ?? emptyAt + capacity
  return { full: ((fullAt > now ? fullAt : now) + nanosPerToken) as UnixNanos, capacity }
}
