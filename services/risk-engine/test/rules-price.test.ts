import { addMillis, parseMoney } from '@oasis/domain'
import { describe, expect, test } from 'vitest'
import { check } from '../src/core/check.ts'
import { observeFeedStatus, observeQuote } from '../src/core/market-board.ts'
import type { RiskState } from '../src/core/risk-state.ts'
import {
  BTC,
  BTC_QUOTE,
  ETH_QUOTE,
  intent,
  limitTerms,
  marketTerms,
  msAgo,
  NOW,
  openState,
  quote,
  spend,
  stopTerms,
} from './risk-fixtures.ts'
import { cases, verdict } from './rule-cases.ts'

describe('the reference price', () => {
  const at = (ms: number) => ({ ...BTC_QUOTE, tsInit: msAgo(ms) })
  const withdrawn = (state: 'GAP' | 'STALE' | 'DISCONNECTED' | 'RESYNCED', ms: number) => {
    const open = openState({ quotes: [at(1_000), ETH_QUOTE] })
    const venue = open.account.venue
    const status = { venue, connection: BTC_QUOTE.connection, state, instruments: [BTC], detail: '' }
    observeFeedStatus(open.market, { ...status, tsInit: msAgo(ms) }, NOW)
    return open
  }
  const thenQuote = (state: RiskState, ms: number) => {
    observeQuote(state.market, at(ms), NOW)
    return state
  }
  const oneSided = quote(BTC, [['49990', '10']], [])
  const quarantined = { ...quote(BTC, [], [], { state: 'QUARANTINED' }), tsInit: msAgo(500) }
  cases([
    { name: 'no quote yet', wish: {}, state: { quotes: [] }, verdict: 'NO_REFERENCE_PRICE' },
    { name: 'a book with one side', wish: {}, state: { quotes: [oneSided] }, verdict: 'NO_REFERENCE_PRICE' },
    { name: 'a quote 5,000 ms old', wish: {}, state: { quotes: [at(5_000)] }, verdict: 'APPROVED' },
    {
      name: 'a quote 5,001 ms old',
      wish: {},
      state: { quotes: [at(5_001)] },
      verdict: 'STALE_REFERENCE_PRICE',
    },
    { name: 'a quote of 500 ms from now', wish: {}, state: { quotes: [at(-500)] }, verdict: 'APPROVED' },
    {
      name: 'a quote of 501 ms from now',
      wish: {},
      state: { quotes: [at(0), at(-501)] },
      verdict: 'STALE_REFERENCE_PRICE',
    },
    {
      name: 'a quote of next year, then one by a clock put right',
      wish: {},
      state: thenQuote(openState({ quotes: [at(1_000), at(-31e9)] }), -1),
      verdict: 'APPROVED',
    },
    {
      name: 'a gap of next year, then a quote by a clock put right',
      wish: {},
      state: thenQuote(withdrawn('GAP', -31e9), -1),
      verdict: 'APPROVED',
    },
    {
      name: 'a quote of next year, then a gap of now',
      wish: {},
      state: { quotes: [at(-31e9), quarantined] },
      verdict: 'STALE_REFERENCE_PRICE',
    },
    {
      name: 'a quarantined book',
      wish: {},
      state: { quotes: [at(1_000), quarantined] },
      verdict: 'NO_REFERENCE_PRICE',
    },
    {
      name: 'a quarantine with a later live quote',
      wish: {},
      state: { quotes: [quarantined, at(499)] },
      verdict: 'APPROVED',
    },
    {
      name: 'an older quote does not replace a newer',
      wish: {},
      state: { quotes: [at(0), at(9_000)] },
      verdict: 'APPROVED',
    },
    { name: 'a gap', wish: {}, state: withdrawn('GAP', 500), verdict: 'NO_REFERENCE_PRICE' },
    {
      name: 'a lost connection',
      wish: {},
      state: withdrawn('DISCONNECTED', 500),
      verdict: 'NO_REFERENCE_PRICE',
    },
    { name: 'a stale feed', wish: {}, state: withdrawn('STALE', 500), verdict: 'STALE_REFERENCE_PRICE' },
    { name: 'a resync alone', wish: {}, state: withdrawn('RESYNCED', 500), verdict: 'APPROVED' },
    { name: 'a gap older than the quote', wish: {}, state: withdrawn('GAP', 1_001), verdict: 'APPROVED' },
    {
      name: 'a gap at the very time of the quote',
      wish: {},
      state: withdrawn('GAP', 1_000),
      verdict: 'NO_REFERENCE_PRICE',
    },
    {
      name: 'a gap, then an older quote delivered late',
      wish: {},
      state: thenQuote(withdrawn('GAP', 500), 501),
      verdict: 'NO_REFERENCE_PRICE',
    },
    {
      name: 'a gap, then a fresh quote',
      wish: {},
      state: thenQuote(withdrawn('GAP', 500), 499),
      verdict: 'APPROVED',
    },
  ])

  test('a price that a clock set back has put in the future is denied, and it is said why', () => {
    const state = openState()
    const early = addMillis(NOW, -501)
    const wish = intent(1, { cause: { ...intent(1).cause, tsInit: early } })
    expect(check(state, wish, early)).toEqual({
      result: 'DENIED',
      code: 'STALE_REFERENCE_PRICE',
      context: {
        instrument: BTC,
        ageMs: '-501',
        limitMs: '5000',
        why: 'its time is in the future: a clock is wrong',
      },
    })
    expect(check(state, wish, addMillis(NOW, -500)).result).toBe('APPROVED')
  })

  test('a gap reported late does not shorten a later one', () => {
    const state = withdrawn('GAP', 500)
    const status = {
      venue: state.account.venue,
      connection: BTC_QUOTE.connection,
      instruments: [BTC],
      detail: '',
    }
    observeFeedStatus(state.market, { ...status, state: 'STALE', tsInit: msAgo(800) }, NOW)
    expect(verdict(thenQuote(state, 600), intent(1))).toBe('NO_REFERENCE_PRICE')
  })
})

