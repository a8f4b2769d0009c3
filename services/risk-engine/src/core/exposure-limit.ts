/** What the gross and the net exposure rule have in common. */
import { formatMoney, type Money } from '@oasis/domain'
import { accountExposure, strategyExposure } from './exposure.ts'
import { LIMIT_LEVELS, type LimitLevel } from './limits-in-force.ts'
import { pendingOf } from './pending-totals.ts'
import { deny, type PricedContext, type Rule } from './rule.ts'
import type { Exposure } from './value-sums.ts'

export interface ExposureLimit {
  readonly code: 'GROSS_EXPOSURE_LIMIT' | 'NET_EXPOSURE_LIMIT'
  readonly limit: 'maxGrossExposure' | 'maxNetExposure'
  readonly measure: (exposure: Exposure) => Money
}

export function exposureLimit({ code, limit: key, measure }: ExposureLimit): Rule<PricedContext> {
  return (context) => {
    if (context.reduction) return undefined
    for (const level of LIMIT_LEVELS) {
      const limit = context.limits[level]?.[key]
      if (limit === undefined) continue
      const exposure = exposureOf(context, level)
      if (exposure.unpriced) {
        return deny('NO_REFERENCE_PRICE', { instrument: exposure.unpriced, why: 'held and never priced' })
      }
      const measured = measure(exposure)
      if (measured > limit) {
        return deny(code, { level, exposure: formatMoney(measured), limit: formatMoney(limit) })
      }
    }
    return undefined
  }
}

function exposureOf({ state, intent, reservation }: PricedContext, level: LimitLevel): Exposure {
  const candidate = { instrumentId: intent.instrumentId, pending: pendingOf(reservation) }
  if (level === 'strategy') return strategyExposure(state, intent.strategyId, candidate)
  return accountExposure(state, candidate, level === 'instrument' ? intent.instrumentId : undefined)
}
