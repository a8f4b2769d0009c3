/** Steps of an account's life, for tests: approvals, order events, snapshots. */
import {
  type AccountEvent,
  type AccountEventBody,
  addMillis,
  clientOrderIdOf,
  createOrder,
  type Execution,
  eventId,
  executionId,
  type IntentId,
  isFinal,
  type Order,
  type OrderIntent,
  type OrderTrigger,
  parseMoney,
  parsePrice,
  type Quantity,
} from '@oasis/domain'
import { applyAccountEvent } from '../src/core/account-events.ts'
import type { AccountSnapshot } from '../src/core/account-snapshot.ts'
import { check, reserve } from '../src/core/check.ts'
import type { RiskState } from '../src/core/risk-state.ts'
import { ACCOUNT, NOW, USD } from './risk-fixtures.ts'

export const later = (ms: number) => addMillis(NOW, ms)

export function event(accountSeq: number, body: AccountEventBody): AccountEvent {
  return { eventId: eventId(`event/${accountSeq}`), accountId: ACCOUNT, accountSeq, ts: NOW, body }
}

export function apply(state: RiskState, body: AccountEventBody): RiskState {
  const result = applyAccountEvent(state, event(state.accountSeq + 1, body))
  if (result.kind !== 'APPLIED') throw new Error(`the event was a ${result.kind}`)
  return result.state
}

export function approve(state: RiskState, wish: OrderIntent): RiskState {
  const result = check(state, wish, NOW)
  if (result.result === 'DENIED') throw new Error(`denied: ${result.code} ${JSON.stringify(result.context)}`)
  return reserve(state, result)
}

export const orderOf = (wish: OrderIntent, changes: Partial<Order> = {}): Order => ({
  ...createOrder(wish, clientOrderIdOf(wish.intentId), NOW),
  ...changes,
})
export const told = (order: Order, trigger: OrderTrigger | 'CREATE' = 'CREATE'): AccountEventBody => ({
  kind: 'ORDER',
  trigger,
  order,
})

export function executionOf(order: Order, n: number, quantity: Quantity): Execution {
  const { accountId, mode, strategyId, instrumentId, side } = order.intent
  return {
    kind: 'FILL',
    executionId: executionId(`e${n}`),
    accountId,
    mode,
    strategyId,
    clientOrderId: order.clientOrderId,
    instrumentId,
    side,
    price: parsePrice('50000'),
    quantity,
    fee: parseMoney('0.25'),
    feeCurrency: USD,
    liquidity: 'TAKER',
    synthetic: false,
    tsEvent: NOW,
    tsInit: NOW,
  }
}

export const unanswered = (state: RiskState): IntentId[] =>
  [...state.reservations.values()].filter(({ version }) => version === 0).map(({ intentId }) => intentId)

export function snapshotOf(state: RiskState, orders: readonly Order[]): AccountSnapshot {
  return {
    accountSeq: state.accountSeq,
    riskEpoch: state.riskEpoch,
    haltEpoch: state.haltEpoch,
    halted: state.haltedAtOrderManager,
    positions: [
      ...[...state.ledger.byStrategy].flatMap(([strategyId, held]) =>
        [...held].map(([instrumentId, position]) => ({ strategyId, instrumentId, position })),
      ),
      ...[...state.ledger.byInstrument].map(([instrumentId, position]) => ({ instrumentId, position })),
    ],
    balances: [...state.ledger.balances].map(([code, total]) => ({ currency: code, total })),
    openOrders: orders.filter(({ state: each, absentUntil }) => !isFinal(each) || absentUntil !== undefined),
  }
}
