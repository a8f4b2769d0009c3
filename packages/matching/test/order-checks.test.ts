import { type Instrument, type OrderTerms, parseQuantity, type Side, type TradingStatus } from '@oasis/domain'
import { expect, test } from 'vitest'
import { checkTerms } from '../src/paper/order-checks.ts'
import { at, BTC_USD, limit, market, spend, stopLimit } from './paper-market.ts'

const reason = (instrument: Instrument, side: Side, terms: OrderTerms) =>
  checkTerms(instrument, side, terms, at(0))?.reason

test('the instrument’s status decides which orders are taken', () => {
  const taken = (status: TradingStatus) => {
    const orders = {
      market: market('1'),
      limit: limit('100x1'),
      postOnly: limit('100x1', 'GTC', true),
      stop: stopLimit('99', '98x1'),
    }
    return Object.entries(orders)
      .filter(([, terms]) => reason({ ...BTC_USD, status }, 'BUY', terms) === undefined)
      .map(([name]) => name)
  }
  expect(taken('TRADING')).toEqual(['market', 'limit', 'postOnly', 'stop'])
  expect(taken('LIMIT_ONLY')).toEqual(['limit', 'postOnly'])
  expect(taken('POST_ONLY')).toEqual(['postOnly'])
  for (const status of ['CANCEL_ONLY', 'AUCTION', 'HALTED', 'DELISTED'] as const)
    expect(taken(status)).toEqual([])
})

test('sizes have to be on the grid and within the instrument’s bounds', () => {
  const instrument = {
    ...BTC_USD,
    quantityIncrement: parseQuantity('0.01'),
    minQuantity: parseQuantity('0.05'),
    maxQuantity: parseQuantity('10'),
  }
  expect(reason(instrument, 'BUY', market('0.055'))).toBe('INVALID_SIZE_PRECISION')
  expect(reason(instrument, 'BUY', market('0.04'))).toBe('PREVIEW_INVALID_BASE_SIZE_TOO_SMALL')
  expect(reason(instrument, 'BUY', limit('100x10.01'))).toBe('PREVIEW_INVALID_BASE_SIZE_TOO_LARGE')
  expect(reason(instrument, 'BUY', market('10'))).toBeUndefined()
})

test('amounts of quote currency buy, within bounds', () => {
  expect(reason(BTC_USD, 'SELL', spend('100'))).toBe('UNSUPPORTED_ORDER_CONFIGURATION')
  expect(reason(BTC_USD, 'BUY', spend('0.99'))).toBe('PREVIEW_INVALID_QUOTE_SIZE_TOO_SMALL')
  expect(reason(BTC_USD, 'BUY', spend('150000001'))).toBe('PREVIEW_INVALID_QUOTE_SIZE_TOO_LARGE')
  expect(reason(BTC_USD, 'BUY', spend('1'))).toBeUndefined()
})

test('a stop price has to be on the grid, too', () => {
  expect(reason(BTC_USD, 'SELL', stopLimit('99.001', '98x1'))).toBe('INVALID_PRICE_PRECISION')
})

test('post-only orders have to be able to rest, and GTD orders need an end', () => {
  expect(reason(BTC_USD, 'BUY', limit('100x1', 'FOK', true))).toBe('POST_ONLY_NOT_ALLOWED_WITH_FOK')
  expect(reason(BTC_USD, 'BUY', limit('100x1', 'IOC', true))).toBe('POST_ONLY_NOT_ALLOWED_WITH_FOK')
  const endless = { ...limit('100x1'), timeInForce: 'GTD' } as ReturnType<typeof limit>
  expect(reason(BTC_USD, 'BUY', endless)).toBe('GTD_ORDERS_MUST_HAVE_END_TIME')
})
