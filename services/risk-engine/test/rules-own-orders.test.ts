import {
  addMillis,
  type BotStatus,
  type ClientOrderId,
  clientOrderIdOf,
  EXTERNAL_STRATEGY,
  type OrderIntent,
  parseMoney,
} from '@oasis/domain'
import { describe, expect, test } from 'vitest'
import { check, reserve } from '../src/core/check.ts'
import { type RiskState, withControl } from '../src/core/risk-state.ts'
import { takeCancelTokens } from '../src/core/rules/cancel-rate-limit.ts'
import { apply, approve, orderOf, told } from './account-story.ts'
import {
  ETH,
  intent,
  limitTerms,
  marketTerms,
  NOW,
  OTHER_STRATEGY,
  openState,
  type StateOptions,
  spend,
  stopTerms,
} from './risk-fixtures.ts'
import { cases, verdict, withFill, withOpen } from './rule-cases.ts'

const rich = (options: StateOptions = {}) =>
  openState({ balances: { USD: '100000', BTC: '1', ETH: '10' }, ...options })
const sell = (price: string, changes: Partial<OrderIntent> = {}): Partial<OrderIntent> => ({
  side: 'SELL',
  terms: limitTerms('0.01', price),
  ...changes,
})
const buy = (price: string, changes: Partial<OrderIntent> = {}) => ({
  terms: limitTerms('0.01', price),
  ...changes,
})

describe('SELF_TRADE', () => {
  const ask = withOpen(rich(), 2, sell('50100', { strategyId: OTHER_STRATEGY }))
  const bid = withOpen(rich(), 2, buy('49900'))
  const stop = withOpen(rich(), 2, { side: 'SELL', terms: stopTerms('0.01', '49800', '49700') })
  const immediate = (timeInForce: 'IOC' | 'FOK') =>
    withOpen(rich(), 2, { side: 'SELL', terms: limitTerms('0.01', '50000', { timeInForce }) })
  const atMarket = (side: 'BUY' | 'SELL') => withOpen(rich(), 2, { side, terms: marketTerms('0.01') })
  cases([
    { name: 'a buy below an own ask', wish: buy('50099.99'), state: ask, verdict: 'APPROVED' },
    {
      name: 'a buy at an own ask of another strategy',
      wish: buy('50100'),
      state: ask,
      verdict: 'SELF_TRADE',
    },
    { name: 'a buy through it', wish: buy('50200'), state: ask, verdict: 'SELF_TRADE' },
    { name: 'a sell above an own bid', wish: sell('49900.01'), state: bid, verdict: 'APPROVED' },
    { name: 'a sell at an own bid', wish: sell('49900'), state: bid, verdict: 'SELF_TRADE' },
    {
      name: 'a market buy with an own ask',
      wish: { terms: marketTerms('0.01') },
      state: ask,
      verdict: 'SELF_TRADE',
    },
    { name: 'an amount with an own ask', wish: { terms: spend('100') }, state: ask, verdict: 'SELF_TRADE' },
    {
      name: 'a market sell with an own bid',
      wish: { side: 'SELL', terms: marketTerms('0.01') },
      state: bid,
      verdict: 'SELF_TRADE',
    },
    {
      name: 'a post-only buy at an own ask',
      wish: { terms: limitTerms('0.01', '50100', { postOnly: true }) },
      state: ask,
      verdict: 'SELF_TRADE',
    },
    { name: "a buy at a stop order's limit", wish: buy('49700'), state: stop, verdict: 'SELF_TRADE' },
    { name: "a buy below a stop order's limit", wish: buy('49699'), state: stop, verdict: 'APPROVED' },
    {
      name: 'a stop order through an own bid',
      wish: { side: 'SELL', terms: stopTerms('0.01', '49950', '49900') },
      state: bid,
      verdict: 'SELF_TRADE',
    },
    {
      name: 'a buy that may rest where an own IOC sell on its way could meet it',
      wish: buy('50200'),
      state: immediate('IOC'),
      verdict: 'SELF_TRADE',
    },
    {
      name: 'the same with a post-only one at the price of a FOK sell',
      wish: { terms: limitTerms('0.01', '50000', { postOnly: true }) },
      state: immediate('FOK'),
      verdict: 'SELF_TRADE',
    },
    {
      name: 'a buy below what it reaches',
      wish: buy('49999.99'),
      state: immediate('IOC'),
      verdict: 'APPROVED',
    },
    {
      name: 'an IOC buy through an own IOC sell: neither rests',
      wish: { terms: limitTerms('0.01', '50200', { timeInForce: 'IOC' }) },
      state: immediate('IOC'),
      verdict: 'APPROVED',
    },
    {
      name: 'a market buy with an own IOC sell',
      wish: { terms: marketTerms('0.01') },
      state: immediate('IOC'),
      verdict: 'APPROVED',
    },
    {
      name: 'a buy that may rest while an own market sell is on its way',
      wish: buy('49500'),
      state: atMarket('SELL'),
      verdict: 'SELF_TRADE',
    },
    {
      name: 'a sell that may rest while an own market buy is on its way',
      wish: sell('50500'),
      state: atMarket('BUY'),
      verdict: 'SELF_TRADE',
    },
    {
      name: 'a buy that may rest beside an own market buy',
      wish: buy('49500'),
      state: atMarket('BUY'),
      verdict: 'APPROVED',
    },
    { name: 'a sell beside an own ask', wish: sell('50000'), state: ask, verdict: 'APPROVED' },
    {
      name: 'another instrument',
      wish: { instrumentId: ETH, terms: marketTerms('0.1') },
      state: ask,
      verdict: 'APPROVED',
    },
  ])

  test('looks at what is on its way no longer than it is', () => {
    const order = orderOf(intent(2, { side: 'SELL', terms: marketTerms('0.01') }), { version: 2 })
    const open = apply(rich(), told(order))
    const at = (state: RiskState) => verdict(state, intent(1, buy('49500')))
    expect(at(open)).toBe('SELF_TRADE')
    const ended = apply(open, told({ ...order, state: 'CANCELED', version: 3 }, 'CANCELED'))
    expect(at(ended)).toBe('APPROVED')
    expect(ended.totals.ownReaches.size).toBe(0)
    const absent = { ...order, state: 'REJECTED', absentUntil: addMillis(NOW, 60_000), version: 3 } as const
    expect(at(apply(open, told(absent)))).toBe('APPROVED')
  })

  test('looks at the best of many, and forgets those that are gone', () => {
    let state = rich()
    const asks = ['50300', '50100', '50200', '50100']
    asks.forEach((price, n) => {
      state = withOpen(state, n + 10, sell(price))
    })
    const gone = (n: number) => {
      const order = orderOf(intent(n + 10, sell(asks[n] ?? '')), { state: 'CANCELED', version: 5 })
      state = apply(state, told(order, 'CANCELED'))
    }
    const at = (price: string) => verdict(state, intent(1, buy(price)))
    expect([at('50099'), at('50100')]).toEqual(['APPROVED', 'SELF_TRADE'])
    gone(1)
    expect(at('50100')).toBe('SELF_TRADE')
    gone(3)
    expect([at('50199'), at('50200')]).toEqual(['APPROVED', 'SELF_TRADE'])
    gone(0)
    gone(2)
    expect(at('50900')).toBe('APPROVED')
    expect(state.totals.ownPrices.size).toBe(0)
  })

  test('counts an order that was declared absent, since it may appear', () => {
    const wish = intent(2, sell('50100'))
    const order = orderOf(wish, { state: 'REJECTED', version: 4, absentUntil: addMillis(NOW, 1_000) })
    const state = apply(approve(rich(), wish), told(order, 'ABSENT'))
    expect(verdict(state, intent(1, buy('50100')))).toBe('SELF_TRADE')
  })
})

