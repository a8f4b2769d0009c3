import {
  type AccountEvent,
  type AccountEventBody,
  addMillis,
  applyExecution,
  applyTrigger,
  bookAdjustment,
  bookExecution,
  clientOrderIdOf,
  createLedger,
  createOrder,
  type Execution,
  eventId,
  executionId,
  type IntentId,
  isFinal,
  type Money,
  ORDER_TRIGGERS,
  type Order,
  type OrderIntent,
  type OrderState,
  type OrderTrigger,
  parseMoney,
  parsePrice,
  parseQuantity,
  type Quantity,
} from '@oasis/domain'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyAccountEvent, applyPlaced } from '../src/core/account-events.ts'
import { type AccountSnapshot, applySnapshot } from '../src/core/account-snapshot.ts'
import { check, reserve } from '../src/core/check.ts'
import { NO_TOTALS, type Pending, pendingOf, totalsWith } from '../src/core/pending-totals.ts'
import { freeExpired, type RiskState, withReservation } from '../src/core/risk-state.ts'
import {
  ACCOUNT,
  BTC,
  ETH,
  instrument,
  intent,
  limitTerms,
  marketTerms,
  NOW,
  OTHER_STRATEGY,
  openState,
  STRATEGY,
  spend,
  USD,
} from './risk-fixtures.ts'

const later = (ms: number) => addMillis(NOW, ms)

function event(accountSeq: number, body: AccountEventBody): AccountEvent {
  return { eventId: eventId(`event/${accountSeq}`), accountId: ACCOUNT, accountSeq, ts: NOW, body }
}

function apply(state: RiskState, body: AccountEventBody): RiskState {
  const result = applyAccountEvent(state, event(state.accountSeq + 1, body))
  if (result.kind !== 'APPLIED') throw new Error(`the event was a ${result.kind}`)
  return result.state
}

function approve(state: RiskState, wish: OrderIntent): RiskState {
  const result = check(state, wish, NOW)
  if (result.result === 'DENIED') throw new Error(`denied: ${result.code} ${JSON.stringify(result.context)}`)
  return reserve(state, result)
}

const orderOf = (wish: OrderIntent, changes: Partial<Order> = {}): Order => ({
  ...createOrder(wish, clientOrderIdOf(wish.intentId), NOW),
  ...changes,
})
const told = (order: Order, trigger: OrderTrigger | 'CREATE' = 'CREATE'): AccountEventBody => ({
  kind: 'ORDER',
  trigger,
  order,
})

function executionOf(order: Order, n: number, quantity: Quantity): Execution {
  const { accountId, mode, strategyId, instrumentId, side } = order.intent
  return {
    executionId: executionId(`e${n}`),
    accountId,
    mode,
    strategyId,
    clientOrderId: order.clientOrderId,
    instrumentId,
    side,
    price: parsePrice('50000'),
    quantity,
    fee: parseMoney('0.25'),
    feeCurrency: USD,
    liquidity: 'TAKER',
    synthetic: false,
    tsEvent: NOW,
    tsInit: NOW,
  }
}

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
      if (body.kind !== 'ADJUSTMENT') orders.set(body.order.intent.intentId, body.order)
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
          for (const [id, pending] of held) running.set(`${strategy} ${id}`, pending)
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

const unanswered = (state: RiskState): IntentId[] =>
  [...state.reservations.values()].filter(({ version }) => version === 0).map(({ intentId }) => intentId)

function snapshotOf(state: RiskState, orders: readonly Order[]): AccountSnapshot {
  return {
    accountSeq: state.accountSeq,
    riskEpoch: state.riskEpoch,
    haltEpoch: state.haltEpoch,
    positions: [...state.ledger.byStrategy].flatMap(([strategyId, held]) =>
      [...held].map(([instrumentId, position]) => ({ strategyId, instrumentId, position })),
    ),
    balances: [...state.ledger.balances].map(([code, total]) => ({ currency: code, total })),
    openOrders: orders.filter(({ state: each }) => !isFinal(each)),
  }
}

