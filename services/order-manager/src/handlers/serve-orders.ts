/** Registers the methods of OrderService. */
import { orderService } from '@oasis/contracts'
import type { RpcServer } from '@oasis/ports'
import { handleGetOrder } from './get-order.ts'
import { handleListOpenOrders } from './list-open-orders.ts'
import type { OrderDesk } from './order-desk.ts'
import { handlePlaceOrder } from './place-order.ts'
import { handleSnapshot } from './snapshot.ts'

export function serveOrders(server: RpcServer, desk: OrderDesk): void {
  server.handle(orderService.placeOrder, handlePlaceOrder(desk))
  server.handle(orderService.cancelOrder, ({ clientOrderId, reason }) =>
    desk.cancellation.request(clientOrderId, reason),
  )
  server.handle(orderService.getOrder, handleGetOrder(desk))
  server.handle(orderService.listOpenOrders, handleListOpenOrders(desk))
  server.handleStream(orderService.snapshot, handleSnapshot(desk))
}
