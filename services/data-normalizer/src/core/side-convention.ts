/** Whose side a venue reports with a trade. Ours is always the taker's. */
import { oppositeSide, type TakerSide } from '@oasis/domain'
import { type Refusal, refused } from './refusal.ts'

/** Coinbase: `HistoricalMarketTrade.side` is "the maker side of the trade", on the stream likewise. */
export const SIDE_CONVENTIONS: Readonly<Record<string, 'MAKER' | 'TAKER'>> = { coinbase: 'MAKER' }

/** Words for "not told"; Coinbase sends the first one after maintenance of futures. */
const NOT_TOLD = new Set(['UNKNOWN_ORDER_SIDE', ''])

export function takerSideOf(venue: string, side: string): TakerSide | Refusal {
  if (NOT_TOLD.has(side)) return 'UNKNOWN'
  if (side !== 'BUY' && side !== 'SELL') return refused('bad-side', `"${side.slice(0, 40)}" is no side`)
  return SIDE_CONVENTIONS[venue] === 'MAKER' ? oppositeSide(side) : side
}
