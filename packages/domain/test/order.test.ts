import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  accountId,
  applyExecution,
  applyTrigger,
  clientOrderId,
  createOrder,
  currency,
  type Execution,
  eventId,
  executionId,
  instrumentId,
  intentId,
  isFinal,
  type Money,
  nextOrderState,
  notional,
  ORDER_STATES,
  ORDER_TRIGGERS,
  type Order,
  type OrderIntent,
  type OrderTerms,
  orderQuantity,
  type Price,
  parseMoney,
  parsePrice,
  parseQuantity,
  type Quantity,
  remainingQuantity,
  strategyId,
  type UnixNanos,
  venueOrderId,
} from '../src/index.ts'

const NOW = 1_795_000_000_000_000_000n as UnixNanos
const LATER = (NOW + 1n) as UnixNanos

const limit = (quantity: Quantity): OrderTerms => ({
  type: 'LIMIT',
  timeInForce: 'GTC',
  quantity,
  limitPrice: parsePrice('100'),
  postOnly: false,
})
const spend: OrderTerms = {
  type: 'MARKET',
  timeInForce: 'IOC',
  size: { unit: 'QUOTE', amount: parseMoney('100') },
}
const market: OrderTerms = {
  type: 'MARKET',
  timeInForce: 'IOC',
  size: { unit: 'BASE', quantity: parseQuantity('2') },
}

function intent(terms: OrderTerms): OrderIntent {
  return {
    intentId: intentId('0f3b2f4e-5a6b-5c7d-8e9f-0a1b2c3d4e5f'),
    accountId: accountId('coinbase.main.paper'),
    strategyId: strategyId('a'),
    mode: 'PAPER',
    instrumentId: instrumentId('coinbase:BTC-USD'),
    side: 'BUY',
    terms,
    reduceOnly: false,
    cause: { eventId: eventId('trade/coinbase:BTC-USD/1'), tsEvent: NOW, tsInit: NOW },
  }
}

const newOrder = (terms: OrderTerms): Order => createOrder(intent(terms), clientOrderId('c1'), NOW)

function execution(quantity: Quantity, price: Price, fee: Money): Execution {
  return {
    executionId: executionId('e1'),
    kind: 'FILL',
    accountId: accountId('coinbase.main.paper'),
    mode: 'PAPER',
    strategyId: strategyId('a'),
    clientOrderId: clientOrderId('c1'),
    instrumentId: instrumentId('coinbase:BTC-USD'),
    side: 'BUY',
    price,
    quantity,
    fee,
    feeCurrency: currency('USD'),
    liquidity: 'TAKER',
    synthetic: false,
    tsEvent: NOW,
    tsInit: NOW,
  }
}

/** On an 8-digit grid, as venues have it. */
const grid = (max: bigint) => fc.bigInt({ min: 1n, max }).map((n) => n * 10n ** 4n)
const fills = fc.array(
  fc
    .tuple(grid(10n ** 10n), grid(10n ** 12n), grid(10n ** 8n))
    .map(([q, p, f]) => execution(q as Quantity, p as Price, f as Money)),
  { maxLength: 8 },
)
const state = fc.constantFrom(...ORDER_STATES)

