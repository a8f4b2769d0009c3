/** What the chaos run holds against the venue's ledger: each kind of difference is found, and equal books are equal. */
import {
  addMillis,
  type ClientOrderId,
  clientOrderId,
  type Execution,
  type Order,
  type OrderState,
} from '@oasis/domain'
import { expect, test } from 'vitest'
import type { JudgedOrder, LedgerDump } from '../src/chaos/place/venue-messages.ts'
import { compareLimits } from '../src/chaos/run/compare-limits.ts'
import { compareBalances, compareExecutions, comparePositions } from '../src/chaos/run/compare-money.ts'
import { compareOrders } from '../src/chaos/run/compare-orders.ts'
import type { Finding } from '../src/chaos/run/finding.ts'
import type { Books } from '../src/chaos/run/read-books.ts'
import { SIMULATED_LIMITS } from '../src/chaos/trading/simulated-marketplace.ts'
import { buildExecution, buildOrder, TEST_ACCOUNT } from '../src/order-builders.ts'
import type { LedgerExecution } from '../src/simulated-venue/venue-ledger.ts'
import { BTC, deadline, limit, market, mayLeave, openBench } from './simulated-venue-run.ts'

const IDS = [1, 2, 3].map((n) => clientOrderId(`mine-${n}`))

/** Three orders at a venue without faults: one filled, one partly if the market is thin, one resting. */
async function traded(): Promise<LedgerDump> {
  const { venue, line, scheduler } = openBench(5)
  for (const [n, id] of IDS.entries()) {
    const terms = n === 2 ? limit('0.01', '19000') : market('0.004')
    const order = { clientOrderId: id, instrumentId: BTC, side: 'BUY', terms } as const
    await scheduler.runUntilSettled(line.submit(order, deadline(scheduler, 5_000), mayLeave))
    await scheduler.runUntil(addMillis(scheduler.now(), 1_000))
  }
  const { orders, executions, transfers, balances, requests, exposures } = venue.ledger
  return { orders, executions, transfers, balances, requests, exposures }
}

/** The books that a faultless system would have. */
function booksOf(ledger: LedgerDump): Books {
  return {
    accountSeq: 1,
    orders: ledger.orders.map(orderOf),
    executions: ledger.executions.map(executionOf),
    adjustments: ledger.transfers.map(({ currency, amount, at }) => ({
      ...{ accountId: TEST_ACCOUNT, mode: 'PAPER', currency, amount, tsEvent: at, reason: 'OPENING' },
    })),
  } as Books
}

const orderOf = (real: JudgedOrder, n: number): Order =>
  buildOrder(
    n,
    {
      clientOrderId: real.clientOrderId as ClientOrderId,
      state: real.status as OrderState,
      filledQuantity: real.filled,
    },
    { instrumentId: real.instrumentId, side: real.side, terms: real.terms },
  )

const executionOf = (real: LedgerExecution, n: number): Execution => {
  const { executionId, kind, clientOrderId: id, instrumentId, side, price, quantity, fee } = real
  const order = buildOrder(n, { clientOrderId: id as ClientOrderId })
  return buildExecution(order, n, { executionId, kind, instrumentId, side, price, quantity, fee })
}

const all = (ledger: LedgerDump, books: Books): readonly Finding[] => [
  ...compareOrders(ledger, books),
  ...compareExecutions(ledger, books),
  ...compareBalances(ledger, books),
  ...comparePositions(ledger, books),
]

/** By promise and in words, as a report has them. */
const told = (findings: readonly Finding[]): string =>
  findings.map(({ kind, what }) => `${kind}: ${what}`).join('\n')

const limitsTold = (ledger: LedgerDump): string => told(compareLimits(ledger, SIMULATED_LIMITS))

test('books that are the venue’s have no differences', async () => {
  const ledger = await traded()
  expect(ledger.executions.length).toBeGreaterThan(0)
  expect(all(ledger, booksOf(ledger))).toEqual([])
})

const withOrder = (books: Books, n: number, change: Partial<Order>): Books => ({
  ...books,
  orders: books.orders.map((order, at) => (at === n ? { ...order, ...change } : order)),
})

const wrongs: readonly (readonly [string, (books: Books) => Books, string])[] = [
  ['an order that is not written down', (b) => ({ ...b, orders: b.orders.slice(1) }), 'not written down'],
  ['an order in doubt', (b) => withOrder(b, 2, { state: 'UNKNOWN' }), 'is UNKNOWN at rest'],
  ['another state', (b) => withOrder(b, 2, { state: 'CANCELED' }), 'at the venue OPEN'],
  ['another fill', (b) => withOrder(b, 0, { filledQuantity: 1n as Order['filledQuantity'] }), 'has 1 filled'],
  [
    'an order that never was',
    (b) => ({ ...b, orders: [...b.orders, { ...b.orders[2], clientOrderId: 'other' } as Order] }),
    'the venue never had it',
  ],
  ['two orders of an intent', (b) => ({ ...b, orders: [...b.orders, ...b.orders.slice(2)] }), 'two orders'],
  ['a missed execution', (b) => ({ ...b, executions: b.executions.slice(1) }), 'is not booked'],
  [
    'an execution booked twice',
    (b) => ({ ...b, executions: [...b.executions, ...b.executions.slice(0, 1)] }),
    'booked twice',
  ],
  [
    'an execution that never was',
    (b) => ({ ...b, executions: [...b.executions, { ...b.executions[0], executionId: 'x' } as Execution] }),
    'never happened',
  ],
  [
    'an execution at another price',
    (b) => ({
      ...b,
      executions: b.executions.map((one) => ({ ...one, price: (one.price + 1n) as Execution['price'] })),
    }),
    'booked otherwise',
  ],
  ['other balances', (b) => ({ ...b, adjustments: b.adjustments.slice(1) }), 'by our books, at the venue'],
]

test.each(wrongs)('%s is found', async (_what, spoil, finding) => {
  const ledger = await traded()
  expect(told(all(ledger, spoil(booksOf(ledger))))).toContain(finding)
})

test('positions are compared apart from balances', async () => {
  const ledger = await traded()
  const books = booksOf(ledger)
  expect(told(comparePositions(ledger, { ...books, executions: [] }))).toContain('the position of')
})

test('a second order at the venue is found', async () => {
  const ledger = await traded()
  const [first] = ledger.orders
  const doubled = { ...ledger, orders: [...ledger.orders, ...(first ? [first] : [])] }
  expect(told(compareOrders(doubled, booksOf(ledger)))).toContain('a second order')
})

test('an order in REVIEW is a person’s to decide', async () => {
  const ledger = await traded()
  expect(all(ledger, withOrder(booksOf(ledger), 2, { state: 'REVIEW' }))).toEqual([])
})

test('limits are judged at the venue, by what it took', async () => {
  const ledger = await traded()
  expect(limitsTold(ledger)).not.toContain('its value is')
  const large = ledger.orders.map((order) => ({
    ...order,
    quantity: (order.quantity * 10n) as JudgedOrder['quantity'],
  }))
  expect(limitsTold({ ...ledger, orders: large })).toContain('its value is')
  const many = ledger.exposures.map((moment) => ({ ...moment, openOrdersOfAll: 21 }))
  expect(limitsTold({ ...ledger, exposures: many })).toContain('is number 21')
  const wide = ledger.exposures.map((moment) => ({
    ...moment,
    openBuys: (moment.openBuys + 10n ** 12n) as typeof moment.openBuys,
  }))
  const found = limitsTold({ ...ledger, exposures: wide })
  expect(found).toContain('its position may come to')
  expect(found).toContain('the gross exposure may come to')
})
