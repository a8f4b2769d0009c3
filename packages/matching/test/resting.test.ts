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
  stopLimit,
  told,
  trade,
} from './paper-market.ts'

function resting(what = '99x1', book = quote('99x2 98x5', '100x1 101x5')) {
  const matcher = createMatcher()
  matcher.onQuote(book)
  const order = request('BUY', limit(what))
  expect(told(matcher.submit(order, at(0)))).toEqual(['OPEN'])
  return { matcher, order }
}

test('trades at the price consume the queue ahead first and then fill the order by their remainder', () => {
  const { matcher } = resting()
  expect(told(matcher.onTrade(trade('99x1.5'), at(1)))).toEqual([])
  expect(told(matcher.onTrade(trade('99x0.8'), at(1)))).toEqual(['fill 0.3 @ 99 MAKER'])
  expect(told(matcher.onTrade(trade('99x5'), at(1)))).toEqual(['fill 0.7 @ 99 MAKER', 'FILLED'])
})

test('a trade through the price fills the order at its own price, by the traded size', () => {
  const { matcher } = resting()
  expect(told(matcher.onTrade(trade('98.5x0.4'), at(1)))).toEqual(['fill 0.4 @ 99 MAKER'])
  // The queue is gone with it: the next trade at the price reaches the order at once.
  expect(told(matcher.onTrade(trade('99x0.1'), at(1)))).toEqual(['fill 0.1 @ 99 MAKER'])
})

test('a taker on the order’s own side at its price does not touch it', () => {
  const { matcher } = resting()
  expect(told(matcher.onTrade(trade('99x50', 'BUY'), at(1)))).toEqual([])
  expect(told(matcher.onTrade(trade('99x2.5', 'UNKNOWN'), at(1)))).toEqual(['fill 0.5 @ 99 MAKER'])
})

test('an order that improves the best price has nobody ahead of it', () => {
  const { matcher } = resting('99.5x1')
  expect(told(matcher.onTrade(trade('99.5x0.2'), at(1)))).toEqual(['fill 0.2 @ 99.5 MAKER'])
})

test('the queue ahead shrinks to the displayed size and never grows with it', () => {
  const { matcher } = resting()
  matcher.onQuote(quote('99x0.5 98x5', '100x1'))
  matcher.onQuote(quote('99x9 98x5', '100x1'))
  expect(told(matcher.onTrade(trade('99x0.6'), at(1)))).toEqual(['fill 0.1 @ 99 MAKER'])
})

test('a level that disappears from view within the book leaves nobody ahead', () => {
  const { matcher } = resting()
  matcher.onQuote(quote('98x5', '100x1'))
  expect(told(matcher.onTrade(trade('99x0.1'), at(1)))).toEqual(['fill 0.1 @ 99 MAKER'])
})

test('beyond the visible depth the order stands at the back until its level is seen', () => {
  const { matcher } = resting('90x1')
  expect(told(matcher.onTrade(trade('90x50'), at(1)))).toEqual([])
  matcher.onQuote(quote('91x1 90x3', '92x1'))
  expect(told(matcher.onTrade(trade('90x3.2'), at(1)))).toEqual(['fill 0.2 @ 90 MAKER'])
})

test('while the book is quarantined nothing fills, and afterwards the order is at the back again', () => {
  const { matcher } = resting()
  matcher.onTrade(trade('99x1.9'), at(1))
  matcher.onQuote(quarantined(1))
  expect(told(matcher.onTrade(trade('95x50'), at(1)))).toEqual([])
  matcher.onQuote(quote('99x4', '100x1'))
  expect(told(matcher.onTrade(trade('99x4.1'), at(1)))).toEqual(['fill 0.1 @ 99 MAKER'])
})

test('with trades and no quotes at all, only a trade through the price fills', () => {
  const matcher = createMatcher()
  matcher.submit(request('BUY', limit('99x1')), at(0))
  expect(told(matcher.onTrade(trade('99x50'), at(1)))).toEqual([])
  expect(told(matcher.onTrade(trade('98.99x0.5'), at(1)))).toEqual(['fill 0.5 @ 99 MAKER'])
})

