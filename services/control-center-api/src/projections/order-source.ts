/** Orders as their owner has them, for what the topic does not have any more. */
import { orderService } from '@oasis/contracts'
import type { AccountId, Order } from '@oasis/domain'
import { type OrderStore, type RpcClient, RpcError } from '@oasis/ports'

/** Of an account that nobody keeps any more there is nothing. Throws where it cannot be found out. */
export interface OrderSource {
  openOrders(accountId: AccountId): Promise<readonly Order[]>
  findByClientOrderId(clientOrderId: Order['clientOrderId']): Promise<Order | undefined>
}

const TIMEOUT_MS = 5_000

/** Of the order manager that runs. */
export function ordersByRpc(rpc: RpcClient): OrderSource {
  const options = { timeoutMs: TIMEOUT_MS }
  return {
    openOrders: (accountId) =>
      unlessGone(async () => {
        const found: Order[] = []
        for await (const chunk of rpc.stream(orderService.snapshot, { accountId, takeEpoch: false }, options))
          found.push(...chunk.openOrders)
        return found
      }, []),
    findByClientOrderId: (clientOrderId) =>
      unlessGone(async () => {
        const key = { by: 'CLIENT_ORDER', clientOrderId } as const
        return (await rpc.call(orderService.getOrder, { key }, options)).order
      }, undefined),
  }
}

async function unlessGone<T>(ask: () => Promise<T>, nothing: T): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof RpcError && error.status === 'NOT_FOUND') return nothing
    throw error
  }
}

/** Of the store that it has left behind. */
export const ordersOfStore = (store: Pick<OrderStore, 'openOrders' | 'findByClientOrderId'>): OrderSource =>
  store
