import { clientOrderIdOf, createOrder, type OrderIntent, parseMoney, strategyId } from '@oasis/domain'
import { describe } from 'vitest'
import { observeOrder } from '../src/core/account-events.ts'
import {
  ETH,
  instrument,
  intent,
  limitTerms,
  marketTerms,
  NOW,
  OTHER_STRATEGY,
  openState,
  type StateOptions,
  spend,
} from './risk-fixtures.ts'
import { cases, withFill, withOpen } from './rule-cases.ts'

describe('INSUFFICIENT_BALANCE', () => {
  const sell = (quantity: string) => ({ side: 'SELL' as const, terms: limitTerms(quantity, '50000') })
  const usd = (total: string) => ({ balances: { USD: total } })
  cases([
    { name: 'a buy with exactly its cost and fee', wish: {}, state: usd('505'), verdict: 'APPROVED' },
    {
      name: 'a buy one cent short of its fee',
      wish: {},
      state: usd('504.99'),
      verdict: 'INSUFFICIENT_BALANCE',
    },
    {
      name: 'an amount includes its fees',
      wish: { terms: spend('500') },
      state: usd('500'),
      verdict: 'APPROVED',
    },
    {
      name: 'an amount beyond the balance',
      wish: { terms: spend('500.01') },
      state: usd('500'),
      verdict: 'INSUFFICIENT_BALANCE',
    },
    {
      name: "a market buy needs the collar's edge",
      wish: { terms: marketTerms('0.01') },
      state: usd('515.1'),
      verdict: 'APPROVED',
    },
    {
      name: "a market buy short of the collar's edge",
      wish: { terms: marketTerms('0.01') },
      state: usd('515.09'),
      verdict: 'INSUFFICIENT_BALANCE',
    },
    {
      name: 'a sell of all holdings',
      wish: sell('1'),
      state: { balances: { BTC: '1' } },
      verdict: 'APPROVED',
    },
    {
      name: 'a sell beyond holdings',
      wish: sell('1.0001'),
      state: { balances: { BTC: '1' } },
      verdict: 'INSUFFICIENT_BALANCE',
    },
    {
      name: 'what an open buy holds is not free',
      wish: {},
      state: withOpen(openState(usd('1009.99')), 2, {}),
      verdict: 'INSUFFICIENT_BALANCE',
    },
    {
      name: 'what an open buy leaves is free',
      wish: {},
      state: withOpen(openState(usd('1010')), 2, {}),
      verdict: 'APPROVED',
    },
    {
      name: 'what an open sell holds is not free',
      wish: sell('0.6'),
      state: withOpen(openState({ balances: { BTC: '1' } }), 2, sell('0.5')),
      verdict: 'INSUFFICIENT_BALANCE',
    },
  ])
})

