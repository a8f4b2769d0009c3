import {
  currency,
  EXTERNAL_STRATEGY,
  haltEventId,
  type OrderIntent,
  parseMoney,
  parseQuantity,
} from '@oasis/domain'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { check, reserve } from '../src/core/check.ts'
import { type FlattenItem, type FlattenRequest, planFlatten } from '../src/core/flatten.ts'
import { observeQuote } from '../src/core/market-board.ts'
import {
  type RiskState,
  withControl,
  withStalePricesAccepted,
  withStrategyStatus,
} from '../src/core/risk-state.ts'
import { apply, executionOf, orderOf, told } from './account-story.ts'
import {
  ACCOUNT,
  BTC,
  BTC_QUOTE,
  ETH,
  instrument,
  intent,
  limitTerms,
  marketTerms,
  msAgo,
  NOW,
  OTHER_STRATEGY,
  openState,
  quote,
  STRATEGY,
  type StateOptions,
} from './risk-fixtures.ts'
import { verdict, withFill, withOpen } from './rule-cases.ts'

const EPOCH = 4
const halted = (state: RiskState): RiskState =>
  withControl(state, { ...state.control, status: 'HALTED', haltEpoch: EPOCH })
const request: FlattenRequest = {
  haltEpoch: EPOCH,
  haltedAt: msAgo(60_000),
  acceptStalePrices: false,
  attempt: () => 1,
}
const plan = (state: RiskState, changes: Partial<FlattenRequest> = {}) =>
  planFlatten(state, { ...request, ...changes }, NOW)
const brief = (items: readonly FlattenItem[]) =>
  items.map((item) =>
    item.kind === 'KEEP'
      ? [item.strategyId, item.instrumentId, item.outcome]
      : [item.intent.strategyId, item.intent.instrumentId, item.quantity, item.left],
  )
const quantity = parseQuantity
const long = (amount: string, options: StateOptions = {}) =>
  withFill(openState({ balances: { USD: '1000000' }, ...options }), 'BUY', amount)

/** Only what may be sold, as intents; each must be let through as it is. */
function sold(state: RiskState, changes: Partial<FlattenRequest> = {}): OrderIntent[] {
  const intents = plan(state, changes).flatMap((item) => (item.kind === 'SELL' ? [item.intent] : []))
  for (const each of intents) expect(check(state, each, NOW)).toMatchObject({ result: 'APPROVED' })
  return intents
}

