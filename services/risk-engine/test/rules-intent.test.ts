import { addMillis, EXTERNAL_STRATEGY, type OrderIntent, parseMoney } from '@oasis/domain'
import { describe, expect, test } from 'vitest'
import { check } from '../src/core/check.ts'
import { type RiskState, withPhase } from '../src/core/risk-state.ts'
import {
  BTC,
  instrument,
  intent,
  limitTerms,
  marketTerms,
  msAgo,
  NOW,
  openState,
  spend,
  stopTerms,
} from './risk-fixtures.ts'
import { cases } from './rule-cases.ts'

describe('MALFORMED_INTENT', () => {
  const sized = (terms: OrderIntent['terms']) => ({ terms })
  cases([
    { name: 'a quantity of zero', wish: sized(limitTerms('0', '50000')), verdict: 'MALFORMED_INTENT' },
    { name: 'an amount of zero', wish: sized(spend('0')), verdict: 'MALFORMED_INTENT' },
    { name: 'a price of zero', wish: sized(limitTerms('0.01', '0')), verdict: 'MALFORMED_INTENT' },
    { name: 'a stop at zero', wish: sized(stopTerms('0.01', '0', '50000')), verdict: 'MALFORMED_INTENT' },
    {
      name: 'a sell sized in quote',
      wish: { side: 'SELL', terms: spend('500') },
      verdict: 'MALFORMED_INTENT',
    },
    { name: 'a buy sized in quote', wish: sized(spend('500')), verdict: 'APPROVED' },
    { name: 'post-only and IOC', wish: immediate('IOC', true), verdict: 'MALFORMED_INTENT' },
    { name: 'post-only and FOK', wish: immediate('FOK', true), verdict: 'MALFORMED_INTENT' },
    { name: 'IOC alone', wish: immediate('IOC', false), verdict: 'APPROVED' },
    { name: 'post-only and GTC', wish: immediate('GTC', true), verdict: 'APPROVED' },
    { name: 'GTC with an expiry', wish: expiring('GTC', 1), verdict: 'MALFORMED_INTENT' },
    { name: 'GTD without an expiry', wish: expiring('GTD'), verdict: 'MALFORMED_INTENT' },
    { name: 'GTD that expires now', wish: expiring('GTD', 0), verdict: 'MALFORMED_INTENT' },
    { name: 'GTD that expires later', wish: expiring('GTD', 1), verdict: 'APPROVED' },
    {
      name: 'under the name of others',
      wish: { strategyId: EXTERNAL_STRATEGY },
      verdict: 'MALFORMED_INTENT',
    },
  ])

  function immediate(timeInForce: 'IOC' | 'FOK' | 'GTC', postOnly: boolean) {
    return { terms: limitTerms('0.01', '50000', { timeInForce, postOnly }) }
  }
  function expiring(timeInForce: 'GTC' | 'GTD', inMs?: number) {
    const expiry = inMs === undefined ? {} : { expiresAt: addMillis(NOW, inMs) }
    return { terms: limitTerms('0.01', '50000', { timeInForce, ...expiry }) }
  }
})

describe('what is asked before prices', () => {
  const closed = (phase: RiskState['phase']) => withPhase(openState(), phase, 'why')
  cases([
    { name: 'an intent of the other mode', wish: { mode: 'REAL' }, verdict: 'MODE_MISMATCH' },
    { name: 'while starting', wish: {}, state: closed('STARTING'), verdict: 'RECONCILING' },
    { name: 'while reconciling', wish: {}, state: closed('RECONCILING'), verdict: 'RECONCILING' },
    { name: 'when stopped', wish: {}, state: closed('STOPPED'), verdict: 'RECONCILING' },
    {
      name: 'while the order manager is away',
      wish: {},
      state: closed('AWAY'),
      verdict: 'ORDER_MANAGER_UNAVAILABLE',
    },
    { name: 'a cause 2,000 ms old', wish: causedMsAgo(2_000), verdict: 'APPROVED' },
    { name: 'a cause 2,001 ms old', wish: causedMsAgo(2_001), verdict: 'STALE_SIGNAL' },
    { name: 'a cause 500 ms in the future', wish: causedMsAgo(-500), verdict: 'APPROVED' },
    { name: 'a cause 501 ms in the future', wish: causedMsAgo(-501), verdict: 'STALE_SIGNAL' },
    { name: 'an instrument of another venue', wish: of('kraken:BTC-USD'), verdict: 'UNKNOWN_INSTRUMENT' },
    { name: 'an instrument never heard of', wish: of('coinbase:XYZ-USD'), verdict: 'UNKNOWN_INSTRUMENT' },
  ])

  test('a cause in the future is denied as such', () => {
    expect(check(openState(), intent(1, causedMsAgo(-60_000)), NOW)).toMatchObject({
      code: 'STALE_SIGNAL',
      context: { ageMs: '-60000', limitMs: '2000', why: 'its cause is in the future: a clock is wrong' },
    })
  })

  function causedMsAgo(ms: number): Partial<OrderIntent> {
    return { cause: { ...intent(1).cause, tsInit: msAgo(ms) } }
  }
  function of(id: string): Partial<OrderIntent> {
    return { instrumentId: id as OrderIntent['instrumentId'] }
  }
})

