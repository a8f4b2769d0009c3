import {
  addMillis,
  clientOrderIdOf,
  createOrder,
  EXTERNAL_STRATEGY,
  type Limits,
  type LimitsBook,
  type Order,
  RECENT_ORDERS_MS,
  type UnixNanos,
} from '@oasis/domain'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { limitsInForce } from '../src/core/limits-in-force.ts'
import { bucketsAfter, bucketsEmptyAt, type Counted, takeTokens } from '../src/core/token-buckets.ts'
import { ACCOUNT, BTC, intent, NOW, STRATEGY, WIDE } from './risk-fixtures.ts'

const book = (limits: Partial<Limits>): LimitsBook => ({
  account: new Map([[ACCOUNT, { ...WIDE, ...limits }]]),
  strategy: new Map(),
  instrument: new Map(),
})
const take = (
  rates: Parameters<typeof takeTokens>[0],
  limits: LimitsBook,
  counted: Counted,
  now: UnixNanos,
) => takeTokens(rates, counted, limitsInForce(limits, ACCOUNT, STRATEGY, BTC), intent(1), now)
const order = (n: number, createdAt: UnixNanos, changes: Parameters<typeof intent>[1] = {}): Order => {
  const wish = intent(n, changes)
  return createOrder(wish, clientOrderIdOf(wish.intentId), createdAt)
}

/** An account that crashes over and over: who sends orders or cancels as fast as it lets them, and what gets through. */
const life = fc.record({
  perSecond: fc.constantFrom(1, 2, 3, 10, 0.5, 0.05),
  counted: fc.constantFrom<Counted>('maxOrdersPerSecond', 'maxCancelsPerSecond'),
  /** The order manager's clock, against ours. */
  skewMs: fc.integer({ min: -500, max: 500 }),
  steps: fc.array(
    fc.oneof(
      { weight: 6, arbitrary: fc.record({ kind: fc.constant('try' as const), placed: fc.boolean() }) },
      {
        weight: 3,
        arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 1_200 }) }),
      },
      {
        weight: 1,
        arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 30_000 }) }),
      },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('restart' as const) }) },
    ),
    { maxLength: 150, size: 'max' },
  ),
})

test('property: over any time, restarts within it included, no more gets through than the rate and one bucket', () => {
  fc.assert(
    fc.property(life, ({ perSecond, counted, skewMs, steps }) => {
      const limits = book({ [counted]: perSecond })
      let rates = bucketsEmptyAt(NOW)
      let now = NOW
      const orders: Order[] = []
      const through: bigint[] = []
      for (const [n, step] of steps.entries()) {
        if (step.kind === 'wait') now = addMillis(now, step.ms)
        if (step.kind === 'restart') {
          const theirs = addMillis(now, skewMs)
          const recent = orders.filter(({ createdAt }) => createdAt >= addMillis(theirs, -RECENT_ORDERS_MS))
          rates = bucketsAfter(bucketsEmptyAt(now), recent, { book: limits, account: ACCOUNT }, now)
        }
        if (step.kind !== 'try') continue
        const taken = take(rates, limits, counted, now)
        if (taken.kind === 'EMPTY') continue
        rates = taken.rates
        // An approval without an order dies with its epoch; a cancel is one at once.
        if (counted === 'maxOrdersPerSecond' && !step.placed) continue
        orders.push(order(n, addMillis(now, skewMs)))
        through.push(now)
      }
      const perToken = BigInt(Math.floor(1e9 / perSecond))
      const bucket = perToken > 1_000_000_000n ? perToken : 1_000_000_000n
      for (const [first, from] of through.entries()) {
        for (const [last, to] of through.entries()) {
          if (last < first) continue
          expect(BigInt(last - first + 1) * perToken).toBeLessThanOrEqual(to - from + bucket)
        }
      }
    }),
    { numRuns: 300 },
  )
})

describe('after a restart', () => {
  const limits = book({ maxOrdersPerSecond: 2, maxCancelsPerSecond: 2 })
  const restarted = (...orders: Order[]) =>
    bucketsAfter(bucketsEmptyAt(NOW), orders, { book: limits, account: ACCOUNT }, NOW)
  const orders = (rates: ReturnType<typeof restarted>) => take(rates, limits, 'maxOrdersPerSecond', NOW).kind

  test('orders may be sent at once where none was sent lately, and as many as are left where some were', () => {
    expect(orders(restarted())).toBe('TAKEN')
    expect(orders(restarted(order(1, NOW)))).toBe('TAKEN')
    expect(orders(restarted(order(1, NOW), order(2, NOW)))).toBe('EMPTY')
    expect(orders(restarted(order(1, addMillis(NOW, -1_000)), order(2, addMillis(NOW, -1_000))))).toBe(
      'TAKEN',
    )
  })

  test('those that were not sent by us do not count, nor do those of a level that sends nothing', () => {
    const foreign = [1, 2, 3].map((n) => order(n, NOW, { strategyId: EXTERNAL_STRATEGY }))
    expect(orders(restarted(...foreign))).toBe('TAKEN')
    const none = book({ maxOrdersPerSecond: 0 })
    const rates = bucketsAfter(bucketsEmptyAt(NOW), [order(1, NOW)], { book: none, account: ACCOUNT }, NOW)
    expect(rates.fullAt.size).toBe(0)
    expect(orders(rates)).toBe('TAKEN')
  })

  test('they count at their own times, told newest first or last', () => {
    const [early, late] = [order(1, addMillis(NOW, -1_000)), order(2, NOW)]
    expect(orders(restarted(early, late))).toBe('TAKEN')
    expect(orders(restarted(late, early))).toBe('TAKEN')
  })

  test('property: it does not matter in which order the orders before it are told', () => {
    const told = fc.array(fc.integer({ min: -3_000, max: 500 }), { minLength: 2, maxLength: 6 })
    fc.assert(
      fc.property(told, (ages) => {
        const [first, ...rest] = ages.map((ms, n) => order(n, addMillis(NOW, ms)))
        if (!first) return
        expect(restarted(...rest, first)).toEqual(restarted(first, ...rest))
      }),
      { examples: [[[-400, 0]], [[0, -400]]] },
    )
  })

  test('cancels begin with none, since nobody tells of those before', () => {
    const rates = restarted()
    expect(take(rates, limits, 'maxCancelsPerSecond', addMillis(NOW, 499)).kind).toBe('EMPTY')
    expect(take(rates, limits, 'maxCancelsPerSecond', addMillis(NOW, 500)).kind).toBe('TAKEN')
  })

  test('a rate so low that what was sent before is not known begins with none', () => {
    const seldom = book({ maxOrdersPerSecond: 0.01 })
    const rates = bucketsAfter(bucketsEmptyAt(NOW), [], { book: seldom, account: ACCOUNT }, NOW)
    expect(take(rates, seldom, 'maxOrdersPerSecond', NOW).kind).toBe('EMPTY')
    expect(take(rates, seldom, 'maxOrdersPerSecond', addMillis(NOW, 90_500)).kind).toBe('TAKEN')
  })
})
