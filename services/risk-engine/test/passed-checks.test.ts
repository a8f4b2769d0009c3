/** The numbers that an approval is told with are those that the rules go by. */
import {
  instrumentId,
  type Limits,
  type OrderIntent,
  parseMoney,
  parseRate,
  type RuleCheck,
} from '@oasis/domain'
import { expect, test } from 'vitest'
import { check } from '../src/core/check.ts'
import { passedChecks } from '../src/core/passed-checks.ts'
import { intent, limitTerms, marketTerms, NOW, openState, type StateOptions, spend } from './risk-fixtures.ts'

const checksOf = (options: StateOptions = {}, wish: Partial<OrderIntent> = {}): readonly RuleCheck[] => {
  const [state, order] = [openState(options), intent(1, wish)]
  expect(check(state, order, NOW).result).toBe('APPROVED')
  return passedChecks(state, order, NOW)
}
const found = (checks: readonly RuleCheck[], rule: RuleCheck['rule'], level?: RuleCheck['level']) => {
  const check = checks.find((each) => each.rule === rule && each.level === level)
  if (check === undefined) throw new Error(`nothing of ${rule}`)
  return check
}

/** A limit of exactly what was used lets the order pass; anything less denies it with that very number. */
test.each([
  ['ORDER_NOTIONAL_LIMIT', 'maxOrderNotional', undefined],
  ['POSITION_LIMIT', 'maxPositionNotional', 'account'],
  ['GROSS_EXPOSURE_LIMIT', 'maxGrossExposure', 'account'],
  ['NET_EXPOSURE_LIMIT', 'maxNetExposure', 'account'],
] as const)('%s is told with what it compares', (rule, limit, level) => {
  const used = found(checksOf(), rule, level)
  const exact = parseMoney(used.value)
  expect(exact).toBeGreaterThan(0n)
  const limited = (value: bigint): StateOptions => ({ account: { [limit]: value } as Partial<Limits> })
  expect(found(checksOf(limited(exact)), rule, level)).toMatchObject({ value: used.value, limit: used.value })
  const denied = check(openState(limited(exact - 1n)), intent(1), NOW)
  expect(denied).toMatchObject({ result: 'DENIED', code: rule })
  expect(Object.values('context' in denied ? denied.context : {})).toContain(used.value)
})

test('PRICE_COLLAR is told with how far the price is, as a share', () => {
  const { value } = found(checksOf(), 'PRICE_COLLAR')
  const narrow = (rate: bigint): StateOptions => ({ account: { priceCollar: rate } as Partial<Limits> })
  expect(check(openState(narrow(parseRate(value))), intent(1), NOW).result).toBe('APPROVED')
})

test('every rule that has numbers is among them, each with its unit', () => {
  const limits = { maxOpenOrders: 7, maxPositionNotional: parseMoney('900000') }
  const checks = checksOf({ strategy: limits, instrument: limits })
  expect(checks.map(({ rule, level, unit }) => [rule, level, unit])).toEqual([
    ['STALE_SIGNAL', undefined, 'ms'],
    ...checks
      .filter(({ rule }) => rule === 'DAILY_LOSS_LIMIT' || rule === 'DRAWDOWN_LIMIT')
      .map(({ rule }) => [rule, undefined, 'share']),
    ['BELOW_MIN_SIZE', undefined, 'BTC'],
    ['ABOVE_MAX_SIZE', undefined, 'BTC'],
    ['OPEN_ORDERS_LIMIT', 'account', 'orders'],
    ['OPEN_ORDERS_LIMIT', 'strategy', 'orders'],
    ['OPEN_ORDERS_LIMIT', 'instrument', 'orders'],
    ['STALE_REFERENCE_PRICE', undefined, 'ms'],
    ['ORDER_NOTIONAL_LIMIT', undefined, 'USD'],
    ['PRICE_COLLAR', undefined, 'share'],
    ['POSITION_LIMIT', 'account', 'USD'],
    ['GROSS_EXPOSURE_LIMIT', 'account', 'USD'],
    ['NET_EXPOSURE_LIMIT', 'account', 'USD'],
    ['POSITION_LIMIT', 'strategy', 'USD'],
    ['POSITION_LIMIT', 'instrument', 'USD'],
    ['INSUFFICIENT_BALANCE', undefined, 'USD'],
  ])
  expect(found(checks, 'OPEN_ORDERS_LIMIT', 'strategy')).toMatchObject({ value: '1', limit: '7' })
})

test('a market order is told with the last level that it would reach', () => {
  const { value } = found(checksOf({}, { terms: marketTerms('0.01') }), 'PRICE_COLLAR')
  expect(value).toBe('0.0002')
})

test('an order of an amount has no size to be told with', () => {
  const rules = checksOf({}, { terms: spend('500') }).map(({ rule }) => rule)
  expect(rules).not.toContain('BELOW_MIN_SIZE')
  expect(rules).toContain('ORDER_NOTIONAL_LIMIT')
})

test('where the visible book does not hold the size, no distance is made up', () => {
  const checks = passedChecks(openState(), intent(1, { terms: marketTerms('11') }), NOW)
  expect(checks.map(({ rule }) => rule)).not.toContain('PRICE_COLLAR')
})

test('of an order that nothing is known for there is nothing to tell', () => {
  expect(
    passedChecks(openState({ quotes: [] }), intent(1, { terms: limitTerms('0.01', '50000') }), NOW),
  ).toEqual([])
  const elsewhere = instrumentId('coinbase:DOGE-USD')
  expect(passedChecks(openState(), intent(1, { instrumentId: elsewhere }), NOW)).toEqual([])
})
