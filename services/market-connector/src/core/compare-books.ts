/** Our book against the venue's REST book, which is up to a second old: best prices must agree within a tolerance. */
import type { Price } from '@oasis/domain'
import type { VenueBook } from '@oasis/ports'
import type { InstrumentState } from './connector-state.ts'

export type BookComparison = 'AGREES' | 'DIFFERS' | 'NOT_COMPARABLE'

export function compareBooks(
  instrument: InstrumentState,
  venue: VenueBook,
  tolerance: number,
): BookComparison {
  const { book, phase } = instrument
  if (phase !== 'LIVE') return 'NOT_COMPARABLE'
  const pairs = [
    [book.bestBid()?.price, venue.bids[0]?.price],
    [book.bestAsk()?.price, venue.asks[0]?.price],
  ] as const
  for (const [ours, theirs] of pairs) {
    if (theirs === undefined) return 'NOT_COMPARABLE'
    if (ours === undefined || !isNear(ours, theirs, tolerance)) return 'DIFFERS'
  }
  return 'AGREES'
}

/** A threshold on a ratio, not an amount: a double serves. */
const isNear = (a: Price, b: Price, tolerance: number): boolean =>
  Math.abs(Number(a - b)) <= Number(b) * tolerance
