import { expect, test } from 'vitest'
import {
  at,
  balance,
  createMatcher,
  limit,
  market,
  quarantined,
  quote,
  request,
  spend,
  told,
  trade,
} from './paper-market.ts'

test('a market order walks the visible book level by level', () => {
  const matcher = createMatcher()
  matcher.onQuote(quote('99x1', '100x0.5 101x0.5 102x1'))
  expect(told(matcher.submit(request('BUY', market('1.2')), at(0)))).toEqual([
    'fill 0.5 @ 100 TAKER',
    'fill 0.5 @ 101 TAKER',
    'fill 0.2 @ 102 TAKER',
    'FILLED',
  ])
})

test('what the visible book does not hold stays unfilled: the rest of a market order is canceled', () => {
  const matcher = createMatcher()
  matcher.onQuote(quote('99x1', '100x0.5'))
  expect(told(matcher.submit(request('BUY', market('2')), at(0)))).toEqual([
    'fill 0.5 @ 100 TAKER',
    'CANCELED NO_MORE_LIQUIDITY',
  ])
})

test('a fill moves both balances, and the fee is price × size × the taker rate', () => {
  const matcher = createMatcher({ USD: '1000' })
  matcher.onQuote(quote('99x5', '100x5'))
  matcher.submit(request('BUY', market('2')), at(0))
  expect(balance(matcher, 'USD')).toBe('798.2/0')
  expect(balance(matcher, 'BTC')).toBe('2/0')
  matcher.submit(request('SELL', market('1')), at(0))
  expect(balance(matcher, 'USD')).toBe('896.309/0')
  expect(balance(matcher, 'BTC')).toBe('1/0')
})

test('displayed size that we took is not there again until the next quote', () => {
  const matcher = createMatcher()
  const shown = quote('99x1', '100x1 101x1')
  matcher.onQuote(shown)
  matcher.submit(request('BUY', market('0.7')), at(0))
  expect(told(matcher.submit(request('BUY', market('0.7')), at(0)))).toEqual([
    'fill 0.3 @ 100 TAKER',
    'fill 0.4 @ 101 TAKER',
    'FILLED',
  ])
  matcher.onQuote(shown)
  expect(told(matcher.submit(request('BUY', market('0.1')), at(0)))).toEqual([
    'fill 0.1 @ 101 TAKER',
    'FILLED',
  ])
  matcher.onQuote(quote('99x1', '100x1'))
  expect(told(matcher.submit(request('BUY', market('0.7')), at(0)))).toEqual([
    'fill 0.7 @ 100 TAKER',
    'FILLED',
  ])
})

test('an order sized in quote currency spends no more than its amount, fee included', () => {
  const matcher = createMatcher({ USD: '1000' })
  matcher.onQuote(quote('99x1', '100x1 101x10'))
  // 100.90 buys the first level; 201.80 − 100.90 = 100.90 buys 0.99009900 of the second at 101.909 each.
  expect(told(matcher.submit(request('BUY', spend('201.80')), at(0)))).toEqual([
    'fill 1 @ 100 TAKER',
    'fill 0.990099 @ 101 TAKER',
    'FILLED',
  ])
})

test('a fill-or-kill order does nothing when it cannot be filled whole', () => {
  const matcher = createMatcher()
  matcher.onQuote(quote('99x1', '100x0.5 101x1'))
  expect(told(matcher.submit(request('BUY', limit('100x1', 'FOK')), at(0)))).toEqual([
    'CANCELED FOK_NOT_FILLED',
  ])
  expect(balance(matcher, 'USD')).toBe('100000/0')
  expect(told(matcher.submit(request('BUY', limit('101x1', 'FOK')), at(0)))).toEqual([
    'fill 0.5 @ 100 TAKER',
    'fill 0.5 @ 101 TAKER',
    'FILLED',
  ])
  expect(told(matcher.submit(request('BUY', market('5', 'FOK')), at(0)))).toEqual(['CANCELED FOK_NOT_FILLED'])
})

