import { clientOrderIdOf, createOrder, type Order } from '@oasis/domain'
import { createSilentLogger, createVirtualScheduler } from '@oasis/runtime'
import { buildIntent, TEST_TIME } from '@oasis/testkit'
import { expect, test } from 'vitest'
import type { AccountWriter } from '../src/account-writer.ts'
import { entryOf } from '../src/core/book-fill.ts'
import { type OrderChange, unchanged } from '../src/core/order-entry.ts'
import { Replacements } from '../src/replacements.ts'
import { idOf } from './fixture.ts'

const created = (n: number, changes: Partial<Order> = {}): Order => {
  const intent = buildIntent(n, n === 2 ? { replaces: idOf(1) } : {})
  return { ...createOrder(intent, clientOrderIdOf(intent.intentId), TEST_TIME), ...changes }
}

test('a replacement goes by what its turn finds of the other order: resolved again meanwhile, it waits on', async () => {
  const orders = new Map(
    [created(1, { state: 'OPEN' }), created(2)].map((each) => [each.clientOrderId, each]),
  )
  const turns: (() => Promise<void>)[] = []
  const sent: string[] = []
  const find = async (id: Order['clientOrderId']) => {
    const order = orders.get(id)
    if (order === undefined) throw new Error(`no order ${id}`)
    return entryOf(order, [])
  }
  const writer = {
    find,
    get: find,
    run: async (task: () => Promise<void>) => void turns.push(task),
    record: async ({ entry }: OrderChange) => {
      orders.set(entry.order.clientOrderId, entry.order)
      return entry
    },
  }
  const replacements = new Replacements({
    // It uses nothing else of it.
    writer: writer as unknown as AccountWriter,
    cancellation: { sendIfDue: () => {} },
    scheduler: createVirtualScheduler({ startAt: TEST_TIME }),
    logger: createSilentLogger(),
    closedFor: () => undefined,
    send: async ({ order }) => void sent.push(order.clientOrderId),
  })
  const leave = { expiresAt: (TEST_TIME + 2_000_000_000n) as typeof TEST_TIME, haltEpoch: 0, riskEpoch: 0 }
  await replacements.begin(await find(idOf(2)), idOf(1), leave)
  const canceling = (await find(idOf(1))).order
  const tell = (order: Order) => {
    orders.set(order.clientOrderId, order)
    replacements.recorded(unchanged(entryOf(order, [])))
  }
  const turn = async () => {
    for (const task of turns.splice(0)) await task()
  }

  tell({ ...canceling, state: 'REVIEW' })
  tell(canceling)
  expect(turns).toHaveLength(1)
  await turn()
  expect([replacements.isWaiting(idOf(2)), sent]).toEqual([true, []])

  tell({ ...canceling, state: 'CANCELED' })
  await turn()
  expect([replacements.isWaiting(idOf(2)), sent]).toEqual([false, [idOf(2)]])
})
