import { formatMoney } from '@oasis/domain'
import { deny, type PricedContext, type Rule } from '../rule.ts'

export const orderNotionalLimit: Rule<PricedContext> = ({ value, limits }) => {
  const limit = limits.order.maxOrderNotional
  if (value <= limit) return undefined
  return deny('ORDER_NOTIONAL_LIMIT', { requested: formatMoney(value), limit: formatMoney(limit) })
}
