import {
  createLedger,
  instrumentId,
  type OrderIntent,
  type OrderState,
  parseMoney,
  parsePrice,
  parseQuantity,
  strategyId,
} from '@oasis/domain'
import { describe, expect, test } from 'vitest'
import { applyAccountEvent, applyPlaced } from '../src/core/account-events.ts'
import { applySnapshot } from '../src/core/account-snapshot.ts'
import { check } from '../src/core/check.ts'
import { NO_TOTALS, totalsWith } from '../src/core/pending-totals.ts'
import { freeExpired, type RiskState, withControl } from '../src/core/risk-state.ts'
import { apply, approve, event, executionOf, later, orderOf, snapshotOf, told } from './account-story.ts'
import { ACCOUNT, BTC, intent, marketTerms, NOW, openState, spend, USD } from './risk-fixtures.ts'
import { withFill } from './rule-cases.ts'

describe('order events', () => {
  test('of a number seen before change nothing, one too far ahead is a hole', () => {
    const state = apply(openState(), told(orderOf(intent(1))))
    expect(applyAccountEvent(state, event(1, told(orderOf(intent(1)))))).toEqual({ kind: 'DUPLICATE' })
    expect(applyAccountEvent(state, event(3, told(orderOf(intent(1)))))).toMatchObject({ kind: 'HOLE' })
  })

  test('of what cannot be told to trade anything are a hole', () => {
    const state = openState()
    const odd = orderOf(intent(1, { instrumentId: instrumentId('coinbase:ODD') }))
    expect(applyAccountEvent(state, event(1, told(odd)))).toMatchObject({
      kind: 'HOLE',
      reason: 'order event 1 is of an unknown instrument',
    })
    expect(applyPlaced(state, odd)).toBe(state)
  })

  test('that have overtaken the answer to PlaceOrder are not undone by it', () => {
    const wish = intent(1)
    const [open, filled] = [approve(openState(), wish), orderOf(wish, { state: 'FILLED', version: 4 })]
    const done = apply(open, told(filled, 'FILL'))
    expect(done.reservations.size).toBe(0)
    expect(applyPlaced(done, orderOf(wish))).toBe(done)
    const resting = apply(
      open,
      told(orderOf(wish, { state: 'OPEN', version: 3, filledQuantity: parseQuantity('0.004') })),
    )
    expect(applyPlaced(resting, orderOf(wish))).toBe(resting)
  })

  test('of an order that nobody here approved reserve it, too', () => {
    const state = apply(openState(), told(orderOf(intent(1), { state: 'OPEN' })))
    expect(state.totals.orders).toBe(1)
  })
})

describe('what a market order holds', () => {
  const wish = intent(1, { terms: marketTerms('0.02') })
  const hold = (state: RiskState) => state.reservations.get(wish.intentId)?.hold

  test('keeps the price of its approval while it fills', () => {
    const open = approve(openState(), wish)
    expect(hold(open)).toBe(parseMoney('1030.2'))
    const half = apply(
      open,
      told(orderOf(wish, { state: 'OPEN', version: 2, filledQuantity: parseQuantity('0.01') })),
    )
    expect(hold(half)).toBe(parseMoney('515.1'))
  })

  test('is all of the quote currency where the price of its approval is not known', () => {
    expect(hold(apply(openState(), told(orderOf(wish))))).toBe(parseMoney('100000'))
  })

  test('sized in quote currency shrinks by what is spent, fees included, and never below nothing', () => {
    const spending = intent(1, { terms: spend('300') })
    const open = approve(openState(), spending)
    const spent = (notional: string) =>
      told(
        orderOf(spending, {
          state: 'PARTIALLY_FILLED',
          version: 2,
          filledNotional: parseMoney(notional),
          fees: parseMoney('1'),
        }),
      )
    expect(hold(apply(open, spent('100')))).toBe(parseMoney('199'))
    expect(hold(apply(open, spent('299.5')))).toBe(0n)
  })
})

