import type { RawLevel, RawQuote } from '@oasis/contracts'
import { type PriceLevel, parsePrice, parseQuantity, type Quote, quoteEventId } from '@oasis/domain'
import { checkTime } from './normalize-trade.ts'
import { orRefuse, Refusal, refused } from './refusal.ts'

/** A quarantined quote passes whatever else it says: it takes a book away, and must never be held back. */
export function normalizeQuote(raw: RawQuote, maxClockAheadMs: number): Quote | Refusal {
  const { instrumentId, state, connection, sequence, tsEvent, tsInit } = raw
  const eventId = quoteEventId(instrumentId, connection, sequence, state)
  const common = { eventId, instrumentId, state, connection, sequence, tsEvent, tsInit }
  if (state === 'QUARANTINED') return { ...common, bids: [], asks: [] }
  const wrongTime = checkTime(tsEvent, tsInit, maxClockAheadMs)
  if (wrongTime !== undefined) return wrongTime
  const bids = parseLevels(raw.bids)
  if (bids instanceof Refusal) return bids
  const asks = parseLevels(raw.asks)
  if (asks instanceof Refusal) return asks
  return checkBook(bids, asks) ?? { ...common, bids, asks }
}

function parseLevels(levels: readonly RawLevel[]): PriceLevel[] | Refusal {
  const parsed: PriceLevel[] = []
  for (const level of levels) {
    const price = orRefuse('bad-price', () => parsePrice(level.price))
    if (price instanceof Refusal) return price
    const quantity = orRefuse('bad-quantity', () => parseQuantity(level.size))
    if (quantity instanceof Refusal) return quantity
    if (price <= 0n) return refused('bad-price', 'a level at price zero')
    if (quantity <= 0n) return refused('bad-quantity', 'a level without quantity')
    parsed.push({ price, quantity })
  }
  return parsed
}

function checkBook(bids: readonly PriceLevel[], asks: readonly PriceLevel[]): Refusal | undefined {
  const isDescending = bids.every((bid, i) => i === 0 || bid.price < (bids[i - 1]?.price ?? 0n))
  const isAscending = asks.every((ask, i) => i === 0 || ask.price > (asks[i - 1]?.price ?? 0n))
  if (!isDescending || !isAscending) return refused('broken-book', 'levels out of order')
  const [bid] = bids
  const [ask] = asks
  if (bid !== undefined && ask !== undefined && bid.price >= ask.price) {
    return refused('broken-book', 'bid and ask cross')
  }
  return undefined
}
