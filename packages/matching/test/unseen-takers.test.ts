import { parseQuantity } from '@oasis/domain'
import { expect, test } from 'vitest'
import { at, balance, createMatcher, limit, quote, request, stopLimit, told, trade } from './paper-market.ts'

const matcherWithBook = () => {
  const matcher = createMatcher()
  matcher.onQuote(quote('99x2 98x5', '100x1 101x5'))
  return matcher
}

test('a resting order that meets an unseen taker fills at its limit, whatever was ahead of it', () => {
  const matcher = matcherWithBook()
  const order = request('BUY', limit('98x2'))
  matcher.submit(order, at(0))
  const take = (quantity: string) => matcher.fillResting(order.clientOrderId, parseQuantity(quantity), at(1))
  expect(told(take('0.5') ?? [])).toEqual(['fill 0.5 @ 98 MAKER'])
  // Never more than is left.
  expect(told(take('9') ?? [])).toEqual(['fill 1.5 @ 98 MAKER', 'FILLED'])
  expect(balance(matcher, 'BTC')).toBe('2/0')
  expect(take('1')).toBeUndefined()
})

test('what does not rest is not met', () => {
  const matcher = matcherWithBook()
  const stop = request('BUY', stopLimit('105', '106x1'))
  matcher.submit(stop, at(0))
  expect(matcher.fillResting(stop.clientOrderId, parseQuantity('1'), at(1))).toBeUndefined()
})

test('a stop order goes the way it says, and by its side where it says nothing', () => {
  const matcher = matcherWithBook()
  matcher.onTrade(trade('99.5x1', 'SELL', 0), at(0))
  const down = { ...request('BUY', stopLimit('95', '96x1')), stopDirection: 'DOWN' as const }
  expect(told(matcher.submit(down, at(0)))).toEqual(['OPEN'])
  expect(told(matcher.onTrade(trade('95.01x1', 'SELL', 1), at(1)))).toEqual([])
  // Its limit is below every ask, so it rests.
  matcher.onTrade(trade('95x1', 'SELL', 2), at(2))
  const [order] = matcher.openOrders()
  expect(order?.triggered).toBe(true)
})
