import type { RawTrade } from '@oasis/contracts'
import {
  addMillis,
  parsePrice,
  parseQuantity,
  parseRfc3339,
  type Trade,
  tradeEventId,
  type UnixNanos,
  venueOf,
} from '@oasis/domain'
import type { PriceBand } from './price-band.ts'
import { orRefuse, Refusal, refused } from './refusal.ts'
import { takerSideOf } from './side-convention.ts'

/** Exactly what the venue said, in our terms, or why it cannot be. Nothing is rounded. */
export function normalizeTrade(raw: RawTrade, band: PriceBand, maxClockAheadMs: number): Trade | Refusal {
  const { instrumentId, tradeId, origin, connection, sequence, tsInit } = raw
  const price = orRefuse('bad-price', () => parsePrice(raw.price))
  if (price instanceof Refusal) return price
  if (price <= 0n) return refused('bad-price', 'a price of zero')
  const quantity = orRefuse('bad-quantity', () => parseQuantity(raw.size))
  if (quantity instanceof Refusal) return quantity
  if (quantity <= 0n) return refused('bad-quantity', 'a quantity of zero')
  const takerSide = takerSideOf(venueOf(instrumentId), raw.side)
  if (takerSide instanceof Refusal) return takerSide
  const tsEvent = orRefuse('bad-time', () => parseRfc3339(raw.time))
  if (tsEvent instanceof Refusal) return tsEvent
  const wrongTime = checkTime(tsEvent, tsInit, maxClockAheadMs)
  if (wrongTime !== undefined) return wrongTime
  const farFrom = band.check(instrumentId, price)
  if (farFrom !== undefined)
    return refused('implausible-price', `${raw.price} is too far from the last price`)
  const eventId = tradeEventId(instrumentId, tradeId)
  return {
    eventId,
    instrumentId,
    tradeId,
    price,
    quantity,
    takerSide,
    origin,
    connection,
    sequence,
    tsEvent,
    tsInit,
  }
}

export function checkTime(
  tsEvent: UnixNanos,
  tsInit: UnixNanos,
  maxClockAheadMs: number,
): Refusal | undefined {
  if (tsEvent <= 0n) return refused('bad-time', 'a time before 1970')
  if (tsEvent > addMillis(tsInit, maxClockAheadMs)) {
    return refused('future-time', `the venue's time is ${tsEvent - tsInit} ns ahead of ours`)
  }
  return undefined
}