describe('an order declared absent', () => {
  const absent = (absentUntil = later(500)) => {
    const wish = intent(1)
    const order = orderOf(wish, { state: 'REJECTED', version: 5, absentUntil })
    return { wish, order, state: apply(approve(openState(), wish), told(order, 'ABSENT')) }
  }

  test('stays reserved at its worst case until the order manager says, and no longer', () => {
    const { state, wish } = absent()
    expect(state.reservations.get(wish.intentId)?.hold).toBe(parseMoney('505'))
    expect(freeExpired(state, later(499))).toBe(state)
    expect(freeExpired(state, later(500)).totals).toEqual(NO_TOTALS)
  })

  test('is freed when a person has decided that it never existed', () => {
    const {
      state,
      order: { absentUntil: _, ...decided },
    } = absent()
    expect(apply(state, told({ ...decided, version: 6 }, 'REJECT')).totals).toEqual(NO_TOTALS)
  })

  test('by mistake, while it is open, is reserved as any other and not freed by time', () => {
    const order = orderOf(intent(1), { state: 'OPEN', version: 5, needsReview: true })
    const state = apply(approve(openState(), intent(1)), told(order, 'ABSENT'))
    expect(freeExpired(state, later(90_000_000)).totals.orders).toBe(1)
  })

  test('no longer closes its instrument', () => {
    expect(check(absent().state, intent(2), NOW).result).toBe('APPROVED')
  })

  test.each(['known here before', 'never heard of'])('comes with a snapshot, %s', (heard) => {
    const { state, order, wish } = absent()
    const before = heard === 'never heard of' ? openState() : state
    const result = applySnapshot(before, snapshotOf(before, [order]), new Set())
    if (result.kind !== 'APPLIED') throw new Error(result.kind)
    expect(result.state.reservations.get(wish.intentId)).toEqual(state.reservations.get(wish.intentId))
    expect(freeExpired(result.state, later(500)).totals).toEqual(NO_TOTALS)
  })

  test('is freed by a snapshot that does not have it any more', () => {
    const { state } = absent()
    const result = applySnapshot(state, snapshotOf(state, []), new Set())
    expect(result).toMatchObject({ kind: 'APPLIED', state: { totals: NO_TOTALS } })
  })

  test('that appears after all is reserved as any other', () => {
    const { state, wish } = absent()
    const back = apply(state, told(orderOf(wish, { state: 'OPEN', version: 6 }), 'ACKNOWLEDGE'))
    expect(back.reservations.get(wish.intentId)).not.toHaveProperty('keptUntil')
  })
})

describe('a reset', () => {
  test('clears positions, balances, marks, and what was reserved for orders from before it', () => {
    const deposit = {
      accountId: ACCOUNT,
      mode: 'PAPER',
      currency: USD,
      reason: 'OPENING',
      tsEvent: NOW,
    } as const
    const [placed, asked] = [intent(1), intent(2)]
    const marks = { day: '2026-11-18', dayStartEquity: parseMoney('1'), peakEquity: parseMoney('2') }
    const open = approve(apply(approve(openState(), placed), told(orderOf(placed, { state: 'OPEN' }))), asked)
    const traded = withControl(withFill(open, 'BUY', '0.1'), { ...open.control, marks })
    const reset = apply(traded, { kind: 'RESET', reason: 'asked for' })
    expect(reset.ledger).toEqual(createLedger(ACCOUNT))
    expect([...reset.reservations.keys()]).toEqual([asked.intentId])
    expect(reset.control.marks).toBeUndefined()
    const again = apply(reset, { kind: 'ADJUSTMENT', adjustment: { ...deposit, amount: parseMoney('50') } })
    expect(again.ledger.balances).toEqual(new Map([[USD, parseMoney('50')]]))
  })

  test('is heard of an order from before: nothing is reserved for it', () => {
    const wish = intent(1)
    const reset = apply(apply(openState(), told(orderOf(wish, { state: 'OPEN' }))), {
      kind: 'RESET',
      reason: '',
    })
    const canceled = apply(reset, told(orderOf(wish, { state: 'CANCELED', version: 9 }), 'CANCELED'))
    expect(canceled.totals).toEqual(NO_TOTALS)
  })
})

