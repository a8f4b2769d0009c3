import type { ResolveOrderReply, ResolveOrderRequest } from '@oasis/contracts'
import type { RpcHandler } from '@oasis/ports'
import type { OrderDesk } from './order-desk.ts'
import { requireCaller } from './require-caller.ts'

export const handleResolveOrder =
  ({ resolution }: OrderDesk): RpcHandler<ResolveOrderRequest, ResolveOrderReply> =>
  async (request, { signal }) => {
    requireCaller(signal, 'decision')
    return resolution.resolve(request)
  }
