import { formatMoney, formatQuantity } from '@oasis/domain'
import { sizeOf } from '../order-value.ts'
import { deny, type InstrumentContext, type PricedContext, type Rule } from '../rule.ts'

/** The venue's own maximum in base currency. */
export const aboveMaxQuantity: Rule<InstrumentContext> = ({ intent, instrument }) => {
  const size = sizeOf(intent)
  if (size.unit === 'QUOTE' || size.quantity <= instrument.maxQuantity) return undefined
  return deny('ABOVE_MAX_SIZE', {
    quantity: formatQuantity(size.quantity),
    maximum: formatQuantity(instrument.maxQuantity),
  })
}

/** And in quote currency, by the order's value at the worst price. */
export const aboveMaxNotional: Rule<PricedContext> = ({ instrument, value }) => {
  if (value <= instrument.maxNotional) return undefined
  return deny('ABOVE_MAX_SIZE', {
    notional: formatMoney(value),
    maximum: formatMoney(instrument.maxNotional),
  })
}
