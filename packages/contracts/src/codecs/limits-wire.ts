/** Limits of one level ↔ `RiskLimits`, `LimitScope` and `ScopedLimits`. What is not set stays unset. */
import {
  accountId,
  formatMoney,
  formatRate,
  instrumentId,
  type LimitScope,
  type Limits,
  type Money,
  parseMoney,
  parseRate,
  type Rate,
  type ScopedLimits,
  strategyId,
} from '@oasis/domain'
import type { oasis } from '../generated/messages.js'
import { Fields } from './fields.ts'

type LimitsWire = oasis.control.v1.RiskLimits.$Properties
type ScopeWire = oasis.control.v1.LimitScope.$Properties

const atScope = new Fields('oasis.control.v1.LimitScope')
const atLimits = new Fields('oasis.control.v1.RiskLimits')
const atScoped = new Fields('oasis.control.v1.ScopedLimits')

export function limitScopeToWire(scope: LimitScope): ScopeWire {
  switch (scope.level) {
    case 'account':
      return { accountId: scope.id }
    case 'strategy':
      return { strategyId: scope.id }
    case 'instrument':
      return { instrumentId: scope.id }
  }
}

export function limitScopeFromWire(wire: ScopeWire): LimitScope {
  const account = atScope.optional('accountId', wire.accountId, accountId)
  if (account !== undefined) return { level: 'account', id: account }
  const strategy = atScope.optional('strategyId', wire.strategyId, strategyId)
  if (strategy !== undefined) return { level: 'strategy', id: strategy }
  return { level: 'instrument', id: atScope.parsed('level', wire.instrumentId, instrumentId) }
}

const money = (value: Money | undefined) => (value === undefined ? null : formatMoney(value))
const rate = (value: Rate | undefined) => (value === undefined ? null : formatRate(value))

export const limitsToWire = (limits: Partial<Limits>): LimitsWire => ({
  maxOrderNotional: money(limits.maxOrderNotional),
  maxPositionNotional: money(limits.maxPositionNotional),
  maxGrossExposure: money(limits.maxGrossExposure),
  maxNetExposure: money(limits.maxNetExposure),
  maxOpenOrders: limits.maxOpenOrders ?? null,
  priceCollar: rate(limits.priceCollar),
  maxReferenceAgeMs: limits.maxReferenceAgeMs ?? null,
  maxSignalAgeMs: limits.maxSignalAgeMs ?? null,
  maxOrdersPerSecond: limits.maxOrdersPerSecond ?? null,
  maxCancelsPerSecond: limits.maxCancelsPerSecond ?? null,
  maxDailyLoss: rate(limits.maxDailyLoss),
  maxDrawdown: rate(limits.maxDrawdown),
})

export function limitsFromWire(wire: LimitsWire): Partial<Limits> {
  const amount = (field: keyof LimitsWire & string, text: string | null | undefined) =>
    entry(field, atLimits.optional(field, text, parseMoney))
  const part = (field: keyof LimitsWire & string, text: string | null | undefined) =>
    entry(field, atLimits.optional(field, text, parseRate))
  return {
    ...amount('maxOrderNotional', wire.maxOrderNotional),
    ...amount('maxPositionNotional', wire.maxPositionNotional),
    ...amount('maxGrossExposure', wire.maxGrossExposure),
    ...amount('maxNetExposure', wire.maxNetExposure),
    ...entry('maxOpenOrders', wire.maxOpenOrders),
    ...part('priceCollar', wire.priceCollar),
    ...entry('maxReferenceAgeMs', wire.maxReferenceAgeMs),
    ...entry('maxSignalAgeMs', wire.maxSignalAgeMs),
    ...frequency('maxOrdersPerSecond', wire.maxOrdersPerSecond),
    ...frequency('maxCancelsPerSecond', wire.maxCancelsPerSecond),
    ...part('maxDailyLoss', wire.maxDailyLoss),
    ...part('maxDrawdown', wire.maxDrawdown),
  }
}

function frequency(field: keyof LimitsWire & string, value: number | null | undefined) {
  const usable = value === null || value === undefined || (Number.isFinite(value) && value >= 0)
  return usable ? entry(field, value) : atLimits.refuse(field, `${value} is no number per second`)
}

const entry = <T>(name: string, value: T | null | undefined): Record<string, T> =>
  value === null || value === undefined ? {} : { [name]: value }

export const scopedLimitsToWire = (each: ScopedLimits): oasis.control.v1.ScopedLimits.$Properties => ({
  scope: limitScopeToWire(each.scope),
  limits: limitsToWire(each.limits),
})

export const scopedLimitsFromWire = (wire: oasis.control.v1.ScopedLimits.$Properties): ScopedLimits => ({
  scope: limitScopeFromWire(atScoped.message('scope', wire.scope)),
  limits: limitsFromWire(atScoped.message('limits', wire.limits)),
})
