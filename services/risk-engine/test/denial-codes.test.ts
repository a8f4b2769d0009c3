import { readFileSync } from 'node:fs'
import {
  addMillis,
  type BotStatus,
  clientOrderIdOf,
  createOrder,
  DENIAL_CODES,
  DENIAL_GUIDE,
  type DenialCode,
  type OrderIntent,
  parseMoney,
  parseQuantity,
  type UnixNanos,
} from '@oasis/domain'
import { describe, expect, test } from 'vitest'
import { observeOrder } from '../src/core/account-events.ts'
import { check } from '../src/core/check.ts'
import { type RiskState, withControl, withPhase, withStrategyStatus } from '../src/core/risk-state.ts'
import { takeCancelTokens } from '../src/core/rules/cancel-rate-limit.ts'
import { intentMismatch } from '../src/core/rules/intent-mismatch.ts'
import { unknownAccount } from '../src/core/rules/malformed-intent.ts'
import { GIVEN_ELSEWHERE } from '../src/core/rules/rule-list.ts'
import { everyDenial } from './every-denial.ts'
import {
  BTC,
  BTC_QUOTE,
  ETH,
  ETH_QUOTE,
  instrument,
  intent,
  limitTerms,
  msAgo,
  NOW,
  OTHER_STRATEGY,
  openState,
  STRATEGY,
} from './risk-fixtures.ts'
import { withOpen } from './rule-cases.ts'

interface Situation {
  readonly state?: RiskState
  readonly wish?: Partial<OrderIntent>
}
/** What is approved, and the one difference by which it is denied. */
interface Alone {
  readonly approved?: Situation
  readonly denied: Situation
}

const status = (to: BotStatus, state = openState()): RiskState =>
  withControl(state, { ...state.control, status: to, haltEpoch: 3, reason: 'why' })
/** Equity of 100,000 USD, against a day that began, or a peak that stood, higher. */
const since = (
  marks: { readonly dayStartEquity: string; readonly peakEquity: string },
  strategyLimit = {},
) => {
  const state = openState({ strategy: strategyLimit })
  const { dayStartEquity, peakEquity } = marks
  const day = '2026-11-18'
  return withControl(state, {
    ...state.control,
    marks: { day, dayStartEquity: parseMoney(dayStartEquity), peakEquity: parseMoney(peakEquity) },
  })
}
const resting = { side: 'SELL' as const, strategyId: OTHER_STRATEGY }
const with1Btc = () => openState({ balances: { USD: '100000', BTC: '1' } })
const ownAsk = (price: string) => withOpen(with1Btc(), 2, { ...resting, terms: limitTerms('0.01', price) })
const doubtful = (id = BTC) => {
  const wish = intent(2, { instrumentId: id })
  const order = { ...createOrder(wish, clientOrderIdOf(wish.intentId), NOW), state: 'UNKNOWN' as const }
  return observeOrder(openState(), order, instrument(id))
}
const replaces = clientOrderIdOf(intent(77).intentId)
/** The account's bucket of one order, or of one cancel, is empty. */
const spent = (key: 'maxOrdersPerSecond' | 'maxCancelsPerSecond', at: UnixNanos = NOW) => {
  const state = openState({ account: { [key]: 1 } })
  const fullAt = state.rates.fullAt.with(key, addMillis(at, 1_000))
  return { ...state, rates: { ...state.rates, fullAt } }
}

