import { type Denial, deny, type InstrumentContext } from '../rule.ts'
import { type TokenBuckets, takeTokens } from '../token-buckets.ts'

/** After all others, since it counts approvals: the buckets with this one taken out, or the denial. */
export function takeOrderTokens(context: InstrumentContext): { readonly rates: TokenBuckets } | Denial {
  const { state, intent, limits, now } = context
  const taken = takeTokens(state.rates, 'maxOrdersPerSecond', limits, intent, now)
  if (taken.kind === 'TAKEN') return { rates: taken.rates }
  return deny('ORDER_RATE_LIMIT', { level: taken.level, perSecond: String(taken.perSecond) })
}