describe('a fill', () => {
  test('is always booked, from any state: quantity, notional and fees are the sums of the executions', () => {
    fc.assert(
      fc.property(state, grid(10n ** 11n), fills, (from, wanted, executions) => {
        const start = { ...newOrder(limit(wanted as Quantity)), state: from }
        const end = executions.reduce((order, each) => applyExecution(order, each, LATER), start as Order)
        expect(end.filledQuantity).toBe(executions.reduce((sum, { quantity }) => sum + quantity, 0n))
        expect(end.fees).toBe(executions.reduce((sum, { fee }) => sum + fee, 0n))
        const value = executions.reduce((sum, each) => sum + notional(each.price, each.quantity), 0n)
        expect(end.filledNotional).toBe(value)
        expect(end.version).toBe(start.version + executions.length)
      }),
    )
  })

  test('completes the order exactly when all is filled, and more than all flags it for review', () => {
    fc.assert(
      fc.property(grid(10n ** 11n), fills, (wanted, executions) => {
        const start = { ...newOrder(limit(wanted as Quantity)), state: 'OPEN' } as Order
        const end = executions.reduce((order, each) => applyExecution(order, each, LATER), start)
        expect(end.state === 'FILLED').toBe(end.filledQuantity >= wanted)
        expect(end.needsReview).toBe(end.filledQuantity > wanted)
        const rest = remainingQuantity(end) ?? -1n
        expect(rest).toBe(wanted > end.filledQuantity ? wanted - end.filledQuantity : 0n)
      }),
    )
  })

  test('a review that was asked for is not forgotten by later fills', () => {
    const flagged = { ...newOrder(market), state: 'OPEN', needsReview: true } as Order
    const fill = execution(parseQuantity('1'), parsePrice('100'), parseMoney('0'))
    expect(applyExecution(flagged, fill, LATER)).toMatchObject({ needsReview: true, updatedAt: LATER })
  })

  test('and its reversal leave the numbers as they were, the order flagged, and what has ended ended', () => {
    fc.assert(
      fc.property(
        state,
        grid(10n ** 11n),
        fills.filter((f) => f.length > 0),
        (from, wanted, executions) => {
          const start = { ...newOrder(limit(wanted as Quantity)), state: from } as Order
          const filled = executions.reduce((order, each) => applyExecution(order, each, LATER), start)
          const [last] = executions.slice(-1)
          if (last === undefined) return
          const undone = applyExecution(filled, { ...last, kind: 'REVERSAL' }, LATER)
          const before = executions
            .slice(0, -1)
            .reduce((order, each) => applyExecution(order, each, LATER), start)
          for (const number of ['filledQuantity', 'filledNotional', 'fees'] as const) {
            expect(undone[number]).toBe(before[number])
          }
          expect(undone.needsReview).toBe(true)
          if (isFinal(filled.state)) expect(undone.state).toBe(filled.state)
          else expect(isFinal(undone.state)).toBe(false)
        },
      ),
    )
  })

  test('whose only fill is reversed is open again as one that has none', () => {
    const order = { ...newOrder(market), state: 'OPEN' } as Order
    const fill = execution(parseQuantity('1'), parsePrice('100'), parseMoney('0'))
    const partly = applyExecution(order, fill, LATER)
    expect(partly.state).toBe('PARTIALLY_FILLED')
    expect(applyExecution(partly, { ...fill, kind: 'REVERSAL' }, LATER).state).toBe('OPEN')
  })

  test('of an order given up as absent ends its waiting', () => {
    const absent = { ...newOrder(market), state: 'REJECTED', absentUntil: LATER } as Order
    const fill = execution(parseQuantity('1'), parsePrice('100'), parseMoney('0'))
    expect(applyExecution(absent, fill, LATER)).not.toHaveProperty('absentUntil')
  })

  test('of an order sized in quote currency leaves it open: only the venue knows when it is done', () => {
    const order = newOrder(spend)
    expect([orderQuantity(order.intent), remainingQuantity(order)]).toEqual([undefined, undefined])
    const fill = execution(parseQuantity('5'), parsePrice('100'), parseMoney('0'))
    expect(applyExecution(order, fill, LATER)).toMatchObject({
      state: 'PARTIALLY_FILLED',
      needsReview: false,
    })
  })

  test('a late partial fill of a canceled order is booked and does not reopen it', () => {
    const canceled = { ...newOrder(market), state: 'CANCELED' } as Order
    const fill = execution(parseQuantity('1'), parsePrice('100'), parseMoney('0'))
    expect(applyExecution(canceled, fill, LATER)).toMatchObject({
      state: 'CANCELED',
      filledQuantity: fill.quantity,
    })
  })
})

