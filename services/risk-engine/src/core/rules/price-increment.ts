import { formatPrice, isMultipleOf } from '@oasis/domain'
import { deny, type InstrumentContext, type Rule } from '../rule.ts'

export const priceIncrement: Rule<InstrumentContext> = ({ intent: { terms }, instrument }) => {
  if (terms.type === 'MARKET') return undefined
  const prices = terms.type === 'LIMIT' ? [terms.limitPrice] : [terms.limitPrice, terms.stopPrice]
  const wrong = prices.find((price) => !isMultipleOf(price, instrument.priceIncrement))
  if (wrong === undefined) return undefined
  return deny('PRICE_INCREMENT', {
    price: formatPrice(wrong),
    increment: formatPrice(instrument.priceIncrement),
  })
}
