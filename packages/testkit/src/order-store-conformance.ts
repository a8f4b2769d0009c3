/** What every `OrderStore` must do; each adapter's test file calls it with a way to open a fresh store. */
import {
  type BalanceAdjustment,
  currency,
  type Execution,
  type OrderTerms,
  parseMoney,
  parsePrice,
  parseQuantity,
  type UnixNanos,
  venueOrderId,
} from '@oasis/domain'
import { type AccountRow, FencedWriter, type NewRecord, type OrderStore, type OrderWrite } from '@oasis/ports'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { buildExecution, buildOrder, TEST_ACCOUNT, TEST_TIME, testIntentId } from './order-builders.ts'

const record = (n: number): NewRecord => ({
  topic: 'trading.order-events',
  key: TEST_ACCOUNT,
  value: Uint8Array.of(n, 0, 255),
  headers: { 'event-id': `event-${n}` },
})

const accountAt = (accountSeq: number): AccountRow => ({
  accountId: TEST_ACCOUNT,
  accountSeq,
  riskEpoch: 3,
  haltEpoch: 2,
  executionsSince: TEST_TIME,
})

const writeAt = (expected: number, changes: Partial<OrderWrite> = {}): OrderWrite => ({
  account: accountAt(expected + 1),
  expectedAccountSeq: expected,
  orders: [],
  executions: [],
  adjustments: [],
  outbox: [],
  ...changes,
})

async function collect<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

const ALL_TERMS: readonly OrderTerms[] = [
  { type: 'MARKET', timeInForce: 'IOC', size: { unit: 'QUOTE', amount: parseMoney('99.5') } },
  { type: 'MARKET', timeInForce: 'FOK', size: { unit: 'BASE', quantity: parseQuantity('0.00000001') } },
  {
    type: 'LIMIT',
    timeInForce: 'GTD',
    quantity: parseQuantity('12345678.123456789012'),
    limitPrice: parsePrice('0.000000000001'),
    postOnly: true,
    expiresAt: (TEST_TIME + 1n) as UnixNanos,
  },
  {
    type: 'LIMIT',
    timeInForce: 'GTC',
    quantity: parseQuantity('1'),
    limitPrice: parsePrice('1'),
    postOnly: false,
  },
  {
    type: 'STOP_LIMIT',
    timeInForce: 'GTC',
    quantity: parseQuantity('1'),
    limitPrice: parsePrice('99'),
    stopPrice: parsePrice('98.5'),
  },
  {
    type: 'STOP_LIMIT',
    timeInForce: 'GTD',
    quantity: parseQuantity('1'),
    limitPrice: parsePrice('99'),
    stopPrice: parsePrice('98.5'),
    expiresAt: TEST_TIME,
  },
]

