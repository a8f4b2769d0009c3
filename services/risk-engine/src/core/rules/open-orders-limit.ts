import { LIMIT_LEVELS, type LimitLevel } from '../limits-in-force.ts'
import { deny, type InstrumentContext, type Rule } from '../rule.ts'

/** Approvals without an order yet count, too. */
export const openOrdersLimit: Rule<InstrumentContext> = (context) => {
  for (const level of LIMIT_LEVELS) {
    const limit = context.limits[level]?.maxOpenOrders
    if (limit === undefined) continue
    const open = openOrders(context, level)
    if (open + 1 > limit) {
      return deny('OPEN_ORDERS_LIMIT', { level, open: String(open), limit: String(limit) })
    }
  }
  return undefined
}

export function openOrders(
  { state: { totals }, intent, standings }: InstrumentContext,
  level: LimitLevel,
): number {
  if (level === 'account') return totals.orders
  if (level === 'instrument') return standings.account.pending.orders
  return totals.byStrategy.get(intent.strategyId)?.orders ?? 0
}
