import { formatQuantity } from '@oasis/domain'
import { sizeOf } from '../order-value.ts'
import { deny, type InstrumentContext, type Rule } from '../rule.ts'

export const belowMinSize: Rule<InstrumentContext> = ({ intent, instrument }) => {
  const size = sizeOf(intent)
  if (size.unit === 'QUOTE' || size.quantity >= instrument.minQuantity) return undefined
  return deny('BELOW_MIN_SIZE', {
    quantity: formatQuantity(size.quantity),
    minimum: formatQuantity(instrument.minQuantity),
  })
}
