import {
  type AccountControlState,
  type BalanceAdjustment,
  currency,
  type Money,
  parseMoney,
  parseQuantity,
  parseRate,
  type UnixNanos,
} from '@oasis/domain'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applySnapshot } from '../src/core/account-snapshot.ts'
import { findLoss, observeEquity, rearm } from '../src/core/equity-marks.ts'
import { observeQuote } from '../src/core/market-board.ts'
import { type RiskState, withControl, withLimits, withPhase } from '../src/core/risk-state.ts'
import { apply, executionOf, later, orderOf, snapshotOf } from './account-story.ts'
import { ACCOUNT, BTC, intent, NOW, openState, quote, type StateOptions, USD } from './risk-fixtures.ts'
import { withFill } from './rule-cases.ts'

const DAY_MS = 86_400_000
const money = (amount: number | string): Money => parseMoney(String(amount))

/** Cash and 1 BTC, whose price the test moves: 50,000 at first. */
const holding = (options: StateOptions = {}) =>
  openState({ balances: { USD: '50000', BTC: '1' }, ...options })

function priceAt(state: RiskState, mid: number, at: UnixNanos = NOW): void {
  const levels = (price: number) => [[String(price), '10']] as const
  observeQuote(state.market, quote(BTC, levels(mid - 1), levels(mid + 1), { tsInit: at }), at)
}

/** What every step makes of the marks, and the codes of what halted. */
function observed(state: RiskState, at: UnixNanos = NOW) {
  const { state: next, effects } = observeEquity(state, at)
  return { state: next, marks: next.control.marks, halts: effects.map(({ breach }) => breach.code) }
}
const withStatus = (state: RiskState, status: AccountControlState['status']) =>
  withControl(state, { ...state.control, status })

function adjust(
  state: RiskState,
  code: string,
  amount: string,
  reason: BalanceAdjustment['reason'] = 'DEPOSIT',
) {
  const adjustment = {
    accountId: ACCOUNT,
    mode: 'PAPER' as const,
    currency: currency(code),
    reason,
    tsEvent: NOW,
  }
  return apply(state, { kind: 'ADJUSTMENT', adjustment: { ...adjustment, amount: money(amount) } })
}

describe('equity marks', () => {
  test('begin with the first equity that is known', () => {
    const { marks, halts } = observed(holding())
    expect(marks).toEqual({
      day: '2026-11-18',
      dayStartEquity: money(100_000),
      peakEquity: money(100_000),
      paidIn: [
        { currency: 'BTC', amount: money(1) },
        { currency: 'USD', amount: money(50_000) },
      ],
    })
    expect(halts).toEqual([])
  })

  test('have a peak that rises with equity, and a day that begins with the first equity of it', () => {
    const { state } = observed(holding())
    priceAt(state, 51_000)
    const up = observed(state)
    expect(up.marks).toMatchObject({ dayStartEquity: money(100_000), peakEquity: money(101_000) })
    priceAt(state, 50_500)
    const next = observed(up.state, later(DAY_MS))
    expect(next.marks).toMatchObject({
      day: '2026-11-19',
      dayStartEquity: money(100_500),
      peakEquity: money(101_000),
    })
    // A clock that was set back.
    expect(observed(next.state, NOW).marks).toBe(next.marks)
  })

  test('stay as they are while equity is unknown, since events are missing', () => {
    const reconciling = withPhase(holding(), 'RECONCILING', '')
    expect(observeEquity(reconciling, NOW)).toEqual({ state: reconciling, effects: [] })
  })

  test('leave out what no instrument values, before and after', () => {
    const { state, marks } = observed(openState({ balances: { USD: '100', SOL: '5' } }))
    expect(marks?.peakEquity).toBe(money(100))
    const { dayStartEquity, peakEquity } = observed(adjust(state, 'SOL', '5')).marks ?? {}
    expect({ dayStartEquity, peakEquity }).toEqual({
      dayStartEquity: marks?.dayStartEquity,
      peakEquity: marks?.peakEquity,
    })
  })

  test('the same equity again is no new state', () => {
    const { state } = observed(holding())
    expect(observeEquity(state, later(1_000)).state).toBe(state)
  })
})

