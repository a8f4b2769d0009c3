import { addMillis, millisBetween } from '@oasis/domain'
import type { LiveBook } from '../market-board.ts'
import { deny, type InstrumentContext, type Rule } from '../rule.ts'

/** Age counts from when the quote reached us; quotes of a live book are repeated at least every second. */
export const staleReferencePrice: Rule<InstrumentContext & { readonly book: LiveBook }> = ({
  intent,
  book,
  limits,
  now,
}) => {
  const limitMs = limits.order.maxReferenceAgeMs
  if (now <= addMillis(book.tsInit, limitMs)) return undefined
  return deny('STALE_REFERENCE_PRICE', {
    instrument: intent.instrumentId,
    ageMs: String(millisBetween(book.tsInit, now)),
    limitMs: String(limitMs),
  })
}
