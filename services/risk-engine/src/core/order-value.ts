/** What an order is worth at its worst, before it is placed. */
import {
  type Money,
  notionalRounded,
  type OrderIntent,
  type OrderSize,
  type Price,
  priceByRate,
  type Rate,
} from '@oasis/domain'
import { largerOf } from './larger-of.ts'
import type { LiveBook } from './market-board.ts'

/**
 * A limit buy costs at most its limit; a market buy at most the collar's edge, or the best ask where that is worse. A
 * sell is worth its limit or the mid, whichever is more.
 */
export function worstPrice({ side, terms }: OrderIntent, book: LiveBook, collar: Rate): Price {
  const limit = terms.type === 'MARKET' ? undefined : terms.limitPrice
  if (side === 'SELL') return limit === undefined ? book.mid : largerOf(limit, book.mid)
  if (limit !== undefined) return limit
  const edge = (book.mid + priceByRate(book.mid, collar, 'UP')) as Price
  return largerOf(edge, book.bestAsk.price)
}

/** The order's size, whatever its type. */
export function sizeOf({ terms }: OrderIntent): OrderSize {
  return terms.type === 'MARKET' ? terms.size : { unit: 'BASE', quantity: terms.quantity }
}

export function orderValue(intent: OrderIntent, price: Price): Money {
  const size = sizeOf(intent)
  return size.unit === 'QUOTE' ? size.amount : notionalRounded(price, size.quantity, 'UP')
}
