import { addMillis, millisBetween } from '@oasis/domain'
import { deny, type IntentContext, type Rule } from '../rule.ts'

/** What arises from catching up on old input. Age counts from when the cause reached us. */
export const staleSignal: Rule<IntentContext> = ({ intent: { cause }, limits, now }) => {
  const limitMs = limits.order.maxSignalAgeMs
  if (now <= addMillis(cause.tsInit, limitMs)) return undefined
  return deny('STALE_SIGNAL', {
    ageMs: String(millisBetween(cause.tsInit, now)),
    limitMs: String(limitMs),
  })
}
