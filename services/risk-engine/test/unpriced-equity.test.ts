/** Loss limits of an account that holds something without a price: what is missing hides no loss, and is none. */
import { type Currency, currency, type Money, parseMoney, parseQuantity } from '@oasis/domain'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applySnapshot } from '../src/core/account-snapshot.ts'
import { findLoss, observeEquity, rearm } from '../src/core/equity-marks.ts'
import { createMarketBoard, observeInstrument, observeQuote } from '../src/core/market-board.ts'
import { createRiskState, type RiskState, withControl, withPhase } from '../src/core/risk-state.ts'
import { unpricedHoldings } from '../src/core/unpriced.ts'
import { apply, executionOf, later, orderOf, snapshotOf } from './account-story.ts'
import { ACCOUNT, BTC, BTC_QUOTE, ETH, instrument, intent, NOW, openState, quote } from './risk-fixtures.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const money = (amount: number | string): Money => parseMoney(String(amount))

/** 50,000 USD and 1 BTC at 50,000; ETH is listed, and shows no book until a test says so. */
const invested = (balances: Readonly<Record<string, string>> = {}) =>
  openState({ balances: { USD: '50000', BTC: '1', ...balances }, quotes: [BTC_QUOTE] })

function priceAt(state: RiskState, id: typeof BTC, mid: number, ms: number): void {
  const levels = (price: number) => [[String(price), '10']] as const
  observeQuote(state.market, quote(id, levels(mid - 1), levels(mid + 1), { tsInit: later(ms) }), later(ms))
}
const quarantine = (state: RiskState, id: typeof BTC, ms: number): void =>
  observeQuote(state.market, { ...quote(id, [], []), state: 'QUARANTINED', tsInit: later(ms) }, later(ms))

function looked(state: RiskState, ms = 0) {
  const { state: next, effects } = observeEquity(state, later(ms))
  const { marks } = next.control
  return {
    state: next,
    halts: effects.map(({ breach }) => breach.code),
    marks: [marks?.dayStartEquity, marks?.peakEquity],
  }
}
const bothAt = (amount: number) => [money(amount), money(amount)]

function paid(state: RiskState, code: string, amount: string): RiskState {
  const adjustment = {
    accountId: ACCOUNT,
    mode: 'PAPER' as const,
    currency: currency(code),
    reason: 'DEPOSIT' as const,
    amount: money(amount),
    tsEvent: NOW,
  }
  return apply(state, { kind: 'ADJUSTMENT', adjustment })
}

/** ETH by an execution at 50,000, as one that rests may bring it. */
function boughtEth(state: RiskState, quantity: string): RiskState {
  const order = orderOf(intent(9, { instrumentId: ETH }), { state: 'FILLED' })
  const execution = executionOf(order, 9, parseQuantity(quantity))
  return apply(state, { kind: 'EXECUTION', execution: { ...execution, fee: money(0) }, order })
}

/** Another process: it knows what was written down, the order manager's snapshot, and no price. */
function restarted(state: RiskState, ids: readonly (typeof BTC)[] = [BTC, ETH]): RiskState {
  const market = createMarketBoard()
  for (const id of ids) observeInstrument(market, instrument(id))
  const fresh = withControl(createRiskState(state.account, market, state.limits), state.control)
  const result = applySnapshot(fresh, snapshotOf(state, []), new Set())
  if (result.kind !== 'APPLIED') throw new Error(result.kind)
  return withPhase(result.state, 'OPEN', '')
}

/** 5 % of the equity, by BTC alone; the default limit of the day is 2 %. */
function fallen(state: RiskState, ms: number) {
  priceAt(state, BTC, 45_000, ms)
  return looked(state, ms)
}

