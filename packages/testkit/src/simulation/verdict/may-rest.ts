import type { OrderTerms } from '@oasis/domain'

/** Whether such an order can stay open at the venue. */
export const mayRest = (terms: OrderTerms): boolean =>
  terms.type === 'STOP_LIMIT' || terms.timeInForce === 'GTC' || terms.timeInForce === 'GTD'
