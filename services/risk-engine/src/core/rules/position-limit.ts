import { formatMoney, type Money, type Quantity } from '@oasis/domain'
import { accountQuantity, strategyQuantity } from '../account-books.ts'
import { LIMIT_LEVELS, type LimitLevel } from '../limits-in-force.ts'
import { addPending, NOTHING_PENDING, type Pending, pendingOf } from '../pending-totals.ts'
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

function worstPosition(context: PricedContext, level: LimitLevel): Money {
  const { state, intent, instrument } = context
  const { strategyId, instrumentId } = intent
  const { byStrategy, byInstrument } = state.totals
  return level === 'strategy'
    ? worst(
        context,
        strategyQuantity(state, strategyId, instrumentId),
        byStrategy.get(strategyId)?.byInstrument.get(instrumentId),
      )
    : worst(context, accountQuantity(state, instrument), byInstrument.get(instrumentId))
}

function worst({ book, reservation }: PricedContext, held: Quantity, pending: Pending | undefined): Money {
  const all = addPending(pending ?? NOTHING_PENDING, pendingOf(reservation))
  return worstValue(valueRange(held, all, book.mid))
}
