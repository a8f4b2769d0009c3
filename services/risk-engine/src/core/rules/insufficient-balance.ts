import { formatMoney } from '@oasis/domain'
import { freeBalance } from '../risk-state.ts'
import { deny, type PricedContext, type Rule } from '../rule.ts'

/** A spot account: buys need the quote currency with fees, sells the base; nothing can be sold short. */
export const insufficientBalance: Rule<PricedContext> = ({ state, reservation }) => {
  const { holdCurrency: currency, hold } = reservation
  const free = freeBalance(state, currency)
  if (hold <= free) return undefined
  return deny('INSUFFICIENT_BALANCE', { currency, free: formatMoney(free), needed: formatMoney(hold) })
}
