import { expect, test } from 'vitest'
import { at, balance, createMatcher, limit, quote, request, stopLimit, told, trade } from './paper-market.ts'

function resting(what: string) {
  const matcher = createMatcher()
  matcher.onQuote(quote('99x2 98x5', '100x1 101x5'))
  const order = request('BUY', limit(what))
  matcher.submit(order, at(0))
  const replace = (terms: ReturnType<typeof limit>) => matcher.replace(order.clientOrderId, terms, at(1))
  return { matcher, order, replace }
}

test('another price at another size holds for itself alone, and goes to the back of its new queue', () => {
  const { matcher, replace } = resting('99x1')
  expect(told(replace(limit('98x2'))?.events)).toEqual(['OPEN'])
  // 2 × 98 × 1.009
  expect(balance(matcher, 'USD')).toBe('100000/197.764')
  expect(told(matcher.onTrade(trade('98x6', 'SELL', 2), at(2)))).toEqual(['fill 1 @ 98 MAKER'])
})

test('less at the same price keeps its place in the queue; more does not', () => {
  const { matcher, replace } = resting('99x3')
  matcher.onTrade(trade('99x2', 'SELL', 0.5), at(0.5))
  replace(limit('99x1'))
  expect(told(matcher.onTrade(trade('99x0.4', 'SELL', 2), at(2)))).toEqual(['fill 0.4 @ 99 MAKER'])
  replace(limit('99x5'))
  expect(told(matcher.onTrade(trade('99x1.9', 'SELL', 3), at(3)))).toEqual([])
  expect(told(matcher.onTrade(trade('99x0.2', 'SELL', 3), at(3)))).toEqual(['fill 0.1 @ 99 MAKER'])
})

test('what has filled counts towards the new quantity, which has to be more', () => {
  const { matcher, replace } = resting('99x1')
  matcher.onTrade(trade('98.5x0.6'), at(1))
  expect(replace(limit('99x0.6'))?.refusal?.reason).toBe('CANNOT_EDIT_TO_BELOW_FILLED_SIZE')
  expect(told(replace(limit('97x0.7'))?.events)).toEqual(['OPEN'])
  expect(told(matcher.onTrade(trade('96x5', 'SELL', 2), at(2)))).toEqual(['fill 0.1 @ 97 MAKER', 'FILLED'])
})

test('a price that reaches the market trades at once', () => {
  const { matcher, replace } = resting('99x2')
  expect(told(replace(limit('100x2'))?.events)).toEqual(['fill 1 @ 100 TAKER', 'OPEN'])
  expect(balance(matcher, 'BTC')).toBe('1/0')
})

test('a refusal leaves the order as it was: too dear, off the grid, post-only that would cross', () => {
  const { matcher, replace } = resting('99x1')
  const before = balance(matcher, 'USD')
  expect(replace(limit('99x3000'))?.refusal?.reason).toBe('INSUFFICIENT_FUND')
  expect(replace(limit('98.999x1'))?.refusal?.reason).toBe('INVALID_PRICE_PRECISION')
  expect(replace(limit('100x1', 'GTC', true))?.refusal?.reason).toBe('INVALID_LIMIT_PRICE_POST_ONLY')
  expect(balance(matcher, 'USD')).toBe(before)
  expect(told(matcher.onTrade(trade('99x2.5', 'SELL', 2), at(2)))).toEqual(['fill 0.5 @ 99 MAKER'])
})

test('a waiting stop order becomes the limit order; an order that is not open cannot be replaced', () => {
  const { matcher } = resting('99x1')
  const stop = request('BUY', stopLimit('105', '106x1'))
  matcher.submit(stop, at(0))
  expect(told(matcher.replace(stop.clientOrderId, limit('98.5x1'), at(1))?.events)).toEqual(['OPEN'])
  expect(told(matcher.onTrade(trade('98x3', 'SELL', 2), at(2)))).toContain('fill 1 @ 98.5 MAKER')
  expect(matcher.replace(stop.clientOrderId, limit('98x1'), at(3))).toBeUndefined()
})
