import { formatMoney, type Money } from '@oasis/domain'
import { LIMIT_LEVELS, type LimitLevel } from '../limits-in-force.ts'
import { addPending, pendingOf } from '../pending-totals.ts'
import { deny, type PricedContext, type Rule } from '../rule.ts'
import { valueRange, worstValue } from '../value-sums.ts'

/** The position in the order's instrument, at its worst, at mid: the account's, and the strategy's by its own limit. */
export const positionLimit: Rule<PricedContext> = (context) => {
  if (context.reduction) return undefined
  for (const level of LIMIT_LEVELS) {
    const limit = context.limits[level]?.maxPositionNotional
    if (limit === undefined) continue
    const worst = worstPosition(context, level)
    if (worst > limit) {
      return deny('POSITION_LIMIT', { level, position: formatMoney(worst), limit: formatMoney(limit) })
    }
  }
  return undefined
}

export function worstPosition({ standings, reservation, book }: PricedContext, level: LimitLevel): Money {
  const { held, pending } = level === 'strategy' ? standings.strategy : standings.account
  return worstValue(valueRange(held, addPending(pending, pendingOf(reservation)), book.mid))
}
