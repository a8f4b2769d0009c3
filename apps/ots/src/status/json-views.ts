/** Domain values as the HTTP API shows them: decimals as strings, times as RFC 3339 with nanoseconds. */

import type { AccountControlView } from '@oasis/control-center-api'
import {
  type Execution,
  formatMoney,
  formatPrice,
  formatQuantity,
  formatRfc3339,
  type Order,
  type Portfolio,
  type PortfolioPosition,
  type RiskDecision,
  type Signal,
  type StrategyControlState,
} from '@oasis/domain'
import { resumeCommand } from '../operator/describe-halt.ts'
import type { StrategyFacts } from './status-ports.ts'

export function portfolioJson(portfolio: Portfolio) {
  return {
    accountId: portfolio.accountId,
    mode: portfolio.mode,
    valuationCurrency: portfolio.valuationCurrency,
    equity: portfolio.equity === undefined ? null : formatMoney(portfolio.equity),
    grossExposure: formatMoney(portfolio.grossExposure),
    netExposure: formatMoney(portfolio.netExposure),
    openOrders: portfolio.openOrders,
    balances: portfolio.balances.map((balance) => ({
      currency: balance.currency,
      total: formatMoney(balance.total),
      held: formatMoney(balance.held),
    })),
    positions: portfolio.positions.map(positionJson),
    strategies: portfolio.byStrategy.map((position) => ({
      strategyId: position.strategyId,
      ...positionJson(position),
    })),
    accountSeq: portfolio.accountSeq,
    ts: formatRfc3339(portfolio.ts),
  }
}

function positionJson(position: PortfolioPosition) {
  return {
    instrumentId: position.instrumentId,
    quantity: formatQuantity(position.quantity),
    costBasis: formatMoney(position.costBasis),
    mark: position.mark === undefined ? null : formatPrice(position.mark),
    value: position.value === undefined ? null : formatMoney(position.value),
    unrealizedPnl: position.unrealizedPnl === undefined ? null : formatMoney(position.unrealizedPnl),
    realizedPnl: formatMoney(position.realizedPnl),
    fees: formatMoney(position.fees),
  }
}

export function orderJson(order: Order, executions: readonly Execution[]) {
  const { intent } = order
  const { terms } = intent
  return {
    clientOrderId: order.clientOrderId,
    venueOrderId: order.venueOrderId ?? null,
    accountId: intent.accountId,
    strategyId: intent.strategyId,
    mode: intent.mode,
    instrumentId: intent.instrumentId,
    side: intent.side,
    type: terms.type,
    timeInForce: terms.timeInForce,
    ...sizeJson(order),
    limitPrice: terms.type === 'MARKET' ? null : formatPrice(terms.limitPrice),
    state: order.state,
    reason: order.reason ?? null,
    filledQuantity: formatQuantity(order.filledQuantity),
    filledNotional: formatMoney(order.filledNotional),
    fees: formatMoney(order.fees),
    cause: intent.cause.eventId,
    createdAt: formatRfc3339(order.createdAt),
    updatedAt: formatRfc3339(order.updatedAt),
    executions: executions.map(executionJson),
  }
}

function sizeJson({ intent: { terms } }: Order) {
  if (terms.type !== 'MARKET') return { quantity: formatQuantity(terms.quantity), quoteQuantity: null }
  return terms.size.unit === 'BASE'
    ? { quantity: formatQuantity(terms.size.quantity), quoteQuantity: null }
    : { quantity: null, quoteQuantity: formatMoney(terms.size.amount) }
}

export function executionJson(execution: Execution) {
  return {
    executionId: execution.executionId,
    price: formatPrice(execution.price),
    quantity: formatQuantity(execution.quantity),
    fee: formatMoney(execution.fee),
    feeCurrency: execution.feeCurrency,
    liquidity: execution.liquidity,
    synthetic: execution.synthetic,
    ts: formatRfc3339(execution.tsEvent),
  }
}

export function signalJson(signal: Signal) {
  return {
    strategyId: signal.strategyId,
    instrumentId: signal.instrumentId,
    side: signal.side,
    cause: signal.cause.eventId,
    values: signal.values,
    ts: formatRfc3339(signal.ts),
  }
}

export function decisionJson({ intent, verdict, ts }: RiskDecision) {
  return {
    strategyId: intent.strategyId,
    instrumentId: intent.instrumentId,
    side: intent.side,
    result: verdict.result,
    code: verdict.result === 'DENIED' ? verdict.code : null,
    context: verdict.result === 'DENIED' ? verdict.context : {},
    ts: formatRfc3339(ts),
  }
}

export function botJson({ state, since }: AccountControlView) {
  return {
    accountId: state.accountId,
    status: state.status,
    haltEpoch: state.haltEpoch,
    reason: state.reason,
    changedBy: state.changedBy,
    since: formatRfc3339(since),
    /** What ends this halt, and no other. */
    resumeWith: state.status === 'HALTED' ? resumeCommand(state.haltEpoch) : null,
  }
}

/** What was configured, and what has become of it; the latter is null until the strategy framework has told. */
export function strategyJson({ id, type, instruments }: StrategyFacts, state?: StrategyControlState) {
  return {
    id,
    type: state?.type ?? type,
    instruments,
    status: state?.status ?? null,
    reason: state?.reason ?? null,
    changedBy: state?.changedBy ?? null,
    params: state === undefined ? null : (JSON.parse(state.params) as unknown),
    /** By a command, and so no longer those of ots.yaml. */
    paramsSet: state?.paramsSet ?? null,
    generation: state?.generation ?? null,
  }
}
