/**
 * Token buckets with one second's worth of tokens, each kept as one time: when the bucket will be full again. Counted
 * are approvals, at each level by the level's own limit.
 */
import { NANOS_PER_SECOND, type OrderIntent, type UnixNanos } from '@oasis/domain'
import { largerOf } from './larger-of.ts'
import { LIMIT_LEVELS, type LimitLevel, type LimitsInForce } from './limits-in-force.ts'

/** By level and, below the account, by the id at that level. */
export type OrderRates = ReadonlyMap<string, UnixNanos>

export type TakeResult =
  | { readonly kind: 'TAKEN'; readonly rates: OrderRates }
  | { readonly kind: 'EMPTY'; readonly level: LimitLevel; readonly perSecond: number }

/** One token of every level that has a limit, or none at all. */
export function takeTokens(
  rates: OrderRates,
  limits: LimitsInForce,
  intent: OrderIntent,
  now: UnixNanos,
): TakeResult {
  const next = new Map(rates)
  for (const level of LIMIT_LEVELS) {
    const perSecond = limits[level]?.maxOrdersPerSecond
    if (perSecond === undefined) continue
    const key = bucketKey(level, intent)
    const fullAt = takeToken(rates.get(key), perSecond, now)
    if (fullAt === undefined) return { kind: 'EMPTY', level, perSecond }
    next.set(key, fullAt)
  }
  return { kind: 'TAKEN', rates: next }
}

function bucketKey(level: LimitLevel, intent: OrderIntent): string {
  if (level === 'account') return level
  return `${level}/${level === 'strategy' ? intent.strategyId : intent.instrumentId}`
}

/** When the bucket is full again after one more order now; undefined when it holds no token. */
function takeToken(fullAt: UnixNanos | undefined, perSecond: number, now: UnixNanos): UnixNanos | undefined {
  if (perSecond <= 0) return undefined
  // Rounded down, so that exactly the stated number fits into a second.
  const nanosPerOrder = BigInt(Math.floor(1e9 / perSecond))
  const from = fullAt !== undefined && fullAt > now ? fullAt : now
  const next = (from + nanosPerOrder) as UnixNanos
  // Less than one order a second: the bucket still holds one.
  const capacity = largerOf(NANOS_PER_SECOND, nanosPerOrder)
  return next - now > capacity ? undefined : next
}