const ALONE: Readonly<Record<Exclude<DenialCode, 'INTENT_MISMATCH'>, Alone>> = {
  MALFORMED_INTENT: {
    denied: { wish: { terms: limitTerms('0.01', '50000', { expiresAt: addMillis(NOW, 9) }) } },
  },
  MODE_MISMATCH: { denied: { wish: { mode: 'REAL' } } },
  UNKNOWN_INSTRUMENT: { denied: { state: openState({ instruments: [instrument(ETH)] }) } },
  INSTRUMENT_NOT_TRADABLE: {
    denied: { state: openState({ instruments: [instrument(BTC, { status: 'CANCEL_ONLY' })] }) },
  },
  PRICE_INCREMENT: { denied: { wish: { terms: limitTerms('0.01', '50000.001') } } },
  SIZE_INCREMENT: { denied: { wish: { terms: limitTerms('0.01001', '50000') } } },
  BELOW_MIN_SIZE: { denied: { wish: { terms: limitTerms('0.0009', '50000') } } },
  ABOVE_MAX_SIZE: {
    denied: { state: openState({ instruments: [instrument(BTC, { maxQuantity: parseQuantity('0.009') })] }) },
  },
  BELOW_MIN_NOTIONAL: {
    denied: { state: openState({ instruments: [instrument(BTC, { minNotional: parseMoney('500.01') })] }) },
  },
  ORDER_NOTIONAL_LIMIT: {
    denied: { state: openState({ account: { maxOrderNotional: parseMoney('499') } }) },
  },
  POSITION_LIMIT: { denied: { state: openState({ account: { maxPositionNotional: parseMoney('499') } }) } },
  GROSS_EXPOSURE_LIMIT: {
    denied: { state: openState({ account: { maxGrossExposure: parseMoney('499') } }) },
  },
  NET_EXPOSURE_LIMIT: { denied: { state: openState({ account: { maxNetExposure: parseMoney('499') } }) } },
  OPEN_ORDERS_LIMIT: {
    approved: { state: openState({ account: { maxOpenOrders: 1 } }) },
    denied: { state: withOpen(openState({ account: { maxOpenOrders: 1 } }), 2, {}) },
  },
  PRICE_COLLAR: {
    approved: { wish: { terms: limitTerms('0.01', '51000') } },
    denied: { wish: { terms: limitTerms('0.01', '51000.01') } },
  },
  NO_REFERENCE_PRICE: { denied: { state: openState({ quotes: [ETH_QUOTE] }) } },
  STALE_REFERENCE_PRICE: {
    denied: { state: openState({ quotes: [{ ...BTC_QUOTE, tsInit: msAgo(5_001) }] }) },
  },
  STALE_SIGNAL: { denied: { wish: { cause: { ...intent(1).cause, tsInit: msAgo(2_001) } } } },
  ORDER_RATE_LIMIT: {
    approved: { state: spent('maxOrdersPerSecond', msAgo(1_000)) },
    denied: { state: spent('maxOrdersPerSecond') },
  },
  CANCEL_RATE_LIMIT: {
    approved: { state: spent('maxCancelsPerSecond') },
    denied: { state: spent('maxCancelsPerSecond'), wish: { replaces } },
  },
  DAILY_LOSS_LIMIT: {
    approved: { state: since({ dayStartEquity: '102040', peakEquity: '102040' }) },
    denied: { state: since({ dayStartEquity: '102041', peakEquity: '102041' }) },
  },
  DRAWDOWN_LIMIT: {
    approved: { state: since({ dayStartEquity: '100000', peakEquity: '105263' }) },
    denied: { state: since({ dayStartEquity: '100000', peakEquity: '105264' }) },
  },
  INSUFFICIENT_BALANCE: { denied: { state: openState({ balances: { USD: '504.99' } }) } },
  REDUCE_ONLY_VIOLATION: { denied: { wish: { reduceOnly: true } } },
  SELF_TRADE: { approved: { state: ownAsk('50000.01') }, denied: { state: ownAsk('50000') } },
  BOT_PAUSED: { denied: { state: status('PAUSED') } },
  BOT_HALTED: { denied: { state: status('HALTED') } },
  STRATEGY_STOPPED: {
    approved: { state: withStrategyStatus(openState(), OTHER_STRATEGY, 'STOPPED') },
    denied: { state: withStrategyStatus(openState(), STRATEGY, 'STOPPED') },
  },
  RECONCILING: { denied: { state: withPhase(openState(), 'RECONCILING', 'why') } },
  ORDER_OUTCOME_UNKNOWN: { approved: { state: doubtful(ETH) }, denied: { state: doubtful() } },
  ORDER_MANAGER_UNAVAILABLE: { denied: { state: withPhase(openState(), 'AWAY', 'why') } },
}

describe('a denial code alone', () => {
  const rows = Object.entries(ALONE).map(([code, situations]) => ({ code, ...situations }))

  test.each(rows)('$code: one difference denies what is approved without it, by this code only', (row) => {
    const decide = ({ state = openState(), wish }: Situation = {}) => check(state, intent(1, wish), NOW)
    expect(decide(row.approved).result).toBe('APPROVED')
    expect(decide(row.denied)).toMatchObject({ result: 'DENIED', code: row.code })
    const { state = openState(), wish } = row.denied
    expect(everyDenial(state, intent(1, wish), NOW)).toEqual([row.code])
  })

  test('INTENT_MISMATCH: the same id with one byte more or another one', () => {
    const bytes = (...values: number[]) => new Uint8Array(values)
    const { intentId } = intent(1)
    expect(intentMismatch(intentId, bytes(1, 2), bytes(1, 2))).toBeUndefined()
    for (const given of [bytes(1, 3), bytes(1), bytes(1, 2, 0)]) {
      expect(intentMismatch(intentId, bytes(1, 2), given)).toEqual({
        code: 'INTENT_MISMATCH',
        context: { intent: intentId },
      })
    }
  })

  test('CANCEL_RATE_LIMIT: a cancel that is one too many', () => {
    expect(takeCancelTokens(openState(), replaces, NOW)).toHaveProperty('rates')
    expect(takeCancelTokens(spent('maxCancelsPerSecond'), replaces, NOW)).toEqual({
      code: 'CANCEL_RATE_LIMIT',
      context: { level: 'account', perSecond: '1' },
    })
  })

  test('MALFORMED_INTENT: of an account that nobody here knows', () => {
    expect(unknownAccount(intent(1)).code).toBe('MALFORMED_INTENT')
  })

  test('every code is there, and none but those of the list', () => {
    expect([...Object.keys(ALONE), 'INTENT_MISMATCH'].sort()).toEqual([...DENIAL_CODES].sort())
  })

  test('what a denial tells has the names that the guide has', () => {
    for (const { code, denied } of rows) {
      const { state = openState(), wish } = denied
      const result = check(state, intent(1, wish), NOW)
      if (result.result === 'APPROVED') throw new Error(code)
      const names: readonly string[] = DENIAL_GUIDE[result.code].context
      for (const name of Object.keys(result.context)) expect(names).toContain(name)
    }
  })

  test.each(Object.entries(GIVEN_ELSEWHERE))('%s is given where the list says', (code, where) => {
    const rule = `${code.toLowerCase().replaceAll('_', '-')}.ts`
    for (const path of where.match(/\w+\/[\w-]+\.ts/g) ?? []) {
      const source = readFileSync(new URL(`../src/${path}`, import.meta.url), 'utf8')
      expect(source.includes(code) || source.includes(rule)).toBe(true)
    }
  })
})