test('one trade’s size is shared by our orders: best price first, then the earlier one', () => {
  const matcher = createMatcher()
  matcher.onQuote(quote('95x1', '110x1'))
  const ids = ['98x1', '99x1', '99x2', '97x1'].map((what) => {
    const order = request('BUY', limit(what))
    matcher.submit(order, at(0))
    return order.clientOrderId
  })
  const events = matcher.onTrade(trade('96x3.5'), at(1))
  const filled = events.flatMap((event) =>
    event.kind === 'EXECUTION' ? [ids.indexOf(event.execution.clientOrderId)] : [],
  )
  expect(filled).toEqual([1, 2, 0])
  expect(told(events)).toEqual([
    'fill 1 @ 99 MAKER',
    'FILLED',
    'fill 2 @ 99 MAKER',
    'FILLED',
    'fill 0.5 @ 98 MAKER',
  ])
})

test('the same trade delivered twice counts once', () => {
  const { matcher } = resting('99.5x1')
  const once = trade('99.5x0.2')
  expect(told(matcher.onTrade(once, at(1)))).toEqual(['fill 0.2 @ 99.5 MAKER'])
  expect(told(matcher.onTrade(once, at(1)))).toEqual([])
})

test('a trade from before the order’s arrival does not fill it', () => {
  const matcher = createMatcher()
  matcher.onQuote(quote('98x1', '100x1'))
  matcher.submit(request('BUY', limit('99x1')), at(5))
  expect(told(matcher.onTrade(trade('98.5x1', 'SELL', 4.999), at(5)))).toEqual([])
  expect(told(matcher.onTrade(trade('98.5x1', 'SELL', 5), at(5)))).toEqual(['fill 1 @ 99 MAKER', 'FILLED'])
})

test('history and backfill drive nothing', () => {
  const { matcher } = resting()
  expect(told(matcher.onTrade(trade('90x50', 'SELL', 1, 'SNAPSHOT'), at(1)))).toEqual([])
  expect(told(matcher.onTrade(trade('90x50', 'SELL', 1, 'BACKFILL'), at(1)))).toEqual([])
})

test('a resting sell is the mirror image, and holds base', () => {
  const matcher = createMatcher({ BTC: '3' })
  matcher.onQuote(quote('99x1', '100x2'))
  matcher.submit(request('SELL', limit('100x1')), at(0))
  expect(balance(matcher, 'BTC')).toBe('3/1')
  expect(told(matcher.onTrade(trade('100x2.4', 'BUY'), at(1)))).toEqual(['fill 0.4 @ 100 MAKER'])
  expect(balance(matcher, 'BTC')).toBe('2.6/0.6')
  expect(balance(matcher, 'USD')).toBe('39.8/0')
})

test('a resting buy pays the maker fee and its hold is given back when it ends', () => {
  const { matcher, order } = resting('99.5x2')
  expect(balance(matcher, 'USD')).toBe('100000/200.791')
  matcher.onTrade(trade('99.5x0.5'), at(1))
  expect(balance(matcher, 'USD')).toBe('99950.00125/150.59325')
  expect(told(matcher.cancel(order.clientOrderId, at(2)))).toEqual(['CANCELED CANCELED_BY_CLIENT'])
  expect(balance(matcher, 'USD')).toBe('99950.00125/0')
  expect(matcher.cancel(order.clientOrderId, at(3))).toBeUndefined()
})

test('a stop-limit order waits for the last trade to reach its price, then acts as a limit order', () => {
  const matcher = createMatcher({ BTC: '5' })
  matcher.onQuote(quote('99x1 98x1', '100x1'))
  matcher.onTrade(trade('100x1'), at(1))
  expect(told(matcher.submit(request('SELL', stopLimit('97', '96x3')), at(1)))).toEqual(['OPEN'])
  expect(balance(matcher, 'BTC')).toBe('5/3')
  expect(told(matcher.onTrade(trade('97.01x9'), at(1)))).toEqual([])
  expect(told(matcher.onTrade(trade('97x9'), at(1)))).toEqual([
    'fill 1 @ 99 TAKER',
    'fill 1 @ 98 TAKER',
    'OPEN',
  ])
  expect(told(matcher.onTrade(trade('97x0.5', 'BUY'), at(1)))).toEqual(['fill 0.5 @ 96 MAKER'])
})

