/** What every `OrderStore` must do; each adapter's test file calls it with a way to open a fresh store. */
import {
  accountId,
  type BalanceAdjustment,
  clientOrderId,
  currency,
  EXTERNAL_STRATEGY,
  type Execution,
  type OrderTerms,
  parseMoney,
  parsePrice,
  parseQuantity,
  type UnixNanos,
  venueOrderId,
} from '@oasis/domain'
import { type AccountRow, FencedWriter, type OrderStore, type OrderWrite } from '@oasis/ports'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { buildExecution, buildOrder, TEST_ACCOUNT, TEST_TIME, testIntentId } from './order-builders.ts'
import { outboxTests, testRecord as record } from './outbox-conformance.ts'

const accountAt = (accountSeq: number): AccountRow => ({
  accountId: TEST_ACCOUNT,
  accountSeq,
  riskEpoch: 3,
  haltEpoch: 2,
  halted: true,
  resetSeq: 0,
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

const adjustmentOf = (n: number): BalanceAdjustment => ({
  accountId: TEST_ACCOUNT,
  mode: 'PAPER',
  currency: currency('USD'),
  amount: parseMoney(`-${n}.000000000000000001`),
  reason: 'WITHDRAWAL',
  tsEvent: TEST_TIME,
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
      expect(await store.loadAccount(TEST_ACCOUNT)).toEqual({
        accountId: TEST_ACCOUNT,
        accountSeq: 0,
        riskEpoch: 0,
        haltEpoch: 0,
        halted: false,
        resetSeq: 0,
        executionsSince: 0n,
      })
      await store.commit(writeAt(0))
      expect(await store.loadAccount(TEST_ACCOUNT)).toEqual(accountAt(1))
    })

    test('orders of every type come back as they were written', async () => {
      const orders = ALL_TERMS.map((terms, n) =>
        buildOrder(
          n,
          {},
          {
            terms,
            side: n % 2 ? 'SELL' : 'BUY',
            reduceOnly: n % 2 === 1,
            ...(n % 2 ? { replaces: buildOrder(99).clientOrderId } : {}),
          },
        ),
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
        absentUntil: (TEST_TIME + 100n) as UnixNanos,
        cancelRequested: true as const,
        version: 4,
        needsReview: true,
        updatedAt: (TEST_TIME + 9n) as UnixNanos,
      }
      await store.commit(writeAt(1, { orders: [moved] }))
      expect(await store.findByClientOrderId(order.clientOrderId)).toEqual(moved)
      const { absentUntil, cancelRequested, ...settled } = { ...moved, version: 5 }
      await store.commit(writeAt(2, { orders: [settled] }))
      expect(await store.findByClientOrderId(order.clientOrderId)).toEqual(settled)
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

    test('an order that somebody else placed is found by either id, and adopted once', async () => {
      const intent = { strategyId: EXTERNAL_STRATEGY }
      const adopted = buildOrder(1, { clientOrderId: clientOrderId('somebody-elses') }, intent)
      await store.commit(writeAt(0, { orders: [adopted] }))
      expect(await store.findByClientOrderId(adopted.clientOrderId)).toEqual(adopted)
      expect(await store.findByIntent(adopted.intent.intentId)).toEqual(adopted)
      const again = { ...adopted, clientOrderId: clientOrderId('another-name') }
      await expect(store.commit(writeAt(1, { orders: [again] }))).rejects.toThrow()
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

    test('fills and reversals are told apart', async () => {
      const order = buildOrder(1)
      const fill = buildExecution(order, 1)
      const reversal = buildExecution(order, 2, { kind: 'REVERSAL' })
      const executions = [fill, reversal].map((execution, n) => ({ accountSeq: n + 1, execution }))
      await store.commit(writeAt(0, { orders: [order], executions }))
      expect(await store.executionsOf(order.clientOrderId)).toEqual([fill, reversal])
    })

    test('after a reset only what came later counts for positions and balances; the rest is kept', async () => {
      const order = buildOrder(1)
      const [before, after] = [buildExecution(order, 1), buildExecution(order, 2)]
      const adjustments = [1, 6].map((accountSeq) => ({ accountSeq, adjustment: adjustmentOf(accountSeq) }))
      const executions = [before, after].map((execution, n) => ({ accountSeq: n * 6 + 2, execution }))
      const account = { ...accountAt(8), resetSeq: 5 }
      await store.commit({ ...writeAt(0, { orders: [order], executions, adjustments }), account })
      expect((await store.loadAccount(TEST_ACCOUNT)).resetSeq).toBe(5)
      expect(await collect(store.allExecutions(TEST_ACCOUNT))).toEqual([after])
      expect(await collect(store.allAdjustments(TEST_ACCOUNT))).toEqual([adjustmentOf(6)])
      expect(await store.executionsOf(order.clientOrderId)).toEqual([before, after])
      expect(await store.listExecutions(10)).toHaveLength(2)
    })

    test('accounts do not see each other, and executions of all are listed by time', async () => {
      const other = accountId('coinbase.other.paper')
      await store.loadAccount(other)
      const mine = buildOrder(1)
      const theirs = buildOrder(2, {}, { accountId: other })
      const ours = [0, 2].map((n) => buildExecution(mine, n))
      const foreign = [1, 3].map((n) => buildExecution(theirs, n))
      const booked = (executions: readonly Execution[]) =>
        executions.map((execution, n) => ({ accountSeq: n + 1, execution }))
      await store.commit(writeAt(0, { orders: [mine], executions: booked(ours) }))
      const account = { ...accountAt(2), accountId: other }
      await store.commit({ ...writeAt(0, { orders: [theirs], executions: booked(foreign) }), account })
      expect(await store.openOrders(TEST_ACCOUNT)).toEqual([mine])
      expect(await store.listOrders({ accountId: other, limit: 10 })).toEqual([theirs])
      expect(await store.listOrders({ open: true, limit: 10 })).toEqual([theirs, mine])
      expect(await collect(store.allExecutions(other))).toEqual(foreign)
      const newest = [foreign[1], ours[1], foreign[0]]
      expect(await store.listExecutions(3)).toEqual(newest)
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
      const adjustment = adjustmentOf(1)
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

    test('an order given up as absent is final in lists, and stays among the open ones that still count', async () => {
      const absent = buildOrder(1, { state: 'REJECTED', absentUntil: TEST_TIME })
      await store.commit(writeAt(0, { orders: [absent] }))
      expect(await store.openOrders(TEST_ACCOUNT)).toEqual([absent])
      expect(await store.listOrders({ open: true, limit: 10 })).toEqual([])
      expect(await store.listOrders({ open: false, limit: 10 })).toEqual([absent])
      const { absentUntil, ...decided } = { ...absent, version: 2 }
      await store.commit(writeAt(1, { orders: [decided] }))
      expect(await store.openOrders(TEST_ACCOUNT)).toEqual([])
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

    outboxTests(() => {
      let accountSeq = 0
      return { store, write: (outbox) => store.commit(writeAt(accountSeq++, { outbox })) }
    })
  })
}