describe('reductions', () => {
  const sell = (quantity: string): Partial<OrderIntent> => ({
    side: 'SELL',
    terms: limitTerms(quantity, '50000'),
  })
  const only = (quantity: string) => ({ ...sell(quantity), reduceOnly: true })
  const none = {
    maxPositionNotional: parseMoney('0'),
    maxGrossExposure: parseMoney('0'),
    maxNetExposure: parseMoney('0'),
  }
  /** Long 1 BTC, bought before the limits were lowered to nothing. */
  const long = (options: StateOptions = {}) =>
    withFill(openState({ ...options, account: { ...none, ...options.account } }), 'BUY', '1')
  cases([
    {
      name: 'a sell of a part skips the exposure rules',
      wish: sell('0.5'),
      state: long(),
      verdict: 'APPROVED',
    },
    { name: 'a sell of all skips the exposure rules', wish: sell('1'), state: long(), verdict: 'APPROVED' },
    { name: 'a buy does not', wish: {}, state: long(), verdict: 'POSITION_LIMIT' },
    {
      name: 'it does not skip the order limit',
      wish: sell('0.5'),
      state: long({ account: { maxOrderNotional: parseMoney('1') } }),
      verdict: 'ORDER_NOTIONAL_LIMIT',
    },
    { name: 'reduce-only within the position', wish: only('1'), state: long(), verdict: 'APPROVED' },
    {
      name: 'reduce-only just beyond the position',
      wish: only('1.0001'),
      state: long(),
      verdict: 'REDUCE_ONLY_VIOLATION',
    },
    {
      name: 'reduce-only beyond what pending sells leave',
      wish: only('0.6'),
      state: withOpen(long(), 2, sell('0.5')),
      verdict: 'REDUCE_ONLY_VIOLATION',
    },
    {
      name: 'reduce-only within what pending sells leave',
      wish: only('0.5'),
      state: withOpen(long(), 2, sell('0.5')),
      verdict: 'APPROVED',
    },
    {
      name: 'reduce-only without a position',
      wish: only('0.5'),
      state: { balances: { BTC: '1' } },
      verdict: 'REDUCE_ONLY_VIOLATION',
    },
    {
      name: "reduce-only of another strategy's position",
      wish: only('0.5'),
      state: withFill(openState(), 'BUY', '1', OTHER_STRATEGY),
      verdict: 'REDUCE_ONLY_VIOLATION',
    },
    {
      name: 'reduce-only on the side of the position',
      wish: { reduceOnly: true },
      state: long(),
      verdict: 'REDUCE_ONLY_VIOLATION',
    },
    {
      name: 'reduce-only in quote currency',
      wish: { reduceOnly: true, terms: spend('100') },
      state: long(),
      verdict: 'REDUCE_ONLY_VIOLATION',
    },
  ])

  /** No venue of this kind lends; the rule holds for those that will. */
  const short = () => withFill(openState({ balances: { USD: '100000' } }), 'SELL', '1')
  const cover = (quantity: string): Partial<OrderIntent> => ({
    reduceOnly: true,
    terms: limitTerms(quantity, '50000'),
  })
  cases([
    { name: 'a buy that covers a part of a short', wish: cover('0.5'), state: short(), verdict: 'APPROVED' },
    { name: 'a buy that covers all of a short', wish: cover('1'), state: short(), verdict: 'APPROVED' },
    {
      name: 'a buy beyond the short',
      wish: cover('1.0001'),
      state: short(),
      verdict: 'REDUCE_ONLY_VIOLATION',
    },
    {
      name: 'a buy beyond what pending buys leave',
      wish: cover('0.6'),
      state: withOpen(short(), 2, cover('0.5')),
      verdict: 'REDUCE_ONLY_VIOLATION',
    },
    {
      name: 'a buy while an amount of quote is pending',
      wish: cover('0.5'),
      state: withOpen(short(), 2, { terms: spend('100') }),
      verdict: 'REDUCE_ONLY_VIOLATION',
    },
  ])
})

describe('ORDER_OUTCOME_UNKNOWN', () => {
  const doubtful = (state: 'UNKNOWN' | 'REVIEW' | 'OPEN', changes: Partial<OrderIntent> = {}) => {
    const wish = intent(2, changes)
    const order = { ...createOrder(wish, clientOrderIdOf(wish.intentId), NOW), state, version: 3 }
    return observeOrder(
      openState({ balances: { USD: '100000', BTC: '1' } }),
      order,
      instrument(wish.instrumentId),
    )
  }
  const reduction = { side: 'SELL' as const, terms: limitTerms('0.5', '50000'), reduceOnly: true }
  cases([
    {
      name: 'an unknown order on the instrument',
      wish: {},
      state: doubtful('UNKNOWN'),
      verdict: 'ORDER_OUTCOME_UNKNOWN',
    },
    { name: 'an order under review', wish: {}, state: doubtful('REVIEW'), verdict: 'ORDER_OUTCOME_UNKNOWN' },
    {
      name: 'of another strategy',
      wish: {},
      state: doubtful('UNKNOWN', { strategyId: strategyId('x') }),
      verdict: 'ORDER_OUTCOME_UNKNOWN',
    },
    {
      name: 'a reduction',
      wish: reduction,
      state: withFill(doubtful('UNKNOWN'), 'BUY', '1'),
      verdict: 'ORDER_OUTCOME_UNKNOWN',
    },
    {
      name: 'an unknown order on another instrument',
      wish: {},
      state: doubtful('UNKNOWN', { instrumentId: ETH }),
      verdict: 'APPROVED',
    },
    { name: 'an open order', wish: {}, state: doubtful('OPEN'), verdict: 'APPROVED' },
  ])
})
