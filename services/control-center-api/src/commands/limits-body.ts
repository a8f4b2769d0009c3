/** Limits as a request has them: amounts and shares as text, so that no digit passes through a float. */
import {
  formatMoney,
  formatRate,
  type Limits,
  type Money,
  parseMoney,
  parseRate,
  type Rate,
} from '@oasis/domain'
import { z } from 'zod'
import { decimal } from '../http/schemas.ts'

const amount = decimal.optional()
const share = decimal.optional()
const count = z.int().nonnegative().max(1_000_000_000).optional()
const perSecond = z.number().nonnegative().max(1_000_000).optional()

export const limitsBody = z
  .strictObject({
    maxOrderNotional: amount,
    maxPositionNotional: amount,
    maxGrossExposure: amount,
    maxNetExposure: amount,
    maxOpenOrders: count,
    priceCollar: share,
    maxReferenceAgeMs: count,
    maxSignalAgeMs: count,
    maxOrdersPerSecond: perSecond,
    maxCancelsPerSecond: perSecond,
    maxDailyLoss: share,
    maxDrawdown: share,
  })
  .meta({
    id: 'Limits',
    description:
      'Amounts in the valuation currency; shares as "0.02" for 2 %. What is left out stays as it is.',
  })

export type LimitsBody = z.output<typeof limitsBody>

const AMOUNTS = ['maxOrderNotional', 'maxPositionNotional', 'maxGrossExposure', 'maxNetExposure'] as const
const SHARES = ['priceCollar', 'maxDailyLoss', 'maxDrawdown'] as const
const isIn = (names: readonly string[], name: string): boolean => names.includes(name)

/** Throws on digits beyond what an amount has. */
export function limitsOf(body: LimitsBody): Partial<Limits> {
  const entries = Object.entries(body).map(([name, value]) => {
    if (typeof value !== 'string') return [name, value]
    return [name, isIn(AMOUNTS, name) ? parseMoney(value) : parseRate(value)]
  })
  // Each name has kept the kind of value that it has in the domain.
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as Partial<Limits>
}

export function limitsJson(limits: Partial<Limits>): LimitsBody {
  const entries = Object.entries(limits).map(([name, value]) => {
    if (isIn(AMOUNTS, name)) return [name, formatMoney(value as Money)]
    return [name, isIn(SHARES, name) ? formatRate(value as Rate) : value]
  })
  return Object.fromEntries(entries) as LimitsBody
}
