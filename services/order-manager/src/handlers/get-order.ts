import type { GetOrderReply, GetOrderRequest } from '@oasis/contracts'
import { clientOrderIdOf } from '@oasis/domain'
import type { RpcHandler } from '@oasis/ports'
import type { OrderDesk } from './order-desk.ts'

export const handleGetOrder =
  ({ writer }: OrderDesk): RpcHandler<GetOrderRequest, GetOrderReply> =>
  async ({ key }) => {
    const id = key.by === 'INTENT' ? clientOrderIdOf(key.intentId) : key.clientOrderId
    const entry = await writer.find(id)
    return entry ? { order: entry.order } : {}
  }
