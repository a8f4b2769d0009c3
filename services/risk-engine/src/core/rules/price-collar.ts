import {
  formatPrice,
  type Money,
  notionalRounded,
  type OrderIntent,
  type Price,
  type PriceLevel,
  priceByRate,
} from '@oasis/domain'
import type { LiveBook } from '../market-board.ts'
import { sizeOf } from '../order-value.ts'
import { deny, type PricedContext, type Rule } from '../rule.ts'

/**
 * How far an order's price may be from the reference, either way. A market order's price is that of the last level it
 * would reach; a book that does not show enough for it denies, since then the price is not known. A stop order's limit
 * is judged against its stop: that is where the market will be.
 */
export const priceCollar: Rule<PricedContext> = (context) => {
  const { intent, book, limits } = context
  const price = collaredPrice(context)
  if (price === undefined) return deny('PRICE_COLLAR', { why: 'the visible book does not hold the size' })
  const reference = collarReference(intent, book)
  const distance = price > reference ? price - reference : reference - price
  if (distance <= priceByRate(reference, limits.order.priceCollar, 'DOWN')) return undefined
  return deny('PRICE_COLLAR', { price: formatPrice(price), reference: formatPrice(reference) })
}

export const collaredPrice = (context: PricedContext): Price | undefined =>
  context.intent.terms.type === 'MARKET' ? lastLevel(context) : context.intent.terms.limitPrice

export const collarReference = ({ terms }: OrderIntent, book: LiveBook): Price =>
  terms.type === 'STOP_LIMIT' ? terms.stopPrice : book.mid

function lastLevel({ intent, book }: PricedContext): Price | undefined {
  const levels = intent.side === 'BUY' ? book.asks : book.bids
  const size = sizeOf(intent)
  return size.unit === 'BASE'
    ? reached(levels, size.quantity, ({ quantity }) => quantity)
    : reached(levels, size.amount, levelValue)
}

const levelValue = ({ price, quantity }: PriceLevel): Money => notionalRounded(price, quantity, 'DOWN')

function reached(
  levels: readonly PriceLevel[],
  wanted: bigint,
  sizeOfLevel: (level: PriceLevel) => bigint,
): Price | undefined {
  let rest = wanted
  for (const level of levels) {
    rest -= sizeOfLevel(level)
    if (rest <= 0n) return level.price
  }
  return undefined
}