describe('an order that replaces another', () => {
  const old = intent(2, buy('49000'))
  const placed = (state: RiskState) => apply(approve(state, old), told(orderOf(old, { state: 'OPEN' })))
  const replaces = clientOrderIdOf(old.intentId)
  cases([
    { name: 'the same side', wish: buy('49100', { replaces }), state: placed(rich()), verdict: 'APPROVED' },
    {
      name: 'the other side',
      wish: sell('51000', { replaces }),
      state: placed(rich()),
      verdict: 'MALFORMED_INTENT',
    },
    {
      name: 'of another strategy',
      wish: buy('49100', { replaces, strategyId: OTHER_STRATEGY }),
      state: placed(rich()),
      verdict: 'MALFORMED_INTENT',
    },
    {
      name: 'of another instrument',
      wish: { instrumentId: ETH, terms: limitTerms('0.1', '2000'), replaces },
      state: placed(rich()),
      verdict: 'MALFORMED_INTENT',
    },
    {
      name: 'one that is not known here, which the order manager will judge',
      wish: buy('49100', { replaces: clientOrderIdOf(intent(99).intentId) }),
      state: placed(rich()),
      verdict: 'APPROVED',
    },
    {
      name: 'the limit on positions, which both count against',
      wish: buy('49100', { replaces }),
      state: placed(rich({ account: { maxPositionNotional: parseMoney('50999') } })),
      verdict: 'POSITION_LIMIT',
    },
    {
      name: 'cash, which both need',
      wish: buy('49100', { replaces }),
      state: placed(rich({ balances: { USD: '990' } })),
      verdict: 'INSUFFICIENT_BALANCE',
    },
  ])

  test('takes a token of orders and one of cancels, or neither', () => {
    const result = check(placed(rich()), intent(1, buy('49100', { replaces })), NOW)
    if (result.result === 'DENIED') throw new Error(result.code)
    expect([...result.rates.fullAt.keys()].sort()).toEqual(['maxCancelsPerSecond', 'maxOrdersPerSecond'])
    const noCancels = placed(rich({ account: { maxCancelsPerSecond: 0 } }))
    expect(verdict(noCancels, intent(1, buy('49100', { replaces })))).toBe('CANCEL_RATE_LIMIT')
    expect(verdict(noCancels, intent(1, buy('49100')))).toBe('APPROVED')
  })
})