describe('a loss elsewhere halts', () => {
  test.each([
    ['has no instrument', 'XYZ'],
    ['is listed and was never priced', 'ETH'],
  ])('while something held %s', (_, code) => {
    const held = looked(invested({ [code]: '5' }))
    expect(held).toMatchObject({ halts: [], marks: bothAt(100_000) })
    expect(fallen(held.state, 1).halts).toEqual(['DAILY_LOSS_LIMIT'])
  })

  test('while something was paid in that was never priced', () => {
    const { state } = looked(invested())
    const held = looked(paid(state, 'ETH', '5'), 1)
    expect(held).toMatchObject({ halts: [], marks: bothAt(100_000) })
    expect(fallen(held.state, 2).halts).toEqual(['DAILY_LOSS_LIMIT'])
  })

  test('while the book of something held has been in quarantine for an hour, at its last mid', () => {
    const state = invested({ ETH: '5' })
    priceAt(state, ETH, 2_000, 0)
    const { state: before } = looked(state)
    quarantine(before, ETH, 1)
    const quiet = looked(before, HOUR_MS)
    expect(quiet).toMatchObject({ halts: [], marks: bothAt(110_000) })
    expect(quiet.state).toBe(before)
    expect(fallen(quiet.state, HOUR_MS).halts).toEqual(['DAILY_LOSS_LIMIT'])
  })

  test('by what rules ask, too: entries are denied before anybody has looked', () => {
    const { state } = looked(invested({ ETH: '5' }))
    priceAt(state, BTC, 45_000, 1)
    expect(
      findLoss(state, { maxDailyLoss: 0n as never, maxDrawdown: 0n as never }, 'DRAWDOWN_LIMIT', NOW),
    ).toMatchObject({
      equity: money(95_000),
    })
  })
})

describe('the first price', () => {
  test('is no profit that hides a loss, and lifts the marks by its worth', () => {
    const { state } = looked(invested({ ETH: '5' }))
    priceAt(state, ETH, 2_000, 1)
    const priced = looked(state, 1)
    expect(priced).toMatchObject({ halts: [], marks: bothAt(110_000) })
    expect(fallen(priced.state, 2).halts).toEqual(['DAILY_LOSS_LIMIT'])
  })

  test('that comes together with a loss elsewhere does not hide it', () => {
    const { state } = looked(invested({ ETH: '5' }))
    priceAt(state, ETH, 2_000, 1)
    expect(fallen(state, 1)).toMatchObject({ halts: ['DAILY_LOSS_LIMIT'], marks: bothAt(110_000) })
  })

  test('of what reference data lists only later is no profit either', () => {
    const { state } = looked(openState({ ...INVESTED_IN_XYZ, instruments: [instrument(BTC)] }))
    observeInstrument(state.market, instrument(ETH))
    expect(looked(state, 1)).toMatchObject({ halts: [], marks: bothAt(100_000) })
    priceAt(state, ETH, 2_000, 2)
    expect(looked(state, 2)).toMatchObject({ halts: [], marks: bothAt(110_000) })
  })

  test('that was shown before reference data listed it counts from the listing', () => {
    const { state } = looked(openState({ ...INVESTED_IN_XYZ, instruments: [instrument(BTC)] }))
    priceAt(state, ETH, 2_000, 1)
    expect(looked(state, 1)).toMatchObject({ halts: [], marks: bothAt(100_000) })
    observeInstrument(state.market, instrument(ETH))
    expect(looked(state, 2)).toMatchObject({
      halts: [],
      marks: bothAt(110_000),
      state: { assumed: undefined },
    })
    expect(looked(paid(looked(state, 2).state, 'USD', '5'), 3).marks).toEqual(bothAt(110_005))
  })

  test('after a part was paid out again counts what is left', () => {
    const { state } = looked(invested({ ETH: '5' }))
    const less = looked(paid(state, 'ETH', '-3'), 1).state
    priceAt(less, ETH, 2_000, 2)
    expect(looked(less, 2)).toMatchObject({ halts: [], marks: bothAt(104_000) })
    const none = looked(paid(looked(invested({ ETH: '5' })).state, 'ETH', '-5'), 1).state
    expect(none.adjusted.size).toBe(0)
  })

  test('in the process after a restart lifts the marks as it would have before', () => {
    const { state } = looked(invested({ ETH: '5' }))
    const next = restarted(looked(paid(state, 'ETH', '1'), 1).state)
    priceAt(next, BTC, 50_000, 2)
    expect(looked(next, 2)).toMatchObject({ halts: [], marks: bothAt(100_000) })
    priceAt(next, ETH, 2_000, 3)
    expect(looked(next, 3)).toMatchObject({ halts: [], marks: bothAt(112_000) })
  })

  test('moves what a resume counts from, where that came before it', () => {
    const resumed = rearm(looked(invested({ ETH: '5' })).state, later(1))
    priceAt(resumed, ETH, 2_000, 2)
    expect(looked(resumed, 2)).toMatchObject({ halts: [], marks: bothAt(110_000) })
  })
})

