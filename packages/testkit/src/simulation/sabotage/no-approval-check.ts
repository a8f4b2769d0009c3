import { orderService, type PlaceOrderRequest } from '@oasis/contracts'
import type { RpcHandler, RpcMethod } from '@oasis/ports'
import type { Sabotage } from './sabotage.ts'

/** PlaceOrder takes whatever approval it is given for a good one: each is signed anew, by nobody of risk's. */
export const noApprovalCheck: Sabotage = {
  orderRpc: (server, signAnew) => ({
    handle: <Request, Response>(
      method: RpcMethod<Request, Response>,
      handler: RpcHandler<Request, Response>,
    ): void => {
      if (method.name !== orderService.placeOrder.name) {
        server.handle(method, handler)
        return
      }
      // The method says which request it is, on the way in as on the way out.
      const anew = (request: Request): Request =>
        signAnew(request as unknown as PlaceOrderRequest) as unknown as Request
      server.handle(method, (request, context) => handler(anew(request), context))
    },
    handleStream: (method, handler) => server.handleStream(method, handler),
    withdraw: (service) => server.withdraw(service),
  }),
}
