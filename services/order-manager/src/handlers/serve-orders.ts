/** Registers the methods of OrderService. */
import { orderService } from '@oasis/contracts'
import type { RpcServer } from '@oasis/ports'
import { handleCancelAll } from './cancel-all.ts'
import { handleGetOrder } from './get-order.ts'
import { handleListOpenOrders } from './list-open-orders.ts'
import type { OrderDesk } from './order-desk.ts'
import { handlePlaceOrder } from './place-order.ts'
import { handleReconcile } from './reconcile.ts'
import { handleReportAudit } from './report-audit.ts'
import { handleResetPaper } from './reset-paper.ts'
import { handleResolveOrder } from './resolve-order.ts'
import { handleResume } from './resume.ts'
import { handleSnapshot } from './snapshot.ts'
import { handleVoidIntent } from './void-intent.ts'

export function serveOrders(server: RpcServer, desk: OrderDesk): void {
  server.handle(orderService.placeOrder, handlePlaceOrder(desk))
  server.handle(orderService.cancelOrder, ({ clientOrderId, reason }) =>
    desk.cancellation.request(clientOrderId, reason),
  )
  server.handle(orderService.cancelAll, handleCancelAll(desk))
  server.handle(orderService.resume, handleResume(desk))
  server.handle(orderService.voidIntent, handleVoidIntent(desk))
  server.handle(orderService.resolveOrder, handleResolveOrder(desk))
  server.handle(orderService.reconcile, handleReconcile(desk))
  server.handle(orderService.resetPaper, handleResetPaper(desk))
  server.handle(orderService.reportAudit, handleReportAudit(desk))
  server.handle(orderService.getOrder, handleGetOrder(desk))
  server.handle(orderService.listOpenOrders, handleListOpenOrders(desk))
  server.handleStream(orderService.snapshot, handleSnapshot(desk))
}
