/** Every message of a topic or a call: its codec, and values that it can carry. */
import type { Arbitrary } from 'fast-check'
import {
  accountEventCodec,
  approvalCodec,
  balanceAdjustmentCodec,
  commandCodec,
  commandEventCodec,
  controlStateCodec,
  deadLetterCodec,
  executionCodec,
  feedStatusCodec,
  instrumentCodec,
  type MessageCodec,
  orderCodec,
  orderIntentCodec,
  orderService,
  portfolioCodec,
  quoteCodec,
  rawQuoteCodec,
  rawTradeCodec,
  riskDecisionCodec,
  riskService,
  signalCodec,
  tradeCodec,
} from '../../src/index.ts'
import * as control from '../control-arbitraries.ts'
import * as market from '../market-arbitraries.ts'
import * as orders from '../order-arbitraries.ts'
import * as risk from '../risk-arbitraries.ts'
import * as rpc from '../rpc-arbitraries.ts'
import * as upkeep from '../upkeep-arbitraries.ts'

export interface MessageCase {
  readonly codec: MessageCodec<unknown>
  readonly values: Arbitrary<unknown>
}

/** The pairing is checked here, where the type is known; the tests below need no more than "a value". */
const pair = <T>(codec: MessageCodec<T>, values: Arbitrary<T>): MessageCase => ({
  codec: codec as MessageCodec<unknown>,
  values,
})

export const MESSAGE_CASES: readonly MessageCase[] = [
  pair(rawTradeCodec, market.rawTrade),
  pair(rawQuoteCodec, market.rawQuote),
  pair(tradeCodec, market.trade),
  pair(quoteCodec, market.quote),
  pair(feedStatusCodec, market.feedStatus),
  pair(instrumentCodec, market.instrument),
  pair(deadLetterCodec, market.deadLetter),
  pair(orderIntentCodec, orders.intent),
  pair(approvalCodec, orders.approval),
  pair(orderCodec, orders.order),
  pair(executionCodec, orders.execution),
  pair(balanceAdjustmentCodec, orders.adjustment),
  pair(accountEventCodec, orders.accountEvent),
  pair(signalCodec, risk.signal),
  pair(riskDecisionCodec, risk.riskDecision),
  pair(portfolioCodec, risk.portfolio),
  pair(commandCodec, control.command),
  pair(commandEventCodec, control.commandEvent),
  pair(controlStateCodec, control.controlState),
  pair(riskService.submitOrder.request, rpc.submitOrderRequest),
  pair(riskService.submitOrder.response, rpc.submitOrderReply),
  pair(riskService.cancelOrder.request, rpc.cancelOrderRequest),
  pair(riskService.cancelOrder.response, rpc.cancelOrderReply),
  pair(riskService.halt.request, upkeep.haltRequest),
  pair(riskService.halt.response, upkeep.haltReply),
  pair(riskService.getRiskState.request, rpc.getRiskStateRequest),
  pair(riskService.getRiskState.response, rpc.getRiskStateReply),
  pair(orderService.placeOrder.request, rpc.placeOrderRequest),
  pair(orderService.placeOrder.response, rpc.placeOrderReply),
  pair(orderService.cancelOrder.request, rpc.cancelOrderRequest),
  pair(orderService.cancelOrder.response, rpc.cancelOrderReply),
  pair(orderService.cancelAll.request, upkeep.cancelAllRequest),
  pair(orderService.cancelAll.response, upkeep.cancelAllReply),
  pair(orderService.resume.request, upkeep.resumeRequest),
  pair(orderService.resume.response, upkeep.resumeReply),
  pair(orderService.voidIntent.request, upkeep.voidIntentRequest),
  pair(orderService.voidIntent.response, upkeep.voidIntentReply),
  pair(orderService.resolveOrder.request, upkeep.resolveOrderRequest),
  pair(orderService.resolveOrder.response, upkeep.resolveOrderReply),
  pair(orderService.reconcile.request, upkeep.reconcileRequest),
  pair(orderService.reconcile.response, upkeep.reconcileReply),
  pair(orderService.resetPaper.request, upkeep.resetPaperRequest),
  pair(orderService.resetPaper.response, upkeep.resetPaperReply),
  pair(orderService.reportAudit.request, upkeep.reportAuditRequest),
  pair(orderService.reportAudit.response, upkeep.reportAuditReply),
  pair(orderService.getOrder.request, rpc.getOrderRequest),
  pair(orderService.getOrder.response, rpc.getOrderReply),
  pair(orderService.listOpenOrders.request, rpc.listOpenOrdersRequest),
  pair(orderService.listOpenOrders.response, rpc.listOpenOrdersReply),
  pair(orderService.snapshot.request, rpc.snapshotRequest),
  pair(orderService.snapshot.response, rpc.snapshotChunk),
]
