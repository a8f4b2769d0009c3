/** What the gross and the net exposure rule have in common. */
import { formatMoney, type Money } from '@oasis/domain'
import { LIMIT_LEVELS } from './limits-in-force.ts'
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
      const exposure = context.exposures.at(level)
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