export function orderStoreConformance(name: string, open: () => Promise<OrderStore>): void {
  describe(`order store: ${name}`, () => {
    let store: OrderStore
    beforeEach(async () => {
      store = await open()
      await store.loadAccount(TEST_ACCOUNT)
    })
    afterEach(() => store.close())

    test('an account begins at zero and is what the last commit said', async () => {
      const fresh = { accountSeq: 0, riskEpoch: 0, haltEpoch: 0, executionsSince: 0n }
      expect(await store.loadAccount(TEST_ACCOUNT)).toEqual({ accountId: TEST_ACCOUNT, ...fresh })
      await store.commit(writeAt(0))
      expect(await store.loadAccount(TEST_ACCOUNT)).toEqual(accountAt(1))
    })

    test('orders of every type come back as they were written', async () => {
      const orders = ALL_TERMS.map((terms, n) =>
        buildOrder(n, {}, { terms, side: n % 2 ? 'SELL' : 'BUY', reduceOnly: n % 2 === 1 }),
      )
      await store.commit(writeAt(0, { orders }))
      for (const order of orders) {
        expect(await store.findByIntent(order.intent.intentId)).toEqual(order)
        expect(await store.findByClientOrderId(order.clientOrderId)).toEqual(order)
      }
      expect(await store.findByIntent(testIntentId(99))).toBeUndefined()
    })

    test('a later version of an order replaces what may change', async () => {
      const order = buildOrder(1)
      await store.commit(writeAt(0, { orders: [order] }))
      const moved = {
        ...order,
        state: 'REJECTED' as const,
        venueOrderId: venueOrderId('venue-1'),
        filledQuantity: parseQuantity('0.5'),
        filledNotional: parseMoney('32500.005'),
        fees: parseMoney('16.2500025'),
        reason: 'ABSENT (not found)',
        version: 4,
        needsReview: true,
        updatedAt: (TEST_TIME + 9n) as UnixNanos,
      }
      await store.commit(writeAt(1, { orders: [moved] }))
      expect(await store.findByClientOrderId(order.clientOrderId)).toEqual(moved)
    })

    test('an order that is created and moved in one write is inserted', async () => {
      const order = buildOrder(1, { version: 3, state: 'OPEN' })
      await store.commit(writeAt(0, { orders: [order] }))
      expect(await store.findByIntent(order.intent.intentId)).toEqual(order)
    })

    test('a second order of one intent is refused and nothing of its write stays', async () => {
      const order = buildOrder(1)
      await store.commit(writeAt(0, { orders: [order] }))
      const twin = { ...order, clientOrderId: buildOrder(2).clientOrderId }
      await expect(store.commit(writeAt(1, { orders: [twin], outbox: [record(1)] }))).rejects.toThrow()
      expect(await store.findByClientOrderId(twin.clientOrderId)).toBeUndefined()
      expect((await store.loadAccount(TEST_ACCOUNT)).accountSeq).toBe(1)
      expect(await store.pendingEntries(10)).toEqual([])
    })

    test('a writer that another one has overtaken is fenced and writes nothing', async () => {
      await store.commit(writeAt(0))
      const late = store.commit(writeAt(0, { orders: [buildOrder(1)], outbox: [record(1)] }))
      await expect(late).rejects.toBeInstanceOf(FencedWriter)
      expect(await store.findByIntent(testIntentId(1))).toBeUndefined()
      expect(await store.pendingEntries(10)).toEqual([])
    })

    test('an execution id is booked once per account', async () => {
      const order = buildOrder(1)
      const execution = buildExecution(order, 1)
      await store.commit(writeAt(0, { orders: [order], executions: [{ accountSeq: 1, execution }] }))
      const again = writeAt(1, { executions: [{ accountSeq: 2, execution }] })
      await expect(store.commit(again)).rejects.toThrow()
      expect(await store.executionsOf(order.clientOrderId)).toEqual([execution])
    })

    test('executions and adjustments come back in the order of booking, however many', async () => {
      const order = buildOrder(1)
      const executions = Array.from({ length: 1_001 }, (_, n) => ({
        accountSeq: n + 1,
        execution: buildExecution(order, n, {
          tsEvent: (TEST_TIME - BigInt(n)) as UnixNanos,
          synthetic: n % 2 === 0,
          liquidity: 'MAKER',
        } satisfies Partial<Execution>),
      }))
      const adjustment: BalanceAdjustment = {
        accountId: TEST_ACCOUNT,
        mode: 'PAPER',
        currency: currency('USD'),
        amount: parseMoney('-0.000000000000000001'),
        reason: 'WITHDRAWAL',
        tsEvent: TEST_TIME,
      }
      const adjustments = [{ accountSeq: 1_002, adjustment }]
      const account = accountAt(1_002)
      await store.commit({ ...writeAt(0, { orders: [order], executions, adjustments }), account })
      expect(await collect(store.allExecutions(TEST_ACCOUNT))).toEqual(executions.map((e) => e.execution))
      expect(await collect(store.allAdjustments(TEST_ACCOUNT))).toEqual([adjustment])
      const newest = executions.slice(-2).map((e) => e.execution)
      expect(await store.listExecutions(2)).toEqual(newest.reverse())
    })

    test('only orders that are not final count as open', async () => {
      const open = buildOrder(1, { state: 'UNKNOWN' })
      const done = buildOrder(2, { state: 'CANCELED' })
      await store.commit(writeAt(0, { orders: [open, done] }))
      expect(await store.openOrders(TEST_ACCOUNT)).toEqual([open])
      expect(await store.listOrders({ open: true, limit: 10 })).toEqual([open])
      expect(await store.listOrders({ open: false, limit: 10 })).toEqual([done])
    })

    test('listing pages newest first without holes or repeats, equal times included', async () => {
      const orders = [1, 2, 3, 4, 5, 6, 7].map((n) => buildOrder(n, { createdAt: TEST_TIME }))
      await store.commit(writeAt(0, { orders }))
      const seen: string[] = []
      let page = await store.listOrders({ accountId: TEST_ACCOUNT, limit: 3 })
      for (let last = page.at(-1); last !== undefined; last = page.at(-1)) {
        seen.push(...page.map((order) => order.clientOrderId))
        const { createdAt, clientOrderId } = last
        page = await store.listOrders({
          accountId: TEST_ACCOUNT,
          limit: 3,
          before: { createdAt, clientOrderId },
        })
      }
      expect(seen).toEqual(
        orders
          .map((order) => order.clientOrderId)
          .sort()
          .reverse(),
      )
    })

    test('the outbox keeps the order of writing until it is marked', async () => {
      await store.commit(writeAt(0, { outbox: [record(1), record(2)] }))
      await store.commit(writeAt(1, { outbox: [record(3)] }))
      const entries = await store.pendingEntries(2)
      expect(entries.map(({ id, ...entry }) => entry)).toEqual([record(1), record(2)])
      await store.markPublished(entries[1]?.id ?? 0)
      expect((await store.pendingEntries(10)).map((entry) => entry.headers)).toEqual([record(3).headers])
    })
  })
}
