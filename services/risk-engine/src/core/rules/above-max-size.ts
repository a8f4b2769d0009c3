import { formatMoney, formatQuantity } from '@oasis/domain'
import { sizeOf } from '../order-value.ts'
import { deny, type PricedContext, type Rule } from '../rule.ts'

/** The venue's own maxima, in base and in quote currency. */
export const aboveMaxSize: Rule<PricedContext> = ({ intent, instrument, value }) => {
  const size = sizeOf(intent)
  if (size.unit === 'BASE' && size.quantity > instrument.maxQuantity) {
    return deny('ABOVE_MAX_SIZE', {
      quantity: formatQuantity(size.quantity),
      maximum: formatQuantity(instrument.maxQuantity),
    })
  }
  if (value <= instrument.maxNotional) return undefined
  return deny('ABOVE_MAX_SIZE', {
    notional: formatMoney(value),
    maximum: formatMoney(instrument.maxNotional),
  })
}
