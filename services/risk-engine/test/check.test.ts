import { addMillis, type BalanceAdjustment, type OrderIntent, parseMoney } from '@oasis/domain'
import { describe, expect, test } from 'vitest'
import { check, reserve } from '../src/core/check.ts'
import {
  ACCOUNT,
  intent,
  limitTerms,
  NOW,
  OTHER_STRATEGY,
  openState,
  type StateOptions,
  USD,
} from './risk-fixtures.ts'
import { applied, verdict } from './rule-cases.ts'

describe('ORDER_RATE_LIMIT', () => {
  function approvals(
    options: StateOptions,
    atMs: readonly number[],
    wish: Partial<OrderIntent> = {},
  ): string[] {
    let state = openState(options)
    return atMs.map((ms, n) => {
      const now = addMillis(NOW, ms)
      const cause = { ...intent(n).cause, tsInit: now }
      const result = check(state, intent(n, { ...wish, cause }), now)
      if (result.result === 'APPROVED') state = reserve(state, result)
      return result.result === 'APPROVED' ? 'yes' : result.code
    })
  }
  const no = 'ORDER_RATE_LIMIT'

  test.each(['account', 'strategy', 'instrument'] as const)('%s: so many at once, and no more', (level) => {
    expect(approvals({ [level]: { maxOrdersPerSecond: 3 } }, [0, 0, 0, 0])).toEqual(['yes', 'yes', 'yes', no])
  })

  test('a token comes back after its share of a second, and no earlier', () => {
    const limit = { account: { maxOrdersPerSecond: 4 } }
    expect(approvals(limit, [0, 0, 0, 0, 249, 250, 250])).toEqual(['yes', 'yes', 'yes', 'yes', no, 'yes', no])
  })

  test('a rest does not save up more than a second', () => {
    expect(approvals({ account: { maxOrdersPerSecond: 2 } }, [0, 9, 4_000, 4_000, 4_000])).toEqual([
      'yes',
      'yes',
      'yes',
      'yes',
      no,
    ])
  })

  test('less than one order a second is possible, and none at all', () => {
    expect(approvals({ account: { maxOrdersPerSecond: 0.5 } }, [0, 1_999, 2_000])).toEqual(['yes', no, 'yes'])
    expect(approvals({ account: { maxOrdersPerSecond: 0 } }, [0])).toEqual([no])
  })

  test('another strategy has its own bucket, and a denied intent takes no token', () => {
    const limit = { strategy: { maxOrdersPerSecond: 1 } }
    expect(approvals(limit, [0, 0], { strategyId: OTHER_STRATEGY })).toEqual(['yes', 'yes'])
    const state = openState({ account: { maxOrdersPerSecond: 1, maxOrderNotional: parseMoney('1') } })
    expect(verdict(state, intent(1))).toBe('ORDER_NOTIONAL_LIMIT')
    expect(state.rates.fullAt.size).toBe(0)
  })
})

test('a denial carries the numbers behind it', () => {
  const state = openState({ account: { maxOrderNotional: parseMoney('499.5') } })
  expect(check(state, intent(1), NOW)).toEqual({
    result: 'DENIED',
    code: 'ORDER_NOTIONAL_LIMIT',
    context: { requested: '500', limit: '499.5' },
  })
})

test('without any limits set the conservative defaults are in force', () => {
  const state = { ...openState(), limits: { account: new Map(), strategy: new Map(), instrument: new Map() } }
  expect(verdict(state, intent(1, { terms: limitTerms('0.02', '50000') }))).toBe('APPROVED')
  expect(verdict(state, intent(1, { terms: limitTerms('0.0201', '50000') }))).toBe('ORDER_NOTIONAL_LIMIT')
})

test('a check changes nothing and the same arguments decide the same', () => {
  const state = openState()
  const before = state.totals
  const first = check(state, intent(1), NOW)
  expect(check(state, intent(1), NOW)).toEqual(first)
  expect(state.totals).toBe(before)
  expect(state.reservations.size).toBe(0)
})

test('an adjustment changes what can be bought', () => {
  const adjustment: BalanceAdjustment = {
    accountId: ACCOUNT,
    mode: 'PAPER',
    currency: USD,
    amount: parseMoney('505'),
    reason: 'DEPOSIT',
    tsEvent: NOW,
  }
  const empty = openState({ balances: {} })
  expect(verdict(empty, intent(1))).toBe('INSUFFICIENT_BALANCE')
  expect(verdict(applied(empty, { kind: 'ADJUSTMENT', adjustment }), intent(1))).toBe('APPROVED')
})
