import { addMillis, millisBetween } from '@oasis/domain'
import { isInFuture } from '../clock-tolerance.ts'
import type { LiveBook } from '../market-board.ts'
import { type Denial, deny, type InstrumentContext } from '../rule.ts'

/**
 * Age counts from when the quote reached us; quotes of a live book are repeated at least every second. One from the
 * future (a clock was set back since it was taken) has no age that can be trusted.
 */
export function staleReferencePrice(
  { intent, limits, now }: InstrumentContext,
  book: LiveBook,
): Denial | undefined {
  const limitMs = limits.order.maxReferenceAgeMs
  const early = isInFuture(book.tsInit, now)
  if (now <= addMillis(book.tsInit, limitMs) && !early) return undefined
  return deny('STALE_REFERENCE_PRICE', {
    instrument: intent.instrumentId,
    ageMs: String(millisBetween(book.tsInit, now)),
    limitMs: String(limitMs),
    ...(early ? { why: 'its time is in the future: a clock is wrong' } : {}),
  })
}
