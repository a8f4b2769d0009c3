import type { ResolveOrderReply, ResolveOrderRequest } from '@oasis/contracts'
import type { RpcHandler } from '@oasis/ports'
import type { OrderDesk } from './order-desk.ts'

export const handleResolveOrder =
  ({ resolution }: OrderDesk): RpcHandler<ResolveOrderRequest, ResolveOrderReply> =>
  (request) =>
    resolution.resolve(request)