describe('INSTRUMENT_NOT_TRADABLE', () => {
  const market = { terms: marketTerms('0.01') }
  const postOnly = { terms: limitTerms('0.01', '50000', { postOnly: true }) }
  const stop = { terms: stopTerms('0.01', '50000', '50000') }
  const having = (status: ReturnType<typeof instrument>['status']) => ({
    instruments: [instrument(BTC, { status })],
  })
  cases([
    {
      name: 'LIMIT_ONLY and a market order',
      wish: market,
      state: having('LIMIT_ONLY'),
      verdict: 'INSTRUMENT_NOT_TRADABLE',
    },
    { name: 'LIMIT_ONLY and a limit order', wish: {}, state: having('LIMIT_ONLY'), verdict: 'APPROVED' },
    { name: 'LIMIT_ONLY and a stop order', wish: stop, state: having('LIMIT_ONLY'), verdict: 'APPROVED' },
    {
      name: 'POST_ONLY and a limit order',
      wish: {},
      state: having('POST_ONLY'),
      verdict: 'INSTRUMENT_NOT_TRADABLE',
    },
    {
      name: 'POST_ONLY and a stop order',
      wish: stop,
      state: having('POST_ONLY'),
      verdict: 'INSTRUMENT_NOT_TRADABLE',
    },
    {
      name: 'POST_ONLY and a post-only order',
      wish: postOnly,
      state: having('POST_ONLY'),
      verdict: 'APPROVED',
    },
    { name: 'CANCEL_ONLY', wish: {}, state: having('CANCEL_ONLY'), verdict: 'INSTRUMENT_NOT_TRADABLE' },
    { name: 'AUCTION', wish: {}, state: having('AUCTION'), verdict: 'INSTRUMENT_NOT_TRADABLE' },
    { name: 'HALTED', wish: {}, state: having('HALTED'), verdict: 'INSTRUMENT_NOT_TRADABLE' },
    { name: 'DELISTED', wish: {}, state: having('DELISTED'), verdict: 'INSTRUMENT_NOT_TRADABLE' },
    {
      name: 'a quote currency without conversion',
      wish: {},
      state: { instruments: [instrument(BTC, { quote: 'EUR' as never })] },
      verdict: 'INSTRUMENT_NOT_TRADABLE',
    },
  ])
})

describe('increments, minima and maxima', () => {
  const buy = (quantity: string, price = '50000') => ({ terms: limitTerms(quantity, price) })
  const tight = (changes: Parameters<typeof instrument>[1]) => ({ instruments: [instrument(BTC, changes)] })
  const min500 = tight({ minNotional: parseMoney('500') })
  const max500 = tight({ maxNotional: parseMoney('500') })
  cases([
    { name: 'a price on the increment', wish: buy('0.01', '50000.01'), verdict: 'APPROVED' },
    { name: 'a price between increments', wish: buy('0.01', '50000.001'), verdict: 'PRICE_INCREMENT' },
    {
      name: 'a stop between increments',
      wish: { terms: stopTerms('0.01', '50000.001', '50000') },
      verdict: 'PRICE_INCREMENT',
    },
    {
      name: 'a stop on the increment',
      wish: { terms: stopTerms('0.01', '50000', '50000') },
      verdict: 'APPROVED',
    },
    { name: 'a size on the increment', wish: buy('0.0101'), verdict: 'APPROVED' },
    { name: 'a size between increments', wish: buy('0.01001'), verdict: 'SIZE_INCREMENT' },
    {
      name: 'a market size between increments',
      wish: { terms: marketTerms('0.01001') },
      verdict: 'SIZE_INCREMENT',
    },
    { name: 'the least size', wish: buy('0.001'), verdict: 'APPROVED' },
    { name: 'just below the least size', wish: buy('0.0009'), verdict: 'BELOW_MIN_SIZE' },
    {
      name: 'the largest size',
      wish: buy('10'),
      state: { balances: { USD: '505000' } },
      verdict: 'APPROVED',
    },
    { name: 'just above the largest size', wish: buy('10.0001'), verdict: 'ABOVE_MAX_SIZE' },
    { name: 'the largest notional', wish: buy('0.01'), state: max500, verdict: 'APPROVED' },
    {
      name: 'just above the largest notional',
      wish: buy('0.01', '50000.01'),
      state: max500,
      verdict: 'ABOVE_MAX_SIZE',
    },
    {
      name: 'above the largest notional in quote',
      wish: { terms: spend('500.01') },
      state: max500,
      verdict: 'ABOVE_MAX_SIZE',
    },
    { name: 'the least notional', wish: buy('0.01'), state: min500, verdict: 'APPROVED' },
    {
      name: 'just below the least notional',
      wish: buy('0.01', '49999.99'),
      state: min500,
      verdict: 'BELOW_MIN_NOTIONAL',
    },
    {
      name: 'a market buy is worth the best ask',
      wish: { terms: marketTerms('0.01') },
      state: tight({ minNotional: parseMoney('500.1') }),
      verdict: 'APPROVED',
    },
    {
      name: 'a market buy below the least notional',
      wish: { terms: marketTerms('0.01') },
      state: tight({ minNotional: parseMoney('500.11') }),
      verdict: 'BELOW_MIN_NOTIONAL',
    },
    {
      name: 'a market sell is worth the best bid',
      wish: { side: 'SELL', terms: marketTerms('0.01') },
      state: { ...min500, balances: { BTC: '1' } },
      verdict: 'BELOW_MIN_NOTIONAL',
    },
    {
      name: 'an amount below the least notional',
      wish: { terms: spend('499.99') },
      state: min500,
      verdict: 'BELOW_MIN_NOTIONAL',
    },
  ])
})