test('an immediate-or-cancel limit order takes up to its limit and never rests', () => {
  const matcher = createMatcher()
  matcher.onQuote(quote('99x1', '100x0.5 101x1'))
  expect(told(matcher.submit(request('BUY', limit('100x1', 'IOC')), at(0)))).toEqual([
    'fill 0.5 @ 100 TAKER',
    'CANCELED NO_MORE_LIQUIDITY',
  ])
  expect(balance(matcher, 'USD')).toBe('99949.55/0')
})

test('a marketable limit order takes what is there and rests with the remainder', () => {
  const matcher = createMatcher({ USD: '1000' })
  matcher.onQuote(quote('99x1', '100x0.5 101x1'))
  expect(told(matcher.submit(request('BUY', limit('100x2')), at(0)))).toEqual([
    'fill 0.5 @ 100 TAKER',
    'OPEN',
  ])
  // Paid 50.45; held for 1.5 at 100 with the higher rate: 151.35.
  expect(balance(matcher, 'USD')).toBe('949.55/151.35')
})

test('a post-only order that would trade is refused, and one that would not rests', () => {
  const matcher = createMatcher()
  matcher.onQuote(quote('99x1', '100x1'))
  expect(told(matcher.submit(request('BUY', limit('100x1', 'GTC', true)), at(0)))).toEqual([
    'REJECTED INVALID_LIMIT_PRICE_POST_ONLY',
  ])
  expect(told(matcher.submit(request('BUY', limit('99.99x1', 'GTC', true)), at(0)))).toEqual(['OPEN'])
})

test('without a book a market order fills at the last trade plus half the spread, marked synthetic', () => {
  const matcher = createMatcher({ USD: '1000', BTC: '5' })
  matcher.onTrade(trade('100x1', 'BUY', 1), at(1))
  expect(told(matcher.submit(request('BUY', market('2')), at(2)))).toEqual([
    'fill 2 @ 100.05 TAKER synthetic',
    'FILLED',
  ])
  expect(told(matcher.submit(request('SELL', market('2')), at(2)))).toEqual([
    'fill 2 @ 99.95 TAKER synthetic',
    'FILLED',
  ])
})

test('a quarantined book is no book: its levels are not used', () => {
  const matcher = createMatcher()
  matcher.onQuote(quote('99x1', '100x10'))
  matcher.onTrade(trade('120x1', 'BUY', 1), at(1))
  matcher.onQuote(quarantined(1))
  expect(told(matcher.submit(request('BUY', market('1')), at(2)))).toEqual([
    'fill 1 @ 120.06 TAKER synthetic',
    'FILLED',
  ])
})

test('without a book and without a recent trade a market order fills nothing', () => {
  const matcher = createMatcher()
  expect(told(matcher.submit(request('BUY', market('1')), at(0)))).toEqual(['CANCELED NO_MORE_LIQUIDITY'])
  matcher.onTrade(trade('100x1', 'BUY', 1), at(1))
  expect(told(matcher.submit(request('BUY', market('1')), at(6.1)))).toEqual(['CANCELED NO_MORE_LIQUIDITY'])
})

test('without a book a limit order fills only if its limit allows the synthetic price, and else rests', () => {
  const matcher = createMatcher()
  matcher.onTrade(trade('100x1', 'BUY', 1), at(1))
  expect(told(matcher.submit(request('BUY', limit('100.04x1')), at(1)))).toEqual(['OPEN'])
  expect(told(matcher.submit(request('BUY', limit('100.05x1')), at(1)))).toEqual([
    'fill 1 @ 100.05 TAKER synthetic',
    'FILLED',
  ])
})

test('a synthetic price is rounded away from us to the price increment', () => {
  const matcher = createMatcher({ USD: '1000', BTC: '1' })
  matcher.onTrade(trade('33.33x1', 'BUY', 1), at(1))
  expect(told(matcher.submit(request('BUY', market('1')), at(1)))[0]).toBe('fill 1 @ 33.35 TAKER synthetic')
  expect(told(matcher.submit(request('SELL', market('1')), at(1)))[0]).toBe('fill 1 @ 33.31 TAKER synthetic')
})
