import { type OrderIntent, parseMoney } from '@oasis/domain'
import { describe, expect, test } from 'vitest'
import { check } from '../src/core/check.ts'
import {
  BTC,
  BTC_QUOTE,
  ETH,
  ETH_QUOTE,
  instrument,
  intent,
  limitTerms,
  NOW,
  OTHER_STRATEGY,
  openState,
  type StateOptions,
  spend,
} from './risk-fixtures.ts'
import { cases, verdict, withFill, withOpen } from './rule-cases.ts'

describe('limits on totals, at each level', () => {
  const other = { strategyId: OTHER_STRATEGY }
  const eth = { instrumentId: ETH, terms: limitTerms('0.25', '2000') }
  const state = (options: StateOptions, open: Partial<OrderIntent> = {}) =>
    withOpen(openState(options), 2, open)
  const position = (at: 'account' | 'strategy' | 'instrument', limit: string) => ({
    [at]: { maxPositionNotional: parseMoney(limit) },
  })
  const gross = (at: 'account' | 'strategy' | 'instrument', limit: string) => ({
    [at]: { maxGrossExposure: parseMoney(limit) },
  })
  const net = (at: 'account' | 'strategy' | 'instrument', limit: string) => ({
    [at]: { maxNetExposure: parseMoney(limit) },
  })
  const orders = (at: 'account' | 'strategy' | 'instrument', maxOpenOrders: number) => ({
    [at]: { maxOpenOrders },
  })
  cases([
    {
      name: 'position at the limit, open buys counted',
      wish: {},
      state: state(position('account', '1000')),
      verdict: 'APPROVED',
    },
    {
      name: 'position just beyond',
      wish: {},
      state: state(position('account', '999.99')),
      verdict: 'POSITION_LIMIT',
    },
    {
      name: 'external holdings count',
      wish: {},
      state: { ...position('account', '1000'), balances: { USD: '1000', BTC: '0.0101' } },
      verdict: 'POSITION_LIMIT',
    },
    {
      name: 'amounts of quote currency count',
      wish: { terms: spend('500.01') },
      state: state(position('account', '1000')),
      verdict: 'POSITION_LIMIT',
    },
    {
      name: "the strategy's own position",
      wish: {},
      state: state(position('strategy', '999.99')),
      verdict: 'POSITION_LIMIT',
    },
    {
      name: "another strategy's position is not its own",
      wish: {},
      state: state(position('strategy', '999.99'), other),
      verdict: 'APPROVED',
    },
    {
      name: "the instrument's position",
      wish: {},
      state: state(position('instrument', '999.99'), other),
      verdict: 'POSITION_LIMIT',
    },
    {
      name: 'gross exposure at the limit, with what OTS never traded',
      wish: eth,
      state: { ...gross('account', '50500'), balances: { USD: '100000', BTC: '1' } },
      verdict: 'APPROVED',
    },
    {
      name: 'gross exposure just beyond, with what OTS never traded',
      wish: eth,
      state: { ...gross('account', '50499.99'), balances: { USD: '100000', BTC: '1' } },
      verdict: 'GROSS_EXPOSURE_LIMIT',
    },
    {
      name: 'net exposure just beyond, with what OTS never traded',
      wish: eth,
      state: { ...net('account', '50499.99'), balances: { USD: '100000', BTC: '1' } },
      verdict: 'NET_EXPOSURE_LIMIT',
    },
    {
      name: "what OTS never traded is no strategy's",
      wish: eth,
      state: { ...gross('strategy', '500'), balances: { USD: '100000', BTC: '1' } },
      verdict: 'APPROVED',
    },
    {
      name: "what is held of one instrument does not count in another instrument's exposure",
      wish: {},
      state: { ...gross('instrument', '500'), balances: { USD: '100000', ETH: '1' } },
      verdict: 'APPROVED',
    },
    {
      name: 'what OTS never traded and never had a price',
      wish: eth,
      state: { balances: { USD: '100000', BTC: '1' }, quotes: [ETH_QUOTE] },
      verdict: 'NO_REFERENCE_PRICE',
    },
    {
      name: 'a currency without any instrument counts in no exposure',
      wish: eth,
      state: { ...gross('account', '500'), balances: { USD: '100000', SOL: '1000' } },
      verdict: 'APPROVED',
    },
    {
      name: 'gross exposure at the limit',
      wish: {},
      state: state(gross('account', '1000'), eth),
      verdict: 'APPROVED',
    },
    {
      name: 'gross exposure just beyond',
      wish: {},
      state: state(gross('account', '999.99'), eth),
      verdict: 'GROSS_EXPOSURE_LIMIT',
    },
    {
      name: "the strategy's own gross exposure",
      wish: {},
      state: state(gross('strategy', '999.99'), eth),
      verdict: 'GROSS_EXPOSURE_LIMIT',
    },
    {
      name: "another strategy's gross exposure",
      wish: {},
      state: state(gross('strategy', '999.99'), { ...eth, ...other }),
      verdict: 'APPROVED',
    },
    {
      name: "the instrument's gross exposure leaves out others",
      wish: {},
      state: state(gross('instrument', '999.99'), eth),
      verdict: 'APPROVED',
    },
    {
      name: "the instrument's gross exposure",
      wish: {},
      state: state(gross('instrument', '999.99')),
      verdict: 'GROSS_EXPOSURE_LIMIT',
    },
    {
      name: 'net exposure at the limit',
      wish: {},
      state: state(net('account', '1000'), eth),
      verdict: 'APPROVED',
    },
    {
      name: 'net exposure just beyond',
      wish: {},
      state: state(net('account', '999.99'), eth),
      verdict: 'NET_EXPOSURE_LIMIT',
    },
    {
      name: "the strategy's own net exposure",
      wish: {},
      state: state(net('strategy', '999.99'), eth),
      verdict: 'NET_EXPOSURE_LIMIT',
    },
    { name: 'open orders at the limit', wish: {}, state: state(orders('account', 2)), verdict: 'APPROVED' },
    {
      name: 'open orders just beyond',
      wish: {},
      state: state(orders('account', 1)),
      verdict: 'OPEN_ORDERS_LIMIT',
    },
    {
      name: "the strategy's open orders",
      wish: {},
      state: state(orders('strategy', 1)),
      verdict: 'OPEN_ORDERS_LIMIT',
    },
    {
      name: 'no open orders allowed to a strategy',
      wish: {},
      state: orders('strategy', 0),
      verdict: 'OPEN_ORDERS_LIMIT',
    },
    {
      name: "another strategy's open orders",
      wish: {},
      state: state(orders('strategy', 1), other),
      verdict: 'APPROVED',
    },
    {
      name: "the instrument's open orders",
      wish: {},
      state: state(orders('instrument', 1), other),
      verdict: 'OPEN_ORDERS_LIMIT',
    },
    {
      name: 'no open orders allowed on an instrument',
      wish: {},
      state: orders('instrument', 0),
      verdict: 'OPEN_ORDERS_LIMIT',
    },
    {
      name: "another instrument's open orders",
      wish: {},
      state: state(orders('instrument', 1), eth),
      verdict: 'APPROVED',
    },
  ])

  test('a short and a long cancel out in net exposure and add up in gross', () => {
    const tight = { account: { ...gross('account', '1500').account, ...net('account', '500').account } }
    const long = withFill(openState(tight), 'BUY', '0.02')
    const short = {
      ...long,
      ledger: {
        ...long.ledger,
        balances: new Map(long.ledger.balances).set('ETH' as never, parseMoney('-0.25')),
      },
    }
    const known = {
      ...short,
      ledger: {
        ...short.ledger,
        byInstrument: new Map(short.ledger.byInstrument).set(
          ETH,
          short.ledger.byInstrument.get(BTC) as never,
        ),
      },
    }
    // 1,000 long and 500 short; a sell moves neither sum beyond.
    expect(verdict(known, intent(1, { side: 'SELL', terms: limitTerms('0.001', '50000') }))).toBe('APPROVED')
    expect(verdict(known, intent(1, { terms: limitTerms('0.001', '50000') }))).toBe('GROSS_EXPOSURE_LIMIT')
  })

  test('what is held and was never priced leaves exposure unknown', () => {
    const filled = withFill(openState({ quotes: [BTC_QUOTE] }), 'BUY', '0.01')
    expect(verdict(filled, intent(1))).toBe('APPROVED')
    const eth = filled.ledger.byInstrument.get(BTC)
    const held = {
      ...filled,
      ledger: {
        ...filled.ledger,
        byInstrument: new Map(filled.ledger.byInstrument).set(ETH, eth as never),
        balances: new Map(filled.ledger.balances).set('ETH' as never, parseMoney('1')),
      },
    }
    expect(check(held, intent(1), NOW)).toMatchObject({
      code: 'NO_REFERENCE_PRICE',
      context: { instrument: ETH },
    })
  })

  test('a position in an instrument that reference data has dropped counts by its booked quantity', () => {
    const filled = withFill(openState(), 'BUY', '0.01')
    filled.market.instruments.delete(BTC)
    const wish = intent(1, { instrumentId: ETH, terms: limitTerms('0.25', '2000') })
    const tight = { ...filled, limits: openState(gross('account', '999.99')).limits }
    expect(verdict(tight, wish)).toBe('GROSS_EXPOSURE_LIMIT')
    filled.market.instruments.set(BTC, instrument(BTC))
  })
})
