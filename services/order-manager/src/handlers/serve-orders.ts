/** Registers the methods of OrderService. */
import { orderService } from '@oasis/contracts'
import type { TradingMode } from '@oasis/domain'
import type { RpcServer } from '@oasis/ports'
import type { AccountWriter } from '../account-writer.ts'
import type { Cancellation } from '../cancellation.ts'
import type { Reconciliation } from '../reconciliation.ts'
import type { Submission } from '../submission.ts'
import { handleGetOrder } from './get-order.ts'
import { handleListOpenOrders } from './list-open-orders.ts'
import { handlePlaceOrder } from './place-order.ts'
import { handleSnapshot } from './snapshot.ts'

export interface OrderDesk {
  readonly writer: AccountWriter
  readonly submission: Submission
  readonly cancellation: Cancellation
  readonly reconciliation: Reconciliation
  readonly mode: TradingMode
}

export function serveOrders(server: RpcServer, desk: OrderDesk): void {
  server.handle(orderService.placeOrder, handlePlaceOrder(desk))
  server.handle(orderService.cancelOrder, ({ clientOrderId, reason }) =>
    desk.cancellation.request(clientOrderId, reason),
  )
  server.handle(orderService.getOrder, handleGetOrder(desk))
  server.handle(orderService.listOpenOrders, handleListOpenOrders(desk))
  server.handleStream(orderService.snapshot, handleSnapshot(desk))
}