describe('CANCEL_RATE_LIMIT', () => {
  const open = (options: StateOptions, wish: Partial<OrderIntent> = {}) => {
    const order = orderOf(intent(2, wish), { state: 'OPEN' })
    return { state: apply(openState(options), told(order)), id: order.clientOrderId }
  }
  function cancels(from: RiskState, id: ClientOrderId, atMs: readonly number[]): string[] {
    let state = from
    return atMs.map((ms) => {
      const taken = takeCancelTokens(state, id, addMillis(NOW, ms))
      if ('code' in taken) return taken.code
      state = { ...state, rates: taken.rates }
      return 'yes'
    })
  }
  const no = 'CANCEL_RATE_LIMIT'

  test.each(['account', 'strategy', 'instrument'] as const)(
    '%s: so many at once, and one more in its time',
    (level) => {
      const { state, id } = open({ [level]: { maxCancelsPerSecond: 2 } })
      expect(cancels(state, id, [0, 0, 0, 499, 500, 500])).toEqual(['yes', 'yes', no, no, 'yes', no])
    },
  )

  test("another strategy's limit does not count, and neither does any for an order that is not known", () => {
    const { state, id } = open({ strategy: { maxCancelsPerSecond: 0 } }, { strategyId: OTHER_STRATEGY })
    expect(cancels(state, id, [0])).toEqual(['yes'])
    expect(cancels(state, clientOrderIdOf(intent(9).intentId), [0])).toEqual(['yes'])
  })

  test('orders and cancels do not share their tokens', () => {
    const { state, id } = open({ account: { maxCancelsPerSecond: 1, maxOrdersPerSecond: 1 } })
    const result = check(state, intent(1), NOW)
    if (result.result === 'DENIED') throw new Error(result.code)
    expect(cancels(reserve(state, result), id, [0, 0])).toEqual(['yes', no])
  })

  test.each<[BotStatus, string]>([
    ['PAUSED', no],
    ['HALTED', 'yes'],
  ])('while %s: %s', (status, expected) => {
    const { state, id } = open({ account: { maxCancelsPerSecond: 0 } })
    expect(cancels(withControl(state, { ...state.control, status }), id, [0])).toEqual([expected])
  })
})

describe('what strategies share', () => {
  const other = { strategyId: OTHER_STRATEGY }
  const sellAll: Partial<OrderIntent> = { side: 'SELL', terms: limitTerms('1', '50000') }
  const half: Partial<OrderIntent> = { side: 'SELL', terms: limitTerms('0.5', '50000') }
  const bought = (by = OTHER_STRATEGY) => withFill(openState(), 'BUY', '1', by)
  cases([
    {
      name: 'cash that another strategy has reserved',
      wish: {},
      state: withOpen(openState({ balances: { USD: '1009' } }), 2, other),
      verdict: 'INSUFFICIENT_BALANCE',
    },
    {
      name: 'what another strategy has bought',
      wish: sellAll,
      state: bought(),
      verdict: 'INSUFFICIENT_BALANCE',
    },
    {
      name: 'what it has bought itself',
      wish: { ...sellAll, ...other },
      state: bought(),
      verdict: 'APPROVED',
    },
    {
      name: 'what came from outside, beside what another strategy has bought',
      wish: sellAll,
      state: withFill(openState({ balances: { USD: '100000', BTC: '1' } }), 'BUY', '1', OTHER_STRATEGY),
      verdict: 'APPROVED',
    },
    {
      name: 'what came from outside and another strategy is selling',
      wish: sellAll,
      state: withOpen(rich(), 2, { ...half, ...other }),
      verdict: 'INSUFFICIENT_BALANCE',
    },
    {
      name: 'what another strategy is selling of its own, counted once',
      wish: half,
      state: withOpen(
        withFill(openState({ balances: { USD: '100000', BTC: '0.5' } }), 'BUY', '1', OTHER_STRATEGY),
        2,
        { ...sellAll, ...other },
      ),
      verdict: 'APPROVED',
    },
    { name: 'what was bought by hand', wish: sellAll, state: bought(EXTERNAL_STRATEGY), verdict: 'APPROVED' },
  ])

  test('the denial tells how much is booked by others', () => {
    expect(check(bought(), intent(1, sellAll), NOW)).toMatchObject({
      context: { currency: 'BTC', free: '1', needed: '1', booked: '1' },
    })
  })

  test('a reduction cannot cross zero for the account either, whatever the strategy has booked', () => {
    const state = bought()
    const poorer = {
      ...state,
      ledger: { ...state.ledger, balances: new Map([['BTC' as never, parseMoney('0.4')]]) },
    }
    expect(verdict(poorer, intent(1, { ...half, ...other, reduceOnly: true }))).toBe('REDUCE_ONLY_VIOLATION')
  })
})