describe('a price that is merely missing', () => {
  test('halts nothing: neither a restart without any, nor one book after the other', () => {
    const state = invested({ ETH: '5' })
    priceAt(state, ETH, 2_000, 0)
    const next = looked(restarted(looked(state).state), 1)
    expect(next).toMatchObject({ halts: [], marks: bothAt(110_000) })
    priceAt(next.state, BTC, 50_000, 2)
    const half = looked(next.state, 2)
    expect(half).toMatchObject({ halts: [], marks: bothAt(110_000) })
    expect(looked(half.state, 3).state).toBe(half.state)
    priceAt(half.state, ETH, 2_000, 4)
    const whole = looked(half.state, 4)
    expect(whole).toMatchObject({ halts: [], marks: bothAt(110_000), state: { assumed: undefined } })
  })

  test('after a restart leaves the rest of the account judged', () => {
    const state = invested({ ETH: '5' })
    priceAt(state, ETH, 2_000, 0)
    const next = restarted(looked(state).state)
    priceAt(next, BTC, 50_000, 1)
    expect(fallen(looked(next, 1).state, 2).halts).toEqual(['DAILY_LOSS_LIMIT'])
  })

  test('of something that the configuration lists no more halts nothing, and a resume does without it', () => {
    const state = invested({ ETH: '5' })
    priceAt(state, ETH, 2_000, 0)
    const next = restarted(looked(state).state, [BTC])
    priceAt(next, BTC, 50_000, 1)
    const assumed = looked(next, DAY_MS)
    expect(assumed).toMatchObject({ halts: [], marks: bothAt(110_000) })
    expect(looked(rearm(assumed.state, later(DAY_MS)), DAY_MS).marks).toEqual(bothAt(100_000))
  })

  test('of something that reference data quotes in another currency now halts nothing', () => {
    const state = invested({ ETH: '5' })
    priceAt(state, ETH, 2_000, 0)
    const { state: before } = looked(state)
    observeInstrument(before.market, instrument(ETH, { quote: currency('EUR') }))
    const assumed = looked(before, 1)
    expect(assumed).toMatchObject({ halts: [], marks: bothAt(110_000) })
    expect(fallen(assumed.state, 2).halts).toEqual(['DAILY_LOSS_LIMIT'])
  })

  test('of what was paid out while nobody watched is no loss', () => {
    const state = invested({ ETH: '5' })
    priceAt(state, ETH, 2_000, 0)
    const gone = paid(looked(state).state, 'ETH', '-5')
    const next = restarted({ ...gone, control: looked(state).state.control })
    priceAt(next, BTC, 50_000, 1)
    const assumed = looked(next, 1)
    expect(assumed).toMatchObject({ halts: [], marks: bothAt(110_000) })
    priceAt(assumed.state, ETH, 2_000, 2)
    expect(looked(assumed.state, 2)).toMatchObject({ halts: [], marks: bothAt(100_000) })
  })

  test('of what a resting order has bought makes it worth what it has cost, until there is one', () => {
    const { state } = looked(invested())
    const bought = looked(boughtEth(state, '0.5'), 1)
    expect(bought).toMatchObject({ halts: [], marks: bothAt(100_000) })
    const more = looked(boughtEth(bought.state, '0.25'), 2)
    expect(more).toMatchObject({ halts: [], state: { lastEquity: money(100_000) } })
    expect(looked(paid(more.state, 'USD', '-10000'), 3)).toMatchObject({ halts: [], marks: bothAt(90_000) })
    const paidIn = paid(boughtEth(more.state, '0.1'), 'USD', '5000')
    expect(looked(paidIn, 3)).toMatchObject({ marks: bothAt(105_000), state: { lastEquity: money(105_000) } })
    priceAt(more.state, ETH, 40_000, 4)
    expect(looked(more.state, 4).halts).toEqual(['DAILY_LOSS_LIMIT'])
  })

  test('for days stops neither peak nor days: what people bought and nobody follows', () => {
    const { state } = looked(invested())
    const bought = looked(boughtEth(state, '0.5'), 1).state
    priceAt(bought, BTC, 60_000, 2)
    expect(looked(bought, 2).marks).toEqual(bothAt(100_000))
    const next = looked(bought, DAY_MS)
    expect(next.marks).toEqual(bothAt(110_000))
    priceAt(next.state, BTC, 57_000, DAY_MS)
    expect(looked(next.state, DAY_MS).halts).toEqual(['DAILY_LOSS_LIMIT'])
  })

  test('lifts no peak by what is assumed', () => {
    const state = invested({ ETH: '5' })
    priceAt(state, ETH, 2_000, 0)
    const next = restarted(looked(state).state)
    priceAt(next, BTC, 50_000, 1)
    const { state: assumed } = looked(next, 1)
    priceAt(assumed, BTC, 60_000, 2)
    expect(looked(assumed, 2)).toMatchObject({
      marks: bothAt(110_000),
      state: { lastEquity: money(120_000) },
    })
  })
})

