import type { ListOpenOrdersReply, ListOpenOrdersRequest } from '@oasis/contracts'
import type { RpcHandler } from '@oasis/ports'
import { requireOwnAccount } from './own-account.ts'
import type { OrderDesk } from './serve-orders.ts'

export const handleListOpenOrders =
  ({ writer }: OrderDesk): RpcHandler<ListOpenOrdersRequest, ListOpenOrdersReply> =>
  async ({ accountId }) => {
    requireOwnAccount(writer, accountId)
    return { orders: writer.openEntries().map(({ order }) => order) }
  }
