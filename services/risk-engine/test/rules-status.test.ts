import {
  type BotStatus,
  clientOrderIdOf,
  haltEventId,
  type OrderIntent,
  parseMoney,
  type StrategyStatus,
} from '@oasis/domain'
import { describe, expect, test } from 'vitest'
import { check } from '../src/core/check.ts'
import {
  type RiskState,
  withControl,
  withOrderManagerHalt,
  withStalePricesAccepted,
  withStrategyStatus,
} from '../src/core/risk-state.ts'
import { takeCancelTokens } from '../src/core/rules/cancel-rate-limit.ts'
import { apply, orderOf, told } from './account-story.ts'
import {
  ACCOUNT,
  BTC_QUOTE,
  intent,
  limitTerms,
  marketTerms,
  msAgo,
  NOW,
  OTHER_STRATEGY,
  openState,
  STRATEGY,
  type StateOptions,
} from './risk-fixtures.ts'
import { cases, verdict, withFill, withOpen } from './rule-cases.ts'

const EPOCH = 3
const inStatus = (status: BotStatus, state: RiskState): RiskState =>
  withControl(state, { ...state.control, status, haltEpoch: EPOCH })
/** Long 1 BTC, bought by the strategy. */
const long = (options: StateOptions = {}) => withFill(openState(options), 'BUY', '1')
const sell = (terms: OrderIntent['terms']): Partial<OrderIntent> => ({ side: 'SELL', terms })
const market = sell(marketTerms('0.5'))
const ioc = sell(limitTerms('0.5', '50000', { timeInForce: 'IOC' }))
const fok = sell(limitTerms('0.5', '50000', { timeInForce: 'FOK' }))
const rests = sell(limitTerms('0.5', '50000'))
const only = (wish: Partial<OrderIntent>): Partial<OrderIntent> => ({ ...wish, reduceOnly: true })
const tooMuch = sell(marketTerms('1.1'))

describe('PAUSED', () => {
  const paused = inStatus('PAUSED', long())
  cases([
    { name: 'an entry', wish: {}, state: paused, verdict: 'BOT_PAUSED' },
    { name: 'a market reduction', wish: market, state: paused, verdict: 'APPROVED' },
    { name: 'a reduction that rests', wish: rests, state: paused, verdict: 'APPROVED' },
    { name: 'a sell that could cross zero', wish: tooMuch, state: paused, verdict: 'BOT_PAUSED' },
  ])
})

describe('HALTED', () => {
  const halted = inStatus('HALTED', long())
  const byOrderManager = withOrderManagerHalt(long(), EPOCH, true)
  const doubtful = apply(halted, told(orderOf(intent(2), { state: 'UNKNOWN' })))
  cases([
    { name: 'an entry', wish: {}, state: halted, verdict: 'BOT_HALTED' },
    {
      name: 'an entry at the market',
      wish: { terms: marketTerms('0.1') },
      state: halted,
      verdict: 'BOT_HALTED',
    },
    { name: 'a market reduction', wish: only(market), state: halted, verdict: 'APPROVED' },
    { name: 'an IOC reduction', wish: only(ioc), state: halted, verdict: 'APPROVED' },
    {
      name: 'a market reduction that is not flagged so',
      wish: market,
      state: halted,
      verdict: 'BOT_HALTED',
    },
    {
      name: 'an IOC reduction that is not flagged so',
      wish: ioc,
      state: byOrderManager,
      verdict: 'BOT_HALTED',
    },
    { name: 'a FOK reduction', wish: only(fok), state: halted, verdict: 'BOT_HALTED' },
    { name: 'a reduction that rests', wish: only(rests), state: halted, verdict: 'BOT_HALTED' },
    { name: 'a sell that could cross zero', wish: only(tooMuch), state: halted, verdict: 'BOT_HALTED' },
    {
      name: 'what a pending sell may take already',
      wish: only(sell(marketTerms('0.6'))),
      state: inStatus('HALTED', withOpen(long(), 2, rests)),
      verdict: 'BOT_HALTED',
    },
    {
      name: 'a reduction with an unknown order',
      wish: only(market),
      state: doubtful,
      verdict: 'ORDER_OUTCOME_UNKNOWN',
    },
    { name: 'an entry, told by the order manager', wish: {}, state: byOrderManager, verdict: 'BOT_HALTED' },
    {
      name: 'a reduction, told by the order manager',
      wish: only(market),
      state: byOrderManager,
      verdict: 'APPROVED',
    },
  ])

  test.each([
    ['an entry', {}, 'it is no reduction'],
    ['what would rest', only(rests), 'only MARKET and IOC orders reduce in a halt'],
    ['what does not say so', market, 'only orders with reduceOnly are sent in a halt'],
  ])('tells why not: %s', (_name, wish, why) => {
    expect(check(halted, intent(1, wish), NOW)).toMatchObject({ code: 'BOT_HALTED', context: { why } })
  })

  test('does not limit cancels, and uses no token of theirs', () => {
    const running = openState({ account: { maxCancelsPerSecond: 0 } })
    const order = clientOrderIdOf(intent(9).intentId)
    expect(takeCancelTokens(running, order, NOW)).toMatchObject({ code: 'CANCEL_RATE_LIMIT' })
    const halted = inStatus('HALTED', running)
    expect(takeCancelTokens(halted, order, NOW)).toEqual({ rates: halted.rates })
  })
})