describe('crossing a limit', () => {
  const crossing = (limits: StateOptions['account']) => {
    const { state } = observed(holding({ account: limits ?? {} }))
    return (mid: number, from = state) => {
      priceAt(from, mid)
      return observeEquity(from, NOW)
    }
  }

  test('the daily loss, exactly reached, halts with the numbers behind it', () => {
    const move = crossing({ maxDailyLoss: parseRate('0.02') })
    expect(move(48_001).effects).toEqual([])
    expect(move(48_000).effects).toEqual([
      {
        kind: 'HALT',
        breach: {
          code: 'DAILY_LOSS_LIMIT',
          equity: money(98_000),
          from: money(100_000),
          loss: parseRate('0.02'),
          limit: parseRate('0.02'),
        },
      },
    ])
  })

  test('the drawdown is measured from the peak, over days', () => {
    const wide = { maxDailyLoss: parseRate('1'), maxDrawdown: parseRate('0.05') }
    const { state } = observed(holding({ account: wide }))
    priceAt(state, 60_000)
    const up = observed(state, later(1)).state
    priceAt(up, 54_501)
    expect(observed(up, later(2 * DAY_MS)).halts).toEqual([])
    priceAt(up, 54_500)
    expect(observed(up, later(2 * DAY_MS)).halts).toEqual(['DRAWDOWN_LIMIT'])
  })

  test('a loss limit of nothing halts at the first loss, and not without one', () => {
    const move = crossing({ maxDailyLoss: parseRate('0') })
    expect(move(50_000).effects).toEqual([])
    expect(move(50_001).effects).toEqual([])
    expect(move(49_999).effects).toHaveLength(1)
  })

  test('without limits set, the defaults halt', () => {
    const none = { account: new Map(), strategy: new Map(), instrument: new Map() }
    const { state } = observed(withLimits(holding(), none))
    priceAt(state, 48_000)
    expect(observed(state).halts).toEqual(['DAILY_LOSS_LIMIT'])
  })

  test('while it is halted already, nothing more', () => {
    const move = crossing({})
    const halted = withStatus(observed(holding()).state, 'HALTED')
    expect(move(40_000, halted).effects).toEqual([])
  })

  test('of an account that had nothing, nothing is lost', () => {
    const { state } = observed(openState({ balances: {} }))
    expect(observed(state).halts).toEqual([])
  })
})

describe('a resume', () => {
  test('measures losses from the equity at that moment, and does not halt again at once', () => {
    const { state } = observed(holding())
    priceAt(state, 45_000)
    const halted = withStatus(observed(state).state, 'HALTED')
    const resumed = withStatus(rearm(halted, NOW), 'RUNNING')
    expect(resumed.control.marks).toMatchObject({ dayStartEquity: money(95_000), peakEquity: money(95_000) })
    expect(observed(resumed).halts).toEqual([])
    priceAt(resumed, 43_100)
    expect(observed(resumed).halts).toEqual(['DAILY_LOSS_LIMIT'])
  })

  test('while equity is unknown, measures them from the next that is known', () => {
    const { state } = observed(holding())
    const resumed = rearm(withPhase(state, 'RECONCILING', ''), NOW)
    expect(resumed.control.marks).toBeUndefined()
    priceAt(resumed, 40_000, later(1))
    const { marks, halts } = observed(withPhase(resumed, 'OPEN', ''))
    expect([marks?.peakEquity, halts]).toEqual([money(90_000), []])
  })
})