describe('a snapshot', () => {
  test('tells whether the order manager is halted, and in which epoch', () => {
    const state = openState()
    const snapshot = { ...snapshotOf(state, []), haltEpoch: 7, halted: true }
    expect(applySnapshot(state, snapshot, new Set())).toMatchObject({
      state: { haltEpoch: 7, haltedAtOrderManager: true },
    })
  })

  test('brings the account’s own positions, which are not the sums of its strategies’', () => {
    const trade = (state: RiskState, n: number, side: 'BUY' | 'SELL', who: string, price: string) => {
      const order = orderOf(intent(n, { side, strategyId: strategyId(who) }), { state: 'FILLED' })
      const fill = executionOf(order, n, parseQuantity('0.01'))
      const execution = { ...fill, strategyId: strategyId(who), side, price: parsePrice(price) }
      return apply(state, { kind: 'EXECUTION', execution, order })
    }
    // One has bought dear, the other cheap: what the first sells has another cost to it than to the account.
    const dear = trade(openState(), 1, 'BUY', 'one', '60000')
    const state = trade(trade(dear, 2, 'BUY', 'other', '40000'), 3, 'SELL', 'one', '50000')
    const result = applySnapshot(openState(), snapshotOf(state, []), new Set())
    if (result.kind !== 'APPLIED') throw new Error(result.kind)
    expect(result.state.ledger).toEqual(state.ledger)
    expect(result.state.ledger.byInstrument.get(BTC)).toMatchObject({
      costBasis: parseMoney('500'),
      realizedPnl: parseMoney('0'),
    })
  })

  const placed = (wish: OrderIntent, state: OrderState = 'OPEN', version = 3) =>
    orderOf(wish, { state, version })

  test('frees what was placed and is not open any more, and keeps what has no answer yet', () => {
    const [a, b] = [intent(1), intent(2)]
    const both = approve(approve(openState(), a), b)
    const known = apply(both, told(placed(a)))
    const result = applySnapshot(known, snapshotOf(known, []), new Set([b.intentId]))
    if (result.kind !== 'APPLIED') throw new Error(result.kind)
    expect([...result.state.reservations.keys()]).toEqual([b.intentId])
    expect(result.state.totals).toEqual(
      totalsWith(NO_TOTALS, result.state.reservations.get(b.intentId) as never),
    )
  })

  test('with an open order of which cannot be told what it trades is not usable', () => {
    const state = openState()
    const odd = instrumentId('coinbase:ODD')
    const open = [placed(intent(1, { instrumentId: odd }))]
    expect(applySnapshot(state, snapshotOf(state, open), new Set())).toEqual({
      kind: 'UNKNOWN_INSTRUMENT',
      instrumentId: odd,
    })
  })

  test('does not bring back what a later answer has told', () => {
    const wish = intent(1)
    const newer = apply(openState(), told(placed(wish, 'UNKNOWN', 7)))
    const result = applySnapshot(newer, snapshotOf(newer, [placed(wish, 'OPEN', 3)]), new Set())
    if (result.kind !== 'APPLIED') throw new Error(result.kind)
    expect(result.state.totals.byInstrument.get(BTC)?.inDoubt).toBe(1)
  })

  test('with a final order among the open ones reserves nothing for it', () => {
    const state = openState()
    const snapshot = { ...snapshotOf(state, []), openOrders: [placed(intent(1), 'FILLED')] }
    expect(applySnapshot(state, snapshot, new Set())).toMatchObject({ state: { totals: NO_TOTALS } })
  })
})