describe('flattening', () => {
  const status = (state: RiskState, to: StrategyStatus) => withStrategyStatus(state, STRATEGY, to)
  const cause = { eventId: haltEventId(ACCOUNT, EPOCH), tsEvent: msAgo(60_000), tsInit: msAgo(60_000) }
  const flatten: Partial<OrderIntent> = { ...market, reduceOnly: true, cause }
  const halted = inStatus('HALTED', status(long(), 'STOPPED'))
  const stale = (changes: Partial<typeof BTC_QUOTE> = {}) =>
    inStatus('HALTED', long({ quotes: [{ ...BTC_QUOTE, tsInit: msAgo(60_000), ...changes }] }))
  cases([
    {
      name: 'a minute after the halt, for a stopped strategy',
      wish: flatten,
      state: halted,
      verdict: 'APPROVED',
    },
    {
      name: 'in the name of another halt',
      wish: { ...flatten, cause: { ...cause, eventId: haltEventId(ACCOUNT, EPOCH - 1) } },
      state: halted,
      verdict: 'STRATEGY_STOPPED',
    },
    {
      name: 'in the name of another halt, for a strategy that runs',
      wish: { ...flatten, cause: { ...cause, eventId: haltEventId(ACCOUNT, EPOCH - 1) } },
      state: status(halted, 'RUNNING'),
      verdict: 'STALE_SIGNAL',
    },
    {
      name: 'that is not reduce-only',
      wish: { ...flatten, reduceOnly: false },
      state: halted,
      verdict: 'STRATEGY_STOPPED',
    },
    {
      name: 'after the resume',
      wish: flatten,
      state: inStatus('RUNNING', halted),
      verdict: 'STRATEGY_STOPPED',
    },
    { name: 'at a stale price', wish: flatten, state: stale(), verdict: 'STALE_REFERENCE_PRICE' },
    {
      name: 'at a stale price that a person accepts',
      wish: flatten,
      state: withStalePricesAccepted(stale(), EPOCH),
      verdict: 'APPROVED',
    },
    {
      name: 'without any price, which a person accepts',
      wish: flatten,
      state: withStalePricesAccepted(stale({ state: 'QUARANTINED' }), EPOCH),
      verdict: 'APPROVED',
    },
    {
      name: 'at a price that a person accepted in another halt',
      wish: flatten,
      state: withStalePricesAccepted(stale(), EPOCH - 1),
      verdict: 'STALE_REFERENCE_PRICE',
    },
    {
      name: "a strategy's own reduction at a price that a person accepts for flattening",
      wish: only(market),
      state: withStalePricesAccepted(stale(), EPOCH),
      verdict: 'STALE_REFERENCE_PRICE',
    },
    {
      name: 'at a fresh price beyond the order limit, whatever a person accepts',
      wish: flatten,
      state: withStalePricesAccepted(
        inStatus('HALTED', long({ account: { maxOrderNotional: parseMoney('100') } })),
        EPOCH,
      ),
      verdict: 'ORDER_NOTIONAL_LIMIT',
    },
  ])
})

describe('STRATEGY_STOPPED', () => {
  const stopped = (strategy = STRATEGY) => withStrategyStatus(long(), strategy, 'STOPPED')
  cases([
    { name: 'an entry of it', wish: {}, state: stopped(), verdict: 'STRATEGY_STOPPED' },
    { name: 'a reduction of it', wish: market, state: stopped(), verdict: 'STRATEGY_STOPPED' },
    { name: 'an entry of another', wish: {}, state: stopped(OTHER_STRATEGY), verdict: 'APPROVED' },
    {
      name: 'an entry after it was started again',
      wish: {},
      state: withStrategyStatus(stopped(), STRATEGY, 'RUNNING'),
      verdict: 'APPROVED',
    },
  ])
})

describe('DAILY_LOSS_LIMIT and DRAWDOWN_LIMIT', () => {
  const lost = (options: StateOptions = {}) => {
    const state = long(options)
    const marks = {
      day: '2026-11-18',
      dayStartEquity: parseMoney('120000'),
      peakEquity: parseMoney('120000'),
    }
    return withControl(state, { ...state.control, marks })
  }
  const wideDay = { account: { maxDailyLoss: parseMoney('1') as never } }
  cases([
    { name: 'an entry', wish: {}, state: lost(), verdict: 'DAILY_LOSS_LIMIT' },
    { name: 'a reduction', wish: rests, state: lost(), verdict: 'APPROVED' },
    { name: 'an entry in a drawdown', wish: {}, state: lost(wideDay), verdict: 'DRAWDOWN_LIMIT' },
    { name: 'a reduction in a drawdown', wish: rests, state: lost(wideDay), verdict: 'APPROVED' },
  ])

  test("a strategy's narrower limit denies the strategy's entries, and no other's", () => {
    const state = long({ strategy: { maxDailyLoss: 1_000_000_000n as never } })
    const day = '2026-11-18'
    const marks = { day, dayStartEquity: parseMoney('100200'), peakEquity: parseMoney('100200') }
    const down = withControl(state, { ...state.control, marks })
    expect(check(down, intent(1), NOW)).toEqual({
      result: 'DENIED',
      code: 'DAILY_LOSS_LIMIT',
      context: { loss: '0.001996007984', limit: '0.001', equity: '100000', from: '100200' },
    })
    expect(verdict(down, intent(1, { strategyId: OTHER_STRATEGY }))).toBe('APPROVED')
  })
})