describe('money paid in and out', () => {
  test('is no gain and no loss', () => {
    const { state } = observed(holding())
    const out = observed(adjust(state, 'USD', '-40000', 'WITHDRAWAL'))
    expect(out.halts).toEqual([])
    expect(out.marks).toMatchObject({ dayStartEquity: money(60_000), peakEquity: money(60_000) })
    const back = observed(adjust(out.state, 'BTC', '1'))
    expect(back.marks).toMatchObject({ dayStartEquity: money(110_000), peakEquity: money(110_000) })
  })

  test('hides no loss', () => {
    const { state } = observed(holding())
    const richer = adjust(state, 'USD', '100000')
    priceAt(richer, 45_999)
    expect(observed(richer).halts).toEqual(['DAILY_LOSS_LIMIT'])
  })

  test('before equity is known again moves the marks when it is', () => {
    const { state } = observed(holding())
    const poorer = withPhase(adjust(state, 'USD', '-40000', 'WITHDRAWAL'), 'RECONCILING', '')
    expect(observeEquity(poorer, NOW).state).toBe(poorer)
    const again = observed(withPhase(poorer, 'OPEN', ''))
    expect(again).toMatchObject({ halts: [], marks: { peakEquity: money(60_000) } })
  })

  test('of something whose book must not be used moves the marks by its last mid', () => {
    const { state } = observed(holding())
    observeQuote(state.market, quote(BTC, [['1', '1']], []), NOW)
    const richer = observed(adjust(state, 'BTC', '1'))
    expect(richer).toMatchObject({ halts: [], marks: { peakEquity: money(150_000) } })
  })

  test('in events that were missed is found in the snapshot', () => {
    const traded = observed(withFill(holding(), 'BUY', '0.5')).state
    const order = orderOf(intent(3, { side: 'SELL' }), { state: 'OPEN' })
    const execution = executionOf(order, 1, parseQuantity('0.004'))
    const sold = apply(traded, { kind: 'EXECUTION', execution, order: { ...order, state: 'FILLED' } })
    const meanwhile = adjust(sold, 'USD', '-40000', 'WITHDRAWAL')
    const result = applySnapshot(traded, snapshotOf(meanwhile, []), new Set())
    if (result.kind !== 'APPLIED') throw new Error(result.kind)
    expect(result.state.adjusted).toEqual(new Map([[USD, money(-40_000)]]))
    expect(observed(result.state)).toMatchObject({ halts: [], marks: { peakEquity: money(60_000) } })
  })

  test('before the first snapshot is not asked after', () => {
    const state = { ...holding(), riskEpoch: 0 }
    const result = applySnapshot(state, snapshotOf(adjust(state, 'USD', '1'), []), new Set())
    expect(result).toMatchObject({ kind: 'APPLIED', state: { adjusted: new Map() } })
  })
})

describe('what the rules ask', () => {
  const limits = { maxDailyLoss: parseRate('0.01'), maxDrawdown: parseRate('0.01') }
  const down = () => {
    const { state } = observed(holding())
    priceAt(state, 48_900)
    return state
  }

  test('is the loss of this moment, observed or not', () => {
    expect(findLoss(down(), limits, 'DAILY_LOSS_LIMIT', NOW)?.loss).toBe(parseRate('0.011'))
    expect(
      findLoss(down(), { ...limits, maxDrawdown: parseRate('0.012') }, 'DRAWDOWN_LIMIT', NOW),
    ).toBeUndefined()
  })

  test('is the last one known while equity is unknown', () => {
    const state = withPhase(observed(down()).state, 'RECONCILING', '')
    priceAt(state, 40_000, later(1))
    expect(findLoss(state, limits, 'DRAWDOWN_LIMIT', NOW)?.equity).toBe(money(98_900))
  })

  test('is nothing of a day of which nothing is known, while the peak stands', () => {
    const state = down()
    expect(findLoss(state, limits, 'DAILY_LOSS_LIMIT', later(DAY_MS))).toBeUndefined()
    expect(findLoss(state, limits, 'DRAWDOWN_LIMIT', later(DAY_MS))).toBeDefined()
  })

  test('is nothing before there are marks', () => {
    expect(findLoss(holding(), limits, 'DRAWDOWN_LIMIT', NOW)).toBeUndefined()
  })
})

test('property: whatever is paid in and out, losses are those of prices alone', () => {
  const step = fc.oneof(
    fc.record({ mid: fc.integer({ min: 40_000, max: 60_000 }) }),
    fc.record({ cash: fc.integer({ min: -4_000, max: 4_000 }) }),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const wide = { maxDailyLoss: parseRate('1'), maxDrawdown: parseRate('1') }
      let state = observed(holding({ account: wide })).state
      let [paid, peak, mid] = [0, 50_000, 50_000]
      for (const each of steps) {
        if ('mid' in each) {
          mid = each.mid
          priceAt(state, mid)
        } else {
          paid += each.cash
          state = adjust(state, 'USD', String(each.cash))
        }
        peak = Math.max(peak, mid)
        state = observed(state).state
        expect(state.control.marks).toMatchObject({
          dayStartEquity: money(100_000 + paid),
          peakEquity: money(50_000 + peak + paid),
        })
      }
    }),
  )
})
