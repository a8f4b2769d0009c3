/** What OTS has written down, read by the order store itself: by the running system for itself, or from its files. */
import { join } from 'node:path'
import { type AccountId, accountId, type BalanceAdjustment, type Execution, type Order } from '@oasis/domain'
import type { OrderStore } from '@oasis/ports'
import { openOrderStore } from '@oasis/store-sql'
import { CHAOS_ACCOUNT } from '../trading/chaos-config.ts'

export interface Books {
  readonly orders: readonly Order[]
  readonly executions: readonly Execution[]
  readonly adjustments: readonly BalanceAdjustment[]
  readonly accountSeq: number
}

const PAGE = 500

/** What it takes to read them, from the store itself or from beside it. */
export type BookReads = Pick<OrderStore, 'loadAccount' | 'listOrders' | 'allExecutions' | 'allAdjustments'>

export async function readBooks(store: BookReads): Promise<Books> {
  const id = accountId(CHAOS_ACCOUNT)
  const { accountSeq } = await store.loadAccount(id)
  return {
    orders: await allOrders(store, id),
    executions: await Array.fromAsync(store.allExecutions(id)),
    adjustments: await Array.fromAsync(store.allAdjustments(id)),
    accountSeq,
  }
}

/** Not while the system runs: a folder has one owner. */
export async function readBooksOf(folder: string): Promise<Books> {
  const store = await openOrderStore({ path: join(folder, 'order-manager.sqlite'), durability: 'process' })
  try {
    return await readBooks(store)
  } finally {
    await store.close()
  }
}

async function allOrders(store: BookReads, id: AccountId): Promise<readonly Order[]> {
  const orders: Order[] = []
  for (let page = await store.listOrders({ accountId: id, limit: PAGE }); page.length > 0; ) {
    orders.push(...page)
    const before = page.at(-1)
    page = before ? await store.listOrders({ accountId: id, limit: PAGE, before }) : []
  }
  return orders
}