describe('a trigger', () => {
  test('moves the order as the table says, or leaves the state and flags the order for review', () => {
    fc.assert(
      fc.property(state, fc.constantFrom(...ORDER_TRIGGERS), (from, trigger) => {
        const order = { ...newOrder(market), state: from }
        const result = applyTrigger(order, trigger, LATER)
        const next = nextOrderState(from, trigger)
        expect(result.ok).toBe(next !== undefined)
        expect(result.order).toMatchObject({
          state: next ?? from,
          needsReview: next === undefined,
          version: 2,
          updatedAt: LATER,
        })
        if (!result.ok) expect([result.state, result.trigger]).toEqual([from, trigger])
      }),
    )
  })

  test('never changes what is filled', () => {
    fc.assert(
      fc.property(state, fc.constantFrom(...ORDER_TRIGGERS), (from, trigger) => {
        const filled = {
          filledQuantity: parseQuantity('1'),
          filledNotional: parseMoney('9'),
          fees: parseMoney('1'),
        }
        expect(
          applyTrigger({ ...newOrder(market), state: from, ...filled }, trigger, LATER).order,
        ).toMatchObject(filled)
      }),
    )
  })

  test.each(['PENDING_CANCEL', 'UNKNOWN', 'REJECTED'] as const)(
    'that lets a partly filled order rest again from %s leaves it PARTIALLY_FILLED',
    (from) => {
      const order = { ...newOrder(market), state: from, filledQuantity: parseQuantity('1') }
      const trigger = from === 'PENDING_CANCEL' ? 'CANCEL_REJECTED' : 'ACKNOWLEDGE'
      expect(applyTrigger(order, trigger, LATER).order.state).toBe('PARTIALLY_FILLED')
      expect(applyTrigger({ ...order, filledQuantity: 0n as Quantity }, trigger, LATER).order.state).toBe(
        'OPEN',
      )
    },
  )

  test('of a cancel while the outcome is unknown is remembered, and carried out when the order rests', () => {
    const unknown = { ...newOrder(market), state: 'UNKNOWN' } as Order
    const wanted = applyTrigger(unknown, 'REQUEST_CANCEL', LATER).order
    expect(wanted).toMatchObject({ state: 'UNKNOWN', cancelRequested: true })
    expect(applyTrigger(wanted, 'ACKNOWLEDGE', LATER).order.state).toBe('PENDING_CANCEL')
    const fill = execution(parseQuantity('1'), parsePrice('100'), parseMoney('0'))
    expect(applyExecution(wanted, fill, LATER).state).toBe('PENDING_CANCEL')
    const lost = applyTrigger({ ...wanted, state: 'PENDING_CANCEL' }, 'LOSE_TRACK', LATER).order
    expect(lost).toMatchObject({ state: 'UNKNOWN', cancelRequested: true })
  })

  test('of a refused cancel ends the wish for it', () => {
    const open = { ...newOrder(market), state: 'OPEN' } as Order
    const wanted = applyTrigger(open, 'REQUEST_CANCEL', LATER).order
    const refused = applyTrigger(wanted, 'CANCEL_REJECTED', LATER).order
    expect(refused.state).toBe('OPEN')
    expect(refused).not.toHaveProperty('cancelRequested')
  })

  test('ABSENT says until when the order may appear, and whatever comes after ends that', () => {
    const lost = { ...newOrder(market), state: 'UNKNOWN' } as Order
    const { order: absent } = applyTrigger(lost, 'ABSENT', NOW, { absentUntil: LATER })
    expect(absent).toMatchObject({ state: 'REJECTED', absentUntil: LATER })
    for (const trigger of ['ACKNOWLEDGE', 'REJECT'] as const) {
      expect(applyTrigger(absent, trigger, LATER).order).not.toHaveProperty('absentUntil')
    }
    expect(applyTrigger(absent, 'SUBMIT', LATER).order).toMatchObject({
      absentUntil: LATER,
      needsReview: true,
    })
  })

  test("keeps the venue's id and the reason until told others", () => {
    const { order } = applyTrigger({ ...newOrder(market), state: 'SUBMITTED' }, 'ACKNOWLEDGE', NOW, {
      venueOrderId: venueOrderId('v1'),
      reason: 'because',
    })
    expect(applyTrigger(order, 'REQUEST_CANCEL', LATER).order).toMatchObject({
      venueOrderId: 'v1',
      reason: 'because',
    })
  })
})

test('any walk of triggers and fills counts each step once, and a FILLED order stays FILLED', () => {
  const step = fc.oneof(
    fc.constantFrom(...ORDER_TRIGGERS),
    fills.filter((f) => f.length > 0).map(([f]) => f as Execution),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let order = newOrder(limit(parseQuantity('1000')))
      for (const [n, each] of steps.entries()) {
        const before = order.state
        order =
          typeof each === 'string' ? applyTrigger(order, each, NOW).order : applyExecution(order, each, NOW)
        expect(order.version).toBe(n + 2)
        if (before === 'FILLED') expect(order.state).toBe('FILLED')
        if (isFinal(before) && each === 'REQUEST_CANCEL') expect(order.state).toBe(before)
      }
    }),
  )
})