describe('a flatten', () => {
  test('sells what a strategy has booked, at the market and reduce-only, caused by the halt', () => {
    const state = halted(long('0.5'))
    const [sell] = sold(state)
    expect(sell).toMatchObject({
      accountId: ACCOUNT,
      strategyId: STRATEGY,
      mode: 'PAPER',
      instrumentId: BTC,
      side: 'SELL',
      terms: marketTerms('0.5'),
      reduceOnly: true,
      cause: { eventId: haltEventId(ACCOUNT, EPOCH), tsInit: msAgo(60_000) },
    })
    expect(plan(state)).toMatchObject([{ quantity: quantity('0.5'), left: 0n }])
  })

  test('sells for a strategy that is stopped', () => {
    expect(sold(withStrategyStatus(halted(long('0.5')), STRATEGY, 'STOPPED'))).toHaveLength(1)
  })

  test('has an id per attempt, halt, strategy and instrument, and the same for the same', () => {
    const state = halted(withFill(long('0.5'), 'BUY', '0.5', OTHER_STRATEGY))
    const ids = (changes: Partial<FlattenRequest> = {}) =>
      plan(state, changes).flatMap((item) => (item.kind === 'SELL' ? [item.intent.intentId] : []))
    const all = [...ids(), ...ids({ attempt: () => 2 }), ...ids({ haltEpoch: EPOCH + 1 })]
    expect(new Set(all).size).toBe(6)
    expect(ids()).toEqual(ids())
  })

  test('leaves external holdings, positions of nothing, and what was sold short', () => {
    const external = halted(withFill(openState({ balances: { BTC: '3' } }), 'BUY', '1', EXTERNAL_STRATEGY))
    expect(plan(external)).toEqual([])
    const flat = halted(withFill(long('0.5'), 'SELL', '0.5'))
    expect(plan(flat)).toEqual([])
    expect(plan(halted(withFill(openState({ balances: { BTC: '3' } }), 'SELL', '1')))).toEqual([])
  })

  test('leaves what pending sells may take, whoever they are of', () => {
    const pending = (amount: string) =>
      halted(withOpen(long('0.5'), 2, { side: 'SELL', terms: limitTerms(amount, '50000') }))
    expect(brief(plan(pending('0.2')))).toEqual([[STRATEGY, BTC, quantity('0.3'), 0n]])
    expect(brief(plan(pending('0.5')))).toEqual([[STRATEGY, BTC, 'SELLING']])
    const poor = halted(long('0.5'))
    const lost = {
      ...poor,
      ledger: { ...poor.ledger, balances: new Map([[currency('BTC'), parseMoney('0.1')]]) },
    }
    expect(brief(plan(lost))).toEqual([[STRATEGY, BTC, quantity('0.1'), quantity('0.4')]])
    const gone = { ...lost, ledger: { ...lost.ledger, balances: new Map() } }
    expect(brief(plan(gone))).toEqual([[STRATEGY, BTC, 'NOT_FREE']])
  })

  test('does not sell the same balance for two strategies', () => {
    const both = halted(withFill(long('0.5'), 'BUY', '0.5', OTHER_STRATEGY))
    const short = {
      ...both,
      ledger: { ...both.ledger, balances: new Map([[currency('BTC'), parseMoney('0.7')]]) },
    }
    expect(brief(plan(short))).toEqual([
      [STRATEGY, BTC, quantity('0.5'), 0n],
      [OTHER_STRATEGY, BTC, quantity('0.2'), quantity('0.3')],
    ])
  })

  test('rounds down to the increment and reports dust', () => {
    expect(brief(plan(halted(long('0.50005'))))).toEqual([
      [STRATEGY, BTC, quantity('0.5'), quantity('0.00005')],
    ])
    expect(brief(plan(halted(long('0.0009'))))).toEqual([[STRATEGY, BTC, 'DUST']])
    const dear = { instruments: [instrument(BTC, { minNotional: parseMoney('100') })] }
    expect(brief(plan(halted(long('0.002', dear))))).toEqual([[STRATEGY, BTC, 'DUST']])
  })

  test('needs a fresh price, or the typed override', () => {
    const stale = { quotes: [{ ...BTC_QUOTE, tsInit: msAgo(5_001) }] }
    expect(plan(halted(long('0.5', stale)))).toMatchObject([{ outcome: 'STALE_PRICE' }])
    expect(plan(halted(long('0.5', { quotes: [] })))).toMatchObject([{ outcome: 'STALE_PRICE' }])
    for (const options of [stale, { quotes: [] }]) {
      const accepted = withStalePricesAccepted(halted(long('0.5', options)), EPOCH)
      expect(sold(accepted, { acceptStalePrices: true })).toHaveLength(1)
    }
  })

  test('knows nothing to do about an instrument that reference data does not have', () => {
    const state = halted(long('0.5'))
    state.market.instruments.delete(BTC)
    expect(brief(plan(state))).toEqual([[STRATEGY, BTC, 'UNKNOWN_INSTRUMENT']])
  })

  test.each<[string, StateOptions, string]>([
    ['the limit on one order', { account: { maxOrderNotional: parseMoney('1000') } }, '0.02'],
    ["the strategy's limit on one order", { strategy: { maxOrderNotional: parseMoney('500') } }, '0.01'],
    ["the venue's largest size", { instruments: [instrument(BTC, { maxQuantity: quantity('0.3') })] }, '0.3'],
    [
      "the venue's largest value",
      { instruments: [instrument(BTC, { maxNotional: parseMoney('5000') })] },
      '0.1',
    ],
    [
      'the visible book within the collar',
      {
        quotes: [
          quote(
            BTC,
            [
              ['49990', '0.2'],
              ['48000', '9'],
            ],
            [['50010', '1']],
          ),
        ],
      },
      '0.2',
    ],
  ])('sells no more at once than %s lets through, and the rest later', (_name, options, most) => {
    const state = halted(long('0.5', options))
    expect(sold(state)).toMatchObject([{ terms: marketTerms(most) }])
    expect(plan(state)).toMatchObject([{ left: quantity('0.5') - quantity(most) }])
  })

  test('lets the check say which limit is in the way when not even the least may be sold', () => {
    const state = halted(long('0.5', { account: { maxOrderNotional: parseMoney('10') } }))
    const [item] = plan(state)
    if (item?.kind !== 'SELL') throw new Error('nothing planned')
    expect(verdict(state, item.intent)).toBe('ORDER_NOTIONAL_LIMIT')
  })

  test('is denied while an order on the instrument has an unknown outcome', () => {
    const state = apply(halted(long('0.5')), told(orderOf(intent(2), { state: 'UNKNOWN' })))
    const [item] = plan(state)
    if (item?.kind !== 'SELL') throw new Error('nothing planned')
    expect(verdict(state, item.intent)).toBe('ORDER_OUTCOME_UNKNOWN')
  })
})

test('property: attempt by attempt everything booked is sold but dust, and never more than was booked', () => {
  const amount = fc.integer({ min: 1, max: 40_000 }).map((units) => (units / 10_000).toFixed(4))
  const holders = fc.array(fc.record({ of: fc.constantFrom(STRATEGY, OTHER_STRATEGY), amount }), {
    minLength: 1,
    maxLength: 5,
  })
  const limit = fc.integer({ min: 2_000, max: 20_000 })
  fc.assert(
    fc.property(holders, limit, (bought, maxOrderNotional) => {
      const options = { account: { maxOrderNotional: parseMoney(String(maxOrderNotional)) } }
      let state = openState({ ...options, balances: { USD: '1000000', BTC: '1' } })
      for (const each of bought) state = withFill(state, 'BUY', each.amount, each.of)
      observeQuote(state.market, quote(ETH, [['1999', '1']], [['2001', '1']]), NOW)
      state = halted(state)
      for (let attempt = 1; ; attempt++) {
        const sells = plan(state, { attempt: () => attempt }).filter((item) => item.kind === 'SELL')
        if (sells.length === 0) break
        for (const { intent: wish } of sells) {
          const result = check(state, wish, NOW)
          if (result.result === 'DENIED') throw new Error(`${result.code} ${JSON.stringify(result.context)}`)
          const order = orderOf(wish, { state: 'FILLED', version: 5 })
          const execution = executionOf(order, attempt, result.reservation.quantity)
          state = apply(
            { ...reserve(state, result), rates: state.rates },
            { kind: 'EXECUTION', execution, order },
          )
        }
      }
      for (const strategy of [STRATEGY, OTHER_STRATEGY]) {
        const left = state.ledger.byStrategy.get(strategy)?.get(BTC)?.quantity ?? 0n
        expect(left >= 0n && left < quantity('0.001')).toBe(true)
      }
      expect(state.ledger.balances.get(currency('BTC')) ?? 0n).toBeGreaterThanOrEqual(parseMoney('1'))
    }),
    { numRuns: 50 },
  )
})
