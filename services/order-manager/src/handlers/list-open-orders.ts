import type { ListOpenOrdersReply, ListOpenOrdersRequest } from '@oasis/contracts'
import type { RpcHandler } from '@oasis/ports'
import type { OrderDesk } from './order-desk.ts'
import { requireOwnAccount } from './own-account.ts'

export const handleListOpenOrders =
  ({ writer }: OrderDesk): RpcHandler<ListOpenOrdersRequest, ListOpenOrdersReply> =>
  async ({ accountId }) => {
    requireOwnAccount(writer, accountId)
    return { orders: writer.openEntries().map(({ order }) => order) }
  }
