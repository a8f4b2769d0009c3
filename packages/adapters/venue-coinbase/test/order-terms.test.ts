import {
  addMillis,
  fromMillis,
  type OrderTerms,
  type Price,
  parseMoney,
  parsePrice,
  parseQuantity,
  type Quantity,
  type Side,
} from '@oasis/domain'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shownConfiguration } from '../src/rest/orders/order-configuration.ts'
import { encodeTerms, parseTerms } from '../src/trading/order-terms.ts'

const quantity = parseQuantity('0.5')
const limitPrice = parsePrice('45000.25')
const stopPrice = parsePrice('46000')
const expiresAt = fromMillis(Date.UTC(2026, 0, 2, 3, 4, 5, 678))
const limit = { type: 'LIMIT', quantity, limitPrice, postOnly: false } as const
const sizes = { base_size: '0.5', limit_price: '45000.25' }
const end_time = '2026-01-02T03:04:05.678Z'
const stop = { ...sizes, stop_price: '46000' }

describe('terms', () => {
  it.each<[string, Side, OrderTerms, object]>([
    [
      'market buy by quote',
      'BUY',
      { type: 'MARKET', timeInForce: 'IOC', size: { unit: 'QUOTE', amount: parseMoney('10.5') } },
      { market_market_ioc: { quote_size: '10.5' } },
    ],
    [
      'market buy by base',
      'BUY',
      { type: 'MARKET', timeInForce: 'IOC', size: { unit: 'BASE', quantity } },
      { market_market_ioc: { base_size: '0.5' } },
    ],
    [
      'market FOK sell',
      'SELL',
      { type: 'MARKET', timeInForce: 'FOK', size: { unit: 'BASE', quantity } },
      { market_market_fok: { base_size: '0.5' } },
    ],
    [
      'limit GTC',
      'BUY',
      { ...limit, timeInForce: 'GTC', postOnly: true },
      { limit_limit_gtc: { ...sizes, post_only: true } },
    ],
    [
      'limit GTD',
      'SELL',
      { ...limit, timeInForce: 'GTD', expiresAt },
      { limit_limit_gtd: { ...sizes, end_time, post_only: false } },
    ],
    ['limit IOC', 'BUY', { ...limit, timeInForce: 'IOC' }, { sor_limit_ioc: sizes }],
    ['limit FOK', 'BUY', { ...limit, timeInForce: 'FOK' }, { limit_limit_fok: sizes }],
    [
      'stop-limit buy, triggered on the way up',
      'BUY',
      { type: 'STOP_LIMIT', timeInForce: 'GTC', quantity, limitPrice, stopPrice },
      { stop_limit_stop_limit_gtc: { ...stop, stop_direction: 'STOP_DIRECTION_STOP_UP' } },
    ],
    [
      'stop-limit sell with an expiry, triggered on the way down',
      'SELL',
      { type: 'STOP_LIMIT', timeInForce: 'GTD', quantity, limitPrice, stopPrice, expiresAt },
      { stop_limit_stop_limit_gtd: { ...stop, stop_direction: 'STOP_DIRECTION_STOP_DOWN', end_time } },
    ],
  ])('of a %s order are written and read as the venue has them', (_, side, terms, wire) => {
    expect(encodeTerms(side, terms)).toEqual({ ok: true, configuration: wire })
    expect(parseTerms(shownConfiguration.parse(wire))).toEqual(terms)
  })

  const amount = fc.bigInt({ min: 1n, max: 10n ** 20n })
  const time = fc.integer({ min: 1, max: 4_000_000_000_000 }).map((ms) => addMillis(fromMillis(0), ms))
  const anyTerms: fc.Arbitrary<OrderTerms> = fc
    .record({ quantity: amount, limitPrice: amount, stopPrice: amount, postOnly: fc.boolean(), time })
    .chain(({ quantity, limitPrice, stopPrice, postOnly, time }) => {
      const size = { quantity: quantity as Quantity, limitPrice: limitPrice as Price }
      const stopped = { type: 'STOP_LIMIT', ...size, stopPrice: stopPrice as Price } as const
      return fc.constantFrom<OrderTerms>(
        { type: 'LIMIT', timeInForce: 'GTC', ...size, postOnly },
        { type: 'LIMIT', timeInForce: 'GTD', ...size, postOnly, expiresAt: time },
        { type: 'LIMIT', timeInForce: 'IOC', ...size, postOnly: false },
        { type: 'LIMIT', timeInForce: 'FOK', ...size, postOnly: false },
        { ...stopped, timeInForce: 'GTC' },
        { ...stopped, timeInForce: 'GTD', expiresAt: time },
        { type: 'MARKET', timeInForce: 'IOC', size: { unit: 'BASE', quantity: quantity as Quantity } },
      )
    })

  it('come back from the venue exactly as they were sent', () => {
    fc.assert(
      fc.property(fc.constantFrom<Side>('BUY', 'SELL'), anyTerms, (side, terms) => {
        const encoded = encodeTerms(side, terms)
        if (!encoded.ok) throw new Error(encoded.why)
        const wire: unknown = JSON.parse(JSON.stringify(encoded.configuration))
        expect(parseTerms(shownConfiguration.parse(wire))).toEqual(terms)
      }),
    )
  })

  it('of others are taken at the most that they can be', () => {
    const read = (wire: object) => parseTerms(shownConfiguration.parse(wire))
    expect(read({ limit_limit_gtc: { quote_size: '10', limit_price: '3' } })).toMatchObject({
      quantity: 3_333_333_333_334n,
    })
    expect(read({ trigger_bracket_gtc: { ...sizes, stop_trigger_price: '40000' } })).toMatchObject({
      type: 'STOP_LIMIT',
      stopPrice: parsePrice('40000'),
    })
  })

  it.each([
    ['a kind to come', { peg_gtc: sizes }],
    ['no configuration', null],
    ['an empty one', {}],
    ['one without sizes', { limit_limit_gtc: { base_size: '', limit_price: '1' } }],
    ['one with a broken number', { limit_limit_gtc: { base_size: 'x', limit_price: '1' } }],
    ['one with a broken time', { limit_limit_gtd: { ...sizes, end_time: 'tomorrow' } }],
  ])('of %s are none, and no fault', (_, wire) => {
    expect(parseTerms(shownConfiguration.parse(wire))).toBeUndefined()
  })
})