test('a stop-limit order whose price has been reached already acts at once', () => {
  const matcher = createMatcher({ USD: '1000' })
  matcher.onQuote(quote('99x1', '100x1'))
  matcher.onTrade(trade('100x1'), at(1))
  expect(told(matcher.submit(request('BUY', stopLimit('99.5', '101x1')), at(1)))).toEqual([
    'fill 1 @ 100 TAKER',
    'FILLED',
  ])
})

test('a good-till-date order expires at its time and gives its hold back', () => {
  const matcher = createMatcher()
  const terms = { ...limit('50x1'), timeInForce: 'GTD', expiresAt: at(60) } as never
  matcher.submit(request('BUY', terms), at(0))
  expect(matcher.nextExpiry()).toBe(at(60))
  expect(told(matcher.expire(at(59.999)))).toEqual([])
  expect(told(matcher.expire(at(60)))).toEqual(['EXPIRED END_TIME_REACHED'])
  expect(balance(matcher, 'USD')).toBe('100000/0')
  expect(matcher.nextExpiry()).toBeUndefined()
})

test('what is neither covered, on the grid, large enough nor in time is refused with the venue’s word', () => {
  const matcher = createMatcher({ USD: '100', BTC: '1' })
  matcher.onQuote(quote('99x10', '100x10'))
  const refusals = [
    request('BUY', limit('99x1.1')),
    request('SELL', limit('99x1.1')),
    request('BUY', market('1')),
    request('SELL', market('2')),
    request('BUY', limit('99.001x1')),
    request('BUY', limit('99x0.001')),
    request('BUY', market('0')),
    request('BUY', { ...limit('50x1'), timeInForce: 'GTD', expiresAt: at(0) } as never),
    { ...request('BUY', market('1')), instrumentId: 'coinbase:NO-USD' as never },
  ].flatMap((order) => told(matcher.submit(order, at(0))))
  expect(refusals).toEqual([
    'REJECTED INSUFFICIENT_FUND',
    'REJECTED INSUFFICIENT_FUND',
    'REJECTED INSUFFICIENT_FUND',
    'REJECTED INSUFFICIENT_FUND',
    'REJECTED INVALID_PRICE_PRECISION',
    'REJECTED PREVIEW_INVALID_QUOTE_SIZE_TOO_SMALL',
    'REJECTED PREVIEW_INVALID_BASE_SIZE_TOO_SMALL',
    'REJECTED END_TIME_IS_IN_THE_PAST',
    'REJECTED INVALID_PRODUCT_ID',
  ])
  expect(balance(matcher, 'USD')).toBe('100/0')
})

test('after a restart an order keeps its fills and holds, and stands at the back of its queue', () => {
  const { matcher, order } = resting('99x2')
  matcher.onTrade(trade('99x2.5'), at(1))
  const [open] = [...matcher.openOrders()]
  const again = createMatcher({})
  if (open === undefined) throw new Error('the order should be open')
  again.balances.settle('USD' as never, matcher.balances.of('USD' as never).total, 0n as never)
  again.balances.hold('USD' as never, open.held)
  again.restore(open)
  again.onQuote(quote('99x7', '100x1'))
  expect(told(again.onTrade(trade('99x7.5', 'SELL', 9), at(9)))).toEqual(['fill 0.5 @ 99 MAKER'])
  expect(told(again.cancel(order.clientOrderId, at(10)))).toEqual(['CANCELED CANCELED_BY_CLIENT'])
  expect(balance(again, 'USD')).toMatch(/\/0$/)
})
