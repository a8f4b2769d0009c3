/** What every `OrderStore` must do with executions and adjustments; called within the suite of order stores. */
import {
  accountId,
  type BalanceAdjustment,
  currency,
  type Execution,
  parseMoney,
  type UnixNanos,
} from '@oasis/domain'
import type { OrderStore } from '@oasis/ports'
import { expect, test } from 'vitest'
import { buildExecution, buildOrder, TEST_ACCOUNT, TEST_TIME } from './order-builders.ts'
import { accountAt, writeAt } from './order-store-writes.ts'

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

/** `use` is called within each test. */
export function executionTests(use: () => OrderStore): void {
  test('an execution id is booked once per account', async () => {
    const store = use()
    const order = buildOrder(1)
    const execution = buildExecution(order, 1)
    await store.commit(writeAt(0, { orders: [order], executions: [{ accountSeq: 1, execution }] }))
    const again = writeAt(1, { executions: [{ accountSeq: 2, execution }] })
    await expect(store.commit(again)).rejects.toThrow()
    expect(await store.executionsOf(order.clientOrderId)).toEqual([execution])
  })

  test('fills and reversals are told apart', async () => {
    const store = use()
    const order = buildOrder(1)
    const fill = buildExecution(order, 1)
    const reversal = buildExecution(order, 2, { kind: 'REVERSAL' })
    const executions = [fill, reversal].map((execution, n) => ({ accountSeq: n + 1, execution }))
    await store.commit(writeAt(0, { orders: [order], executions }))
    expect(await store.executionsOf(order.clientOrderId)).toEqual([fill, reversal])
  })

  test('after a reset only what came later counts for positions and balances; the rest is kept', async () => {
    const store = use()
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
    const store = use()
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

  test('an external trade keeps the id of its execution, and one execution may change two currencies', async () => {
    const store = use()
    const { executionId } = buildExecution(buildOrder(1), 1)
    const trade = { ...adjustmentOf(1), reason: 'EXTERNAL_TRADE', executionId } as const
    const adjustments = [trade, { ...trade, currency: currency('BTC') }, adjustmentOf(3)]
    const booked = adjustments.map((adjustment, n) => ({ accountSeq: n + 1, adjustment }))
    await store.commit(writeAt(0, { adjustments: booked }))
    expect(await collect(store.allAdjustments(TEST_ACCOUNT))).toStrictEqual(adjustments)
  })

  test('executions and adjustments come back in the order of booking, however many', async () => {
    const store = use()
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
}