const INVESTED_IN_XYZ = { balances: { USD: '50000', BTC: '1', ETH: '5' }, quotes: [BTC_QUOTE] }

test('a person is told which holdings have no price, and why', () => {
  const state = invested({ ETH: '5', XYZ: '1', ABC: '0' })
  expect(unpricedHoldings(state)).toEqual([
    { currency: 'ETH', why: 'NEVER_PRICED' },
    { currency: 'XYZ', why: 'NO_INSTRUMENT' },
  ])
  priceAt(state, ETH, 2_000, 1)
  quarantine(state, BTC, 1)
  expect(unpricedHoldings(state)).toEqual([
    { currency: 'BTC', why: 'LAST_PRICE' },
    { currency: 'XYZ', why: 'NO_INSTRUMENT' },
  ])
})

test('property: what is held without a price changes no loss of the rest, whatever is paid in, and when it is priced', () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('price' as const), mid: fc.integer({ min: 40_000, max: 60_000 }) }),
    fc.record({
      kind: fc.constant('pay' as const),
      code: fc.constantFrom('ETH', 'XYZ', 'USD'),
      units: fc.nat(9),
    }),
    fc.record({ kind: fc.constantFrom('first price' as const, 'quarantine' as const, 'restart' as const) }),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      // The same without what has no price, and a constant worth once it has one.
      let [subject, bare] = [looked(invested()).state, looked(invested()).state]
      let [priced, mid] = [false, 50_000]
      for (const [n, each] of steps.entries()) {
        const ms = n + 1
        if (each.kind === 'price') {
          mid = each.mid
          for (const state of [subject, bare]) priceAt(state, BTC, mid, ms)
        }
        if (each.kind === 'pay') {
          subject = paid(subject, each.code, String(each.units))
          if (each.code === 'USD') bare = paid(bare, each.code, String(each.units))
        }
        if (each.kind === 'first price' || (priced && each.kind === 'quarantine')) {
          priced = true
          priceAt(subject, ETH, 2_000, ms)
        }
        if (each.kind === 'quarantine') quarantine(subject, ETH, ms)
        if (each.kind === 'restart') {
          subject = restarted(subject)
          priceAt(subject, BTC, mid, ms)
          if (priced) priceAt(subject, ETH, 2_000, ms)
        }
        subject = unhalted(looked(subject, ms).state)
        bare = unhalted(looked(bare, ms).state)
        const eth = priced ? (subject.ledger.balances.get('ETH' as Currency) ?? 0n) * 2_000n : 0n
        const [ours, theirs] = [subject.control.marks, bare.control.marks]
        expect((ours?.peakEquity ?? 0n) - eth).toBe(theirs?.peakEquity)
        expect((ours?.dayStartEquity ?? 0n) - eth).toBe(theirs?.dayStartEquity)
        expect((subject.lastEquity ?? 0n) - eth).toBe(bare.lastEquity)
      }
    }),
    { numRuns: 300 },
  )
})

const unhalted = (state: RiskState): RiskState => withControl(state, { ...state.control, status: 'RUNNING' })
