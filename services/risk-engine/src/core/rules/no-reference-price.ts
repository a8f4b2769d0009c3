import { type LiveBook, usableBook } from '../market-board.ts'
import { type Denial, deny, type InstrumentContext } from '../rule.ts'

/** The book that all later rules see, or the denial. */
export function findReferenceBook({ state, intent }: InstrumentContext): LiveBook | Denial {
  const { instrumentId: instrument } = intent
  const reference = state.market.references.get(instrument)
  const book = usableBook(reference)
  if (book) return book
  if (reference?.withdrawal?.kind === 'FUTURE') {
    return deny('STALE_REFERENCE_PRICE', { instrument, why: 'its time is in the future: a clock is wrong' })
  }
  return reference?.book && reference.withdrawal?.kind === 'STALE'
    ? deny('STALE_REFERENCE_PRICE', { instrument, why: 'the feed is stale' })
    : deny('NO_REFERENCE_PRICE', { instrument, why: reference ? 'the book is in doubt' : 'no quote yet' })
}
