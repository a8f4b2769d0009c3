import { orderService, type PlaceOrderReply } from '@oasis/contracts'
import type { CallOptions, RpcMethod } from '@oasis/ports'
import type { Sabotage } from './sabotage.ts'

const REFUSED: PlaceOrderReply = { kind: 'REFUSED', reason: 'EXPIRED', message: 'no answer' }

/** Takes silence for a refusal: risk frees what it had reserved, and the order may be there all the same. */
export const freeReservationOnTimeout: Sabotage = {
  riskRpc: (rpc) => ({
    call: async <Request, Response>(
      method: RpcMethod<Request, Response>,
      request: Request,
      options: CallOptions,
    ): Promise<Response> => {
      try {
        return await rpc.call(method, request, options)
      } catch (error) {
        if (method.name !== orderService.placeOrder.name) throw error
        // The method says which reply it is.
        return REFUSED as Response
      }
    },
    stream: (method, request, options) => rpc.stream(method, request, options),
  }),
}
