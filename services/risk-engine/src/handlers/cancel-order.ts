/** RiskService.CancelOrder: a cancel takes away risk, so it is handed on as it is. */
import { type CancelOrderReply, type CancelOrderRequest, orderService } from '@oasis/contracts'
import type { RpcClient, RpcHandler } from '@oasis/ports'

/** Failures go back to the caller as they are: a cancel may be repeated without harm. */
export function cancelOrderHandler(
  rpc: RpcClient,
  timeoutMs: number,
): RpcHandler<CancelOrderRequest, CancelOrderReply> {
  return (request) => rpc.call(orderService.cancelOrder, request, { timeoutMs })
}
