import { addMillis, millisBetween } from '@oasis/domain'
import { isInFuture } from '../clock-tolerance.ts'
import { isFlattening } from '../halt.ts'
import { deny, type IntentContext, type Rule } from '../rule.ts'

/**
 * What arises from catching up on old input. Age counts from when the cause reached us. A cause in the future has no age
 * that can be trusted: it may be as old as any. A halt in force is no old input: what flattens comes when its cancels
 * are final.
 */
export const staleSignal: Rule<IntentContext> = ({ state, intent, limits, now }) => {
  const { cause } = intent
  const limitMs = limits.order.maxSignalAgeMs
  const early = isInFuture(cause.tsInit, now)
  if ((now <= addMillis(cause.tsInit, limitMs) && !early) || isFlattening(state, intent)) return undefined
  return deny('STALE_SIGNAL', {
    ageMs: String(millisBetween(cause.tsInit, now)),
    limitMs: String(limitMs),
    ...(early ? { why: 'its cause is in the future: a clock is wrong' } : {}),
  })
}
