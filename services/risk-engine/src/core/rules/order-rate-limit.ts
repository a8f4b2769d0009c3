import { type OrderRates, takeTokens } from '../order-rate.ts'
import { type Denial, deny, type PricedContext } from '../rule.ts'

/** Last of all, since it counts approvals: the buckets with this one taken out, or the denial. */
export function takeRate({ state, intent, limits, now }: PricedContext): { rates: OrderRates } | Denial {
  const taken = takeTokens(state.rates, limits, intent, now)
  if (taken.kind === 'TAKEN') return { rates: taken.rates }
  const { level, perSecond } = taken
  return deny('ORDER_RATE_LIMIT', { level, perSecond: String(perSecond) })
}