describe('order events', () => {
  test('of a number seen before change nothing, one too far ahead is a hole', () => {
    const state = apply(openState(), told(orderOf(intent(1))))
    expect(applyAccountEvent(state, event(1, told(orderOf(intent(1)))))).toEqual({ kind: 'DUPLICATE' })
    expect(applyAccountEvent(state, event(3, told(orderOf(intent(1)))))).toMatchObject({ kind: 'HOLE' })
  })

  test('of an instrument that is not known are a hole: a snapshot is needed once it is', () => {
    const state = openState({ instruments: [instrument(ETH)] })
    expect(applyAccountEvent(state, event(1, told(orderOf(intent(1)))))).toMatchObject({
      kind: 'HOLE',
      reason: 'order event 1 is of an unknown instrument',
    })
    expect(applyPlaced(state, orderOf(intent(1)))).toBe(state)
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
  const absent = (terms: Partial<OrderIntent> = {}) => {
    const wish = intent(1, terms)
    const order = orderOf(wish, { state: 'REJECTED', version: 5 })
    return { wish, order, state: apply(approve(openState(), wish), told(order, 'ABSENT')) }
  }

  test.each<[string, Partial<OrderIntent>, number]>([
    ['24 hours after it was declared', {}, 86_400_000],
    ['24 hours after it was declared', { terms: marketTerms('0.01') }, 86_400_000],
    [
      'its own expiry',
      { terms: limitTerms('0.01', '50000', { timeInForce: 'GTD', expiresAt: later(500) }) },
      500,
    ],
  ])('stays reserved until %s', (_name, terms, ms) => {
    const { state } = absent(terms)
    expect(freeExpired(state, later(ms - 1))).toBe(state)
    expect(freeExpired(state, later(ms)).totals).toEqual(NO_TOTALS)
  })

  test('no longer closes its instrument', () => {
    expect(check(absent().state, intent(2), NOW).result).toBe('APPROVED')
  })

  test('survives a snapshot, which cannot speak of it', () => {
    const { state, order } = absent()
    const result = applySnapshot(state, snapshotOf(state, [order]), new Set())
    expect(result).toMatchObject({ kind: 'APPLIED', state: { totals: { orders: 1 } } })
  })

  test('that appears after all is reserved as any other', () => {
    const { state, wish } = absent()
    const back = apply(state, told(orderOf(wish, { state: 'OPEN', version: 6 }), 'ACKNOWLEDGE'))
    expect(back.reservations.get(wish.intentId)).not.toHaveProperty('keptUntil')
  })
})

describe('a snapshot', () => {
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

  test('with an open order of an unknown instrument is not usable', () => {
    const state = openState({ instruments: [instrument(ETH)] })
    expect(applySnapshot(state, snapshotOf(state, [placed(intent(1))]), new Set())).toEqual({
      kind: 'UNKNOWN_INSTRUMENT',
      instrumentId: BTC,
    })
  })

  test('does not bring back what a later answer has told', () => {
    const wish = intent(1)
    const newer = apply(openState(), told(placed(wish, 'UNKNOWN', 7)))
    const result = applySnapshot(newer, snapshotOf(newer, [placed(wish, 'OPEN', 3)]), new Set())
    expect(result).toMatchObject({ state: { totals: { byInstrument: new Map([[BTC, { inDoubt: 1 }]]) } } })
  })

  test('with a final order among the open ones reserves nothing for it', () => {
    const state = openState()
    const snapshot = { ...snapshotOf(state, []), openOrders: [placed(intent(1), 'FILLED')] }
    expect(applySnapshot(state, snapshot, new Set())).toMatchObject({ state: { totals: NO_TOTALS } })
  })

  test('adds up positions of strategies and of nobody to the account', () => {
    const state = openState()
    const position = {
      quantity: parseQuantity('1'),
      costBasis: parseMoney('5'),
      realizedPnl: parseMoney('2'),
      fees: parseMoney('1'),
    }
    const positions = [
      { strategyId: STRATEGY, instrumentId: BTC, position },
      { instrumentId: BTC, position },
    ]
    const result = applySnapshot(state, { ...snapshotOf(state, []), positions }, new Set())
    expect(result).toMatchObject({
      state: {
        ledger: {
          byInstrument: new Map([
            [
              BTC,
              {
                quantity: parseQuantity('2'),
                costBasis: parseMoney('10'),
                realizedPnl: parseMoney('4'),
                fees: parseMoney('2'),
              },
            ],
          ]),
          byStrategy: new Map([[STRATEGY, new Map([[BTC, position]])]]),
        },
      },
    })
  })
})