describe('ORDER_NOTIONAL_LIMIT', () => {
  const limited = (maxOrderNotional: string, at: 'account' | 'strategy' | 'instrument' = 'account') => ({
    [at]: { maxOrderNotional: parseMoney(maxOrderNotional) },
  })
  const holding = { balances: { BTC: '1' } }
  const sell = (price: string) => ({ side: 'SELL' as const, terms: limitTerms('0.01', price) })
  cases([
    { name: 'a buy at the limit', wish: {}, state: limited('500'), verdict: 'APPROVED' },
    { name: 'a buy just beyond', wish: {}, state: limited('499.99'), verdict: 'ORDER_NOTIONAL_LIMIT' },
    {
      name: "the strategy's limit is stricter",
      wish: {},
      state: limited('499.99', 'strategy'),
      verdict: 'ORDER_NOTIONAL_LIMIT',
    },
    {
      name: "the instrument's limit is stricter",
      wish: {},
      state: limited('499.99', 'instrument'),
      verdict: 'ORDER_NOTIONAL_LIMIT',
    },
    {
      name: 'an amount at the limit',
      wish: { terms: spend('500') },
      state: limited('500'),
      verdict: 'APPROVED',
    },
    {
      name: 'an amount just beyond',
      wish: { terms: spend('500.01') },
      state: limited('500'),
      verdict: 'ORDER_NOTIONAL_LIMIT',
    },
    {
      name: "a market buy is worth the collar's edge",
      wish: { terms: marketTerms('0.01') },
      state: limited('510'),
      verdict: 'APPROVED',
    },
    {
      name: "a market buy beyond the collar's edge",
      wish: { terms: marketTerms('0.01') },
      state: limited('509.99'),
      verdict: 'ORDER_NOTIONAL_LIMIT',
    },
    {
      name: 'a sell below mid is worth the mid',
      wish: sell('49500'),
      state: { ...holding, ...limited('500') },
      verdict: 'APPROVED',
    },
    {
      name: 'a sell below mid beyond the mid',
      wish: sell('49500'),
      state: { ...holding, ...limited('499.99') },
      verdict: 'ORDER_NOTIONAL_LIMIT',
    },
    {
      name: 'a sell above mid is worth its limit',
      wish: sell('50500'),
      state: { ...holding, ...limited('504.99') },
      verdict: 'ORDER_NOTIONAL_LIMIT',
    },
    {
      name: 'a market sell is worth the mid',
      wish: { side: 'SELL', terms: marketTerms('0.01') },
      state: { ...holding, ...limited('500') },
      verdict: 'APPROVED',
    },
  ])

  test('a market buy is worth the best ask where that is beyond the collar', () => {
    const wide = quote(BTC, [['40000', '1']], [['60000', '1']])
    const state = openState({ quotes: [wide], ...limited('599.99') })
    expect(verdict(state, intent(1, { terms: marketTerms('0.01') }))).toBe('ORDER_NOTIONAL_LIMIT')
  })
})

describe('PRICE_COLLAR', () => {
  const buy = (price: string) => ({ terms: limitTerms('0.01', price) })
  const asks: [string, string][] = [
    ['50010', '0.01'],
    ['51000', '0.01'],
    ['51000.02', '1'],
  ]
  const thin = {
    quotes: [quote(BTC, [['49990', '0.02']], asks)],
    account: {},
    balances: { USD: '100000', BTC: '1' },
  }
  cases([
    { name: 'a limit 2 % above', wish: buy('51000'), verdict: 'APPROVED' },
    { name: 'a limit just beyond 2 % above', wish: buy('51000.01'), verdict: 'PRICE_COLLAR' },
    { name: 'a limit 2 % below', wish: buy('49000'), verdict: 'APPROVED' },
    { name: 'a limit just beyond 2 % below', wish: buy('48999.99'), verdict: 'PRICE_COLLAR' },
    {
      name: 'a stop judged by its stop price',
      wish: { terms: stopTerms('0.01', '60000', '61200') },
      verdict: 'APPROVED',
    },
    {
      name: 'a stop limit too far from its stop',
      wish: { terms: stopTerms('0.01', '60000', '61200.01') },
      verdict: 'PRICE_COLLAR',
    },
    {
      name: 'a market buy within levels in the collar',
      wish: { terms: marketTerms('0.02') },
      state: thin,
      verdict: 'APPROVED',
    },
    {
      name: 'a market buy that reaches a level beyond',
      wish: { terms: marketTerms('0.0201') },
      state: thin,
      verdict: 'PRICE_COLLAR',
    },
    {
      name: 'an amount within levels in the collar',
      wish: { terms: spend('1010.1') },
      state: thin,
      verdict: 'APPROVED',
    },
    {
      name: 'an amount that reaches a level beyond',
      wish: { terms: spend('1010.11') },
      state: thin,
      verdict: 'PRICE_COLLAR',
    },
    {
      name: 'a market sell that the book holds',
      wish: { side: 'SELL', terms: marketTerms('0.02') },
      state: thin,
      verdict: 'APPROVED',
    },
    {
      name: 'a market sell that the book does not hold',
      wish: { side: 'SELL', terms: marketTerms('0.0201') },
      state: thin,
      verdict: 'PRICE_COLLAR',
    },
  ])
})
