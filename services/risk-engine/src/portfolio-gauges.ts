/** An account's gauges. They are for people: the only place where amounts become binary floats. */
import {
  accountLimits,
  type BotStatus,
  formatMoney,
  formatQuantity,
  formatRate,
  type Money,
  type Portfolio,
  sumMoney,
} from '@oasis/domain'
import type { Metrics } from '@oasis/runtime'
import { currentEquity } from './core/equity-marks.ts'
import { accountExposure } from './core/exposure.ts'
import type { Phase, RiskState } from './core/risk-state.ts'

/**
 * As the metric has it: 0 running, 1 paused, 2 halted, 3 reconciling, 4 stopped. What a person set comes first, but for
 * the last, which no command ends.
 */
export function displayStatus(metrics: Metrics, { account, control, phase }: RiskState): void {
  metrics.set(
    'ots_bot_status',
    { account: account.id, mode: account.mode },
    statusNumber(control.status, phase),
  )
}

function statusNumber(status: BotStatus, phase: Phase): number {
  if (phase === 'STOPPED') return 4
  if (status === 'HALTED') return 2
  if (phase !== 'OPEN') return 3
  return status === 'PAUSED' ? 1 : 0
}

export function displayPortfolio(metrics: Metrics, state: RiskState, portfolio: Portfolio): void {
  const { accountId: account, mode, equity, positions } = portfolio
  const labels = { account, mode }
  if (equity !== undefined) metrics.set('ots_equity', labels, amount(equity))
  for (const { instrumentId: instrument, quantity } of positions) {
    metrics.set('ots_position', { ...labels, instrument }, Number(formatQuantity(quantity)))
  }
  const pnl = (kind: string, parts: readonly Money[]) =>
    metrics.set('ots_pnl', { ...labels, kind }, amount(sumMoney(parts)))
  pnl(
    'realized',
    positions.map(({ realizedPnl }) => realizedPnl),
  )
  pnl(
    'fees',
    positions.map(({ fees }) => fees),
  )
  // Without a mark of each there is no sum.
  const unrealized = positions.map((each) => each.unrealizedPnl).filter((each) => each !== undefined)
  if (unrealized.length === positions.length) pnl('unrealized', unrealized)
  displayLimits(metrics, state, portfolio)
}

function displayLimits(metrics: Metrics, state: RiskState, portfolio: Portfolio): void {
  const limits = accountLimits(state.limits, portfolio.accountId)
  const show = (limit: string, scope: string, used: number, most: number) =>
    metrics.set('ots_risk_limit_utilization', { limit, scope }, share(used, most))
  const { accountId, grossExposure, netExposure, openOrders, positions } = portfolio
  show('maxGrossExposure', accountId, amount(grossExposure), amount(limits.maxGrossExposure))
  show('maxNetExposure', accountId, amount(netExposure), amount(limits.maxNetExposure))
  show('maxOpenOrders', accountId, openOrders, limits.maxOpenOrders)
  // As losses are judged, with or without a price of everything.
  const { marks, equity } = currentEquity(state, portfolio.ts)
  if (marks && equity !== undefined) {
    const lost = (from: Money) => share(amount(from) - amount(equity), amount(from))
    show('maxDailyLoss', accountId, lost(marks.dayStartEquity), Number(formatRate(limits.maxDailyLoss)))
    show('maxDrawdown', accountId, lost(marks.peakEquity), Number(formatRate(limits.maxDrawdown)))
  }
  for (const { instrumentId } of positions) {
    const { gross } = accountExposure(state, undefined, instrumentId)
    show('maxPositionNotional', instrumentId, amount(gross), amount(limits.maxPositionNotional))
  }
}

/** A limit of nothing is used up by anything; what was won uses nothing up. */
const share = (used: number, most: number): number => (used <= 0 ? 0 : most === 0 ? 1 : used / most)

const amount = (money: Money): number => Number(formatMoney(money))
