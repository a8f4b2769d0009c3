import {
  type AccountEventBody,
  applyExecution,
  applyTrigger,
  bookAdjustment,
  bookExecution,
  createLedger,
  type IntentId,
  isFinal,
  type Money,
  ORDER_TRIGGERS,
  type Order,
  type OrderIntent,
  parseMoney,
  parseQuantity,
  type Quantity,
} from '@oasis/domain'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyPlaced } from '../src/core/account-events.ts'
import { applySnapshot } from '../src/core/account-snapshot.ts'
import { check, reserve } from '../src/core/check.ts'
import { type Pending, pendingOf } from '../src/core/pending-totals.ts'
import { withReservation } from '../src/core/risk-state.ts'
import { apply, executionOf, orderOf, snapshotOf, told, unanswered } from './account-story.ts'
import {
  ACCOUNT,
  ETH,
  instrument,
  intent,
  limitTerms,
  marketTerms,
  NOW,
  OTHER_STRATEGY,
  openState,
  spend,
} from './risk-fixtures.ts'

describe('under any sequence of approvals, order events and releases', () => {
  const wishes: readonly Partial<OrderIntent>[] = [
    {},
    { terms: marketTerms('0.02') },
    { terms: spend('300') },
    { side: 'SELL', terms: limitTerms('0.01', '50000') },
    { side: 'SELL', terms: marketTerms('0.01'), strategyId: OTHER_STRATEGY },
    { instrumentId: ETH, terms: limitTerms('0.5', '2000') },
  ]
  const step = fc.oneof(
    fc.record({ do: fc.constant('approve' as const), wish: fc.nat(wishes.length - 1) }),
    fc.record({ do: fc.constant('place' as const), order: fc.nat(20) }),
    fc.record({
      do: fc.constant('trigger' as const),
      order: fc.nat(20),
      trigger: fc.constantFrom(...ORDER_TRIGGERS),
    }),
    fc.record({
      do: fc.constant('fill' as const),
      order: fc.nat(20),
      units: fc.integer({ min: 1, max: 50 }),
    }),
    fc.record({ do: fc.constant('release' as const), order: fc.nat(20) }),
    fc.record({ do: fc.constant('deposit' as const) }),
  )
  type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

  /** Follows the steps on both sides: risk's running state, and plain lists of what happened. */
  function run(steps: readonly Step[]) {
    let state = openState({ balances: {} })
    const approved: OrderIntent[] = []
    const orders = new Map<IntentId, Order>()
    const bodies: AccountEventBody[] = []
    const tell = (body: AccountEventBody) => {
      bodies.push(body)
      if ('order' in body) orders.set(body.order.intent.intentId, body.order)
      state = apply(state, body)
    }
    const adjust = (code: string, amount: string) =>
      tell({
        kind: 'ADJUSTMENT',
        adjustment: {
          accountId: ACCOUNT,
          mode: 'PAPER',
          currency: code as never,
          amount: parseMoney(amount),
          reason: 'DEPOSIT',
          tsEvent: NOW,
        },
      })
    adjust('USD', '100000')
    adjust('BTC', '1')
    for (const [n, each] of steps.entries()) {
      if (each.do === 'deposit') adjust('USD', '10')
      if (each.do === 'approve') {
        const wish = intent(n, wishes[each.wish])
        const result = check(state, wish, NOW)
        if (result.result === 'DENIED') continue
        state = reserve(state, result)
        approved.push(wish)
      }
      if (!('order' in each)) continue
      const wish = approved[each.order % Math.max(1, approved.length)]
      if (!wish) continue
      const order = orders.get(wish.intentId)
      if (each.do === 'release' && !order) state = withReservation(state, wish.intentId, undefined)
      if (each.do === 'place' && !order) tell(told(orderOf(wish)))
      if (!order) continue
      if (each.do === 'place') state = applyPlaced(state, orderOf(wish))
      if (each.do === 'trigger') tell(told(applyTrigger(order, each.trigger, NOW).order, each.trigger))
      if (each.do === 'fill') {
        const execution = executionOf(order, n, parseQuantity((each.units / 1_000).toString()))
        tell({ kind: 'EXECUTION', execution, order: applyExecution(order, execution, NOW) })
      }
    }
    return { state, orders, bodies }
  }
  const steps = fc.array(step, { maxLength: 60 })

  test('running totals equal the sums over the reservations, computed anew', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const { state } = run(all)
        const naive = { orders: 0, held: new Map<string, bigint>(), pending: new Map<string, Pending>() }
        for (const each of state.reservations.values()) {
          naive.orders++
          naive.held.set(each.holdCurrency, (naive.held.get(each.holdCurrency) ?? 0n) + each.hold)
          for (const key of [each.instrumentId, `${each.strategyId} ${each.instrumentId}`]) {
            const known = naive.pending.get(key)
            const own = pendingOf(each)
            const sum: Pending = known
              ? {
                  buyQuantity: (known.buyQuantity + own.buyQuantity) as Quantity,
                  sellQuantity: (known.sellQuantity + own.sellQuantity) as Quantity,
                  buyAmount: (known.buyAmount + own.buyAmount) as Money,
                  buyHold: (known.buyHold + own.buyHold) as Money,
                  orders: known.orders + 1,
                  inDoubt: known.inDoubt + own.inDoubt,
                }
              : own
            naive.pending.set(key, sum)
          }
        }
        const { totals } = state
        const running = new Map<string, Pending>(totals.byInstrument)
        for (const [strategy, held] of totals.byStrategy) {
          for (const [id, pending] of held.byInstrument) running.set(`${strategy} ${id}`, pending)
        }
        for (const [code, hold] of naive.held) if (hold === 0n) naive.held.delete(code)
        expect(totals.orders).toBe(naive.orders)
        expect(new Map<string, bigint>(totals.held)).toEqual(naive.held)
        expect(running).toEqual(naive.pending)
      }),
    )
  })

  test('every order that may still fill is reserved with its remainder, and no final one is', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const { state, orders } = run(all)
        for (const order of orders.values()) {
          const reserved = state.reservations.get(order.intent.intentId)
          if (!isFinal(order.state)) expect(reserved?.version).toBe(order.version)
          else if (order.state !== 'REJECTED') expect(reserved).toBeUndefined()
          if (reserved) expect(reserved.inDoubt).toBe(order.state === 'UNKNOWN' || order.state === 'REVIEW')
        }
      }),
    )
  })

  test('the ledger is the one that the same events give when booked alone', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const { state, bodies } = run(all)
        let ledger = createLedger(ACCOUNT)
        for (const body of bodies) {
          if (body.kind === 'ADJUSTMENT') ledger = bookAdjustment(ledger, body.adjustment)
          if (body.kind === 'EXECUTION') {
            ledger = bookExecution(ledger, body.execution, instrument(body.execution.instrumentId))
          }
        }
        expect(state.ledger).toEqual(ledger)
      }),
    )
  })

  test('a snapshot at the end gives the same state as having followed all events', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const { state, orders } = run(all)
        const snapshot = snapshotOf(state, [...orders.values()])
        const result = applySnapshot(state, snapshot, new Set(unanswered(state)))
        if (result.kind !== 'APPLIED') throw new Error(result.kind)
        expect(result.state.reservations).toEqual(state.reservations)
        expect(result.state.totals).toEqual(state.totals)
        expect(result.state.ledger.byStrategy).toEqual(state.ledger.byStrategy)
        expect(result.state.ledger.balances).toEqual(state.ledger.balances)
      }),
    )
  })
})
