import { formatQuantity, isMultipleOf } from '@oasis/domain'
import { sizeOf } from '../order-value.ts'
import { deny, type InstrumentContext, type Rule } from '../rule.ts'

/** Amounts of quote currency have no increment here: the venue turns them into a quantity itself. */
export const sizeIncrement: Rule<InstrumentContext> = ({ intent, instrument }) => {
  const size = sizeOf(intent)
  if (size.unit === 'QUOTE' || isMultipleOf(size.quantity, instrument.quantityIncrement)) return undefined
  return deny('SIZE_INCREMENT', {
    quantity: formatQuantity(size.quantity),
    increment: formatQuantity(instrument.quantityIncrement),
  })
}
