import { formatMoney, notionalRounded } from '@oasis/domain'
import type { LiveBook } from '../market-board.ts'
import { sizeOf } from '../order-value.ts'
import { deny, type PricedContext, type Rule } from '../rule.ts'

/** Here the least that the order may come to counts: a limit at its limit, a market order at the best other side. */
export const belowMinNotional: Rule<PricedContext> = ({ intent, instrument, book }) => {
  const size = sizeOf(intent)
  const least =
    size.unit === 'QUOTE' ? size.amount : notionalRounded(leastPrice(intent, book), size.quantity, 'DOWN')
  if (least >= instrument.minNotional) return undefined
  return deny('BELOW_MIN_NOTIONAL', {
    notional: formatMoney(least),
    minimum: formatMoney(instrument.minNotional),
  })
}

function leastPrice({ side, terms }: PricedContext['intent'], book: LiveBook) {
  if (terms.type !== 'MARKET') return terms.limitPrice
  return side === 'BUY' ? book.bestAsk.price : book.bestBid.price
}
