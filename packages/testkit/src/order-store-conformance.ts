/** What every `OrderStore` must do; each adapter's test file calls it with a way to open a fresh store. */
import {
  clientOrderId,
  EXTERNAL_STRATEGY,
  type OrderTerms,
  parseMoney,
  parsePrice,
  parseQuantity,
  storableText,
  type UnixNanos,
  venueOrderId,
} from '@oasis/domain'
import { FencedWriter, type OrderStore } from '@oasis/ports'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { buildOrder, TEST_ACCOUNT, TEST_TIME, testIntentId } from './order-builders.ts'
import { executionTests } from './order-store-executions.ts'
import { unsettledTests } from './order-store-unsettled.ts'
import { accountAt, writeAt } from './order-store-writes.ts'
import { outboxTests, testRecord as record } from './outbox-conformance.ts'

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

    test.each([
      ['a NUL', 'a\0b'],
      ['half a character', 'a\ud800b'],
    ])(
      'a text with %s is refused, nothing of its write stays, and the next is taken',
      async (_what, text) => {
        const order = buildOrder(1)
        const said = { orders: [{ ...order, reason: text }], outbox: [record(1)] }
        const refusal = { code: 'OTS_TEXT_REFUSED' }
        await expect(store.commit(writeAt(0, said))).rejects.toMatchObject(refusal)
        for (const reset of [
          { resetId: text, by: 'ann' },
          { resetId: 'reset-1', by: text },
        ]) {
          await expect(store.commit(writeAt(0, { reset }))).rejects.toMatchObject(refusal)
        }
        expect(await store.findByClientOrderId(order.clientOrderId)).toBeUndefined()
        expect(await store.unfinishedReset(TEST_ACCOUNT)).toBeUndefined()
        const storable = { ...order, reason: storableText(text) }
        await store.commit(writeAt(0, { orders: [storable], outbox: [record(3)] }))
        expect(await store.findByClientOrderId(order.clientOrderId)).toEqual(storable)
        const pending = await store.pendingEntries(10)
        expect(pending.map(({ headers }) => headers)).toEqual([record(3).headers])
      },
    )

    test('words of every kind and length come back as they were', async () => {
      const words = ['line\nline\ttab\u0001\u007f', '😀 ключ \ufffd', 'long '.repeat(100_000)]
      const orders = words.map((reason, n) => buildOrder(n, { reason }))
      await store.commit(writeAt(0, { orders }))
      for (const order of orders) expect(await store.findByClientOrderId(order.clientOrderId)).toEqual(order)
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

    test('a reset is found by its id, and is unfinished until it is written as done', async () => {
      const begun = { resetId: 'reset-1', by: 'ann' }
      expect(await store.unfinishedReset(TEST_ACCOUNT)).toBeUndefined()
      await store.commit(writeAt(0, { reset: begun }))
      expect(await store.findReset(TEST_ACCOUNT, 'reset-1')).toEqual(begun)
      expect(await store.unfinishedReset(TEST_ACCOUNT)).toEqual(begun)
      const done = { ...begun, doneAtSeq: 2 }
      await store.commit(writeAt(1, { reset: done }))
      expect(await store.findReset(TEST_ACCOUNT, 'reset-1')).toEqual(done)
      expect(await store.unfinishedReset(TEST_ACCOUNT)).toBeUndefined()
      await store.commit(writeAt(2, { reset: { resetId: 'reset-2', by: 'bob', doneAtSeq: 3 } }))
      expect(await store.findReset(TEST_ACCOUNT, 'reset-1')).toEqual(done)
      expect(await store.findReset(TEST_ACCOUNT, 'reset-3')).toBeUndefined()
    })

    test('a reset of a write that is fenced is not there', async () => {
      await store.commit(writeAt(0))
      await expect(store.commit(writeAt(0, { reset: { resetId: 'late', by: 'ann' } }))).rejects.toThrow()
      expect(await store.findReset(TEST_ACCOUNT, 'late')).toBeUndefined()
    })

    unsettledTests(() => store)
    executionTests(() => store)
    outboxTests(() => {
      let accountSeq = 0
      return { store, write: (outbox) => store.commit(writeAt(accountSeq++, { outbox })) }
    })
  })
}
