/** What the tables of rule tests share: one row is one intent against one state, and its verdict. */
import {
  clientOrderIdOf,
  createOrder,
  type DenialCode,
  type Execution,
  executionId,
  type OrderIntent,
  parseMoney,
  parsePrice,
  parseQuantity,
  type Side,
} from '@oasis/domain'
import { expect, test } from 'vitest'
import { applyAccountEvent } from '../src/core/account-events.ts'
import { check, reserve } from '../src/core/check.ts'
import type { RiskState } from '../src/core/risk-state.ts'
import {
  ACCOUNT,
  BTC,
  intent,
  limitTerms,
  NOW,
  openState,
  STRATEGY,
  type StateOptions,
  USD,
} from './risk-fixtures.ts'

export const verdict = (state: RiskState, wish: OrderIntent) => {
  const result = check(state, wish, NOW)
  return result.result === 'APPROVED' ? 'APPROVED' : result.code
}

export interface Case {
  readonly name: string
  readonly wish: Partial<OrderIntent>
  readonly state?: StateOptions | RiskState
  readonly verdict: DenialCode | 'APPROVED'
}

export function cases(table: readonly Case[]): void {
  test.each(table)('$name: $verdict', ({ wish, state = {}, verdict: expected }) => {
    const actual = 'phase' in state ? state : openState(state)
    expect(verdict(actual, intent(1, wish))).toBe(expected)
  })
}

/** The state after one intent has been approved. */
export function withOpen(state: RiskState, n: number, wish: Partial<OrderIntent>): RiskState {
  const result = check(state, intent(n, wish), NOW)
  if (result.result === 'DENIED') throw new Error(`the fixture was denied: ${result.code}`)
  return reserve(state, result)
}

/** The state after a fill of `strategy`, booked without fee. */
export function withFill(state: RiskState, side: Side, quantity: string, strategy = STRATEGY): RiskState {
  const wish = intent(900, { side, strategyId: strategy, terms: limitTerms(quantity, '50000') })
  const order = { ...createOrder(wish, clientOrderIdOf(wish.intentId), NOW), state: 'FILLED' as const }
  const execution: Execution = {
    kind: 'FILL',
    executionId: executionId(`e${state.accountSeq}`),
    accountId: ACCOUNT,
    mode: 'PAPER',
    strategyId: strategy,
    clientOrderId: order.clientOrderId,
    instrumentId: BTC,
    side,
    price: parsePrice('50000'),
    quantity: parseQuantity(quantity),
    fee: parseMoney('0'),
    feeCurrency: USD,
    liquidity: 'TAKER',
    synthetic: false,
    tsEvent: NOW,
    tsInit: NOW,
  }
  return applied(state, { kind: 'EXECUTION', execution, order })
}

export type Body = Parameters<typeof applyAccountEvent>[1]['body']
export function applied(state: RiskState, body: Body): RiskState {
  const accountSeq = state.accountSeq + 1
  const eventId = `e/${accountSeq}` as Parameters<typeof applyAccountEvent>[1]['eventId']
  const result = applyAccountEvent(state, { eventId, accountId: ACCOUNT, accountSeq, ts: NOW, body })
  if (result.kind !== 'APPLIED') throw new Error(`the fixture's event was a ${result.kind}`)
  return result.state
}
