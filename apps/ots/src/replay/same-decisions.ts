/** What an interrupted replay had decided beside what the same frames were decided into afterwards. */
import { orderIntentCodec } from '@oasis/contracts'
import type { AccountId, Execution, Order } from '@oasis/domain'
import type { OrderStore } from '@oasis/ports'
import { OtsError } from '@oasis/runtime'

const PAGE = 500

/** Throws `OTS_REPLAY_DIVERGED` at the first order or fill that the interrupted run had and this one has not. */
export async function requireSameDecisions(
  interrupted: OrderStore,
  now: OrderStore,
  accountId: AccountId,
): Promise<void> {
  for await (const order of allOrders(interrupted, accountId)) {
    const again = await now.findByClientOrderId(order.clientOrderId)
    if (again === undefined || !sameIntent(order, again)) throw diverged('order', order.clientOrderId)
    const executions = new Map(
      (await now.executionsOf(order.clientOrderId)).map((each) => [each.executionId, each]),
    )
    for (const execution of await interrupted.executionsOf(order.clientOrderId)) {
      const found = executions.get(execution.executionId)
      if (found === undefined || !sameFill(execution, found)) throw diverged('fill', execution.executionId)
    }
  }
}

async function* allOrders(store: OrderStore, accountId: AccountId): AsyncGenerator<Order> {
  let page = await store.listOrders({ accountId, limit: PAGE })
  while (page.length > 0) {
    yield* page
    const before = page.at(-1)
    page = before === undefined ? [] : await store.listOrders({ accountId, limit: PAGE, before })
  }
}

const sameIntent = (a: Order, b: Order): boolean =>
  Buffer.compare(orderIntentCodec.encode(a.intent), orderIntentCodec.encode(b.intent)) === 0

const sameFill = (a: Execution, b: Execution): boolean =>
  a.side === b.side && a.price === b.price && a.quantity === b.quantity && a.fee === b.fee

const diverged = (what: string, id: string): OtsError =>
  new OtsError(
    'OTS_REPLAY_DIVERGED',
    `the interrupted replay had ${what} ${id}, and the same frames lead to another`,
    {
      hint: 'A strategy uses something that no event told it (time, chance, a file), or its code has changed. The interrupted state is kept in "interrupted".',
    },
  )
