/** What the daily loss and the drawdown rule have in common. */
import { formatMoney, formatRate } from '@oasis/domain'
import { findLoss, type LossCode } from './equity-marks.ts'
import { deny, type InstrumentContext, type Rule } from './rule.ts'

export const lossRule =
  (code: LossCode): Rule<InstrumentContext> =>
  ({ state, limits, reduction, now }) => {
    const breach = reduction ? undefined : findLoss(state, limits.order, code, now)
    if (!breach) return undefined
    const { loss, limit, equity, from } = breach
    return deny(code, {
      loss: formatRate(loss),
      limit: formatRate(limit),
      equity: formatMoney(equity),
      from: formatMoney(from),
    })
  }
