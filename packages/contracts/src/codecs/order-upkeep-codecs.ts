/** Calls of OrderService that put things right: void, resolve, reconcile, reset, and what the auditor found. */
import { accountId, clientOrderId, instrumentId } from '@oasis/domain'
import { oasis } from '../generated/messages.js'
import type {
  AuditFinding,
  ReconcileReply,
  ReconcileRequest,
  ReconciliationDifference,
  ReportAuditReply,
  ReportAuditRequest,
  ResetPaperReply,
  ResetPaperRequest,
  ResolveOrderReply,
  ResolveOrderRequest,
  VoidIntentReply,
  VoidIntentRequest,
} from '../trading-rpc.ts'
import { commandIdFromWire } from './command-codec.ts'
import { auditSources, orderResolutions, orderStates } from './enums.ts'
import { Fields, freeText } from './fields.ts'
import { messageCodec } from './message-codec.ts'
import { orderFromWire, orderToWire } from './order-codec.ts'

const v1 = oasis.trading.v1
const atVoid = new Fields('oasis.trading.v1.VoidIntentRequest')
const atVoidReply = new Fields('oasis.trading.v1.VoidIntentResponse')
const atResolve = new Fields('oasis.trading.v1.ResolveOrderRequest')
const atResolveReply = new Fields('oasis.trading.v1.ResolveOrderResponse')
const atReconcile = new Fields('oasis.trading.v1.ReconcileRequest')
const atReset = new Fields('oasis.trading.v1.ResetPaperRequest')
const atAudit = new Fields('oasis.trading.v1.ReportAuditRequest')
const atFinding = new Fields('oasis.trading.v1.AuditFinding')

export const voidIntentRequestCodec = messageCodec({
  schema: atVoid.schema,
  message: v1.VoidIntentRequest,
  toWire: (request: VoidIntentRequest) => ({ intentBytes: request.intentBytes }),
  fromWire: (wire): VoidIntentRequest => ({ intentBytes: atVoid.bytes(wire.intentBytes) }),
})

export const voidIntentReplyCodec = messageCodec({
  schema: atVoidReply.schema,
  message: v1.VoidIntentResponse,
  toWire: (reply: VoidIntentReply) => ({ order: orderToWire(reply.order) }),
  fromWire: (wire): VoidIntentReply => ({ order: orderFromWire(atVoidReply.message('order', wire.order)) }),
})

export const resolveOrderRequestCodec = messageCodec({
  schema: atResolve.schema,
  message: v1.ResolveOrderRequest,
  toWire: (request: ResolveOrderRequest) => ({
    ...request,
    resolution: orderResolutions.toNumber[request.resolution],
  }),
  fromWire: (wire): ResolveOrderRequest => ({
    clientOrderId: atResolve.parsed('clientOrderId', wire.clientOrderId, clientOrderId),
    resolution: atResolve.oneOf('resolution', wire.resolution, orderResolutions),
    reason: freeText(wire.reason),
    by: freeText(wire.by),
  }),
})

export const resolveOrderReplyCodec = messageCodec({
  schema: atResolveReply.schema,
  message: v1.ResolveOrderResponse,
  toWire: (reply: ResolveOrderReply) => ({ ...reply, state: orderStates.toNumber[reply.state] }),
  fromWire: (wire): ResolveOrderReply => ({
    accepted: wire.accepted ?? false,
    state: atResolveReply.oneOf('state', wire.state, orderStates),
    message: freeText(wire.message),
  }),
})

export const reconcileRequestCodec = messageCodec({
  schema: atReconcile.schema,
  message: v1.ReconcileRequest,
  toWire: (request: ReconcileRequest) => ({ ...request }),
  fromWire: (wire): ReconcileRequest => ({
    accountId: atReconcile.parsed('accountId', wire.accountId, accountId),
    adopt: wire.adopt ?? false,
    by: freeText(wire.by),
    ...(wire.auditReason ? { auditReason: freeText(wire.auditReason) } : {}),
  }),
})

const differenceFromWire = (
  wire: oasis.trading.v1.ReconciliationDifference.$Properties,
): ReconciliationDifference => ({
  kind: freeText(wire.kind),
  subject: freeText(wire.subject),
  detail: freeText(wire.detail),
})

export const reconcileReplyCodec = messageCodec({
  schema: 'oasis.trading.v1.ReconcileResponse',
  message: v1.ReconcileResponse,
  toWire: (reply: ReconcileReply) => ({
    completed: reply.completed,
    differences: reply.differences.map((difference) => ({ ...difference })),
  }),
  fromWire: (wire): ReconcileReply => ({
    completed: wire.completed ?? false,
    differences: (wire.differences ?? []).map(differenceFromWire),
  }),
})

export const resetPaperRequestCodec = messageCodec({
  schema: atReset.schema,
  message: v1.ResetPaperRequest,
  toWire: (request: ResetPaperRequest) => ({ ...request }),
  fromWire: (wire): ResetPaperRequest => ({
    accountId: atReset.parsed('accountId', wire.accountId, accountId),
    resetId: atReset.parsed('resetId', wire.resetId, commandIdFromWire),
    by: freeText(wire.by),
  }),
})

export const resetPaperReplyCodec = messageCodec({
  schema: 'oasis.trading.v1.ResetPaperResponse',
  message: v1.ResetPaperResponse,
  toWire: (reply: ResetPaperReply) => ({ ...reply }),
  fromWire: (wire): ResetPaperReply => ({ reset: wire.reset ?? false, message: freeText(wire.message) }),
})

const findingToWire = (finding: AuditFinding) => ({
  ...finding,
  source: auditSources.toNumber[finding.source],
})

const findingFromWire = (wire: oasis.trading.v1.AuditFinding.$Properties): AuditFinding => ({
  instrumentId: atFinding.parsed('instrumentId', wire.instrumentId, instrumentId),
  source: atFinding.oneOf('source', wire.source, auditSources),
  detail: freeText(wire.detail),
})

export const reportAuditRequestCodec = messageCodec({
  schema: atAudit.schema,
  message: v1.ReportAuditRequest,
  toWire: (request: ReportAuditRequest) => ({
    accountId: request.accountId,
    findings: request.findings.map(findingToWire),
    looked: request.looked.map((source) => auditSources.toNumber[source]),
  }),
  fromWire: (wire): ReportAuditRequest => ({
    accountId: atAudit.parsed('accountId', wire.accountId, accountId),
    findings: (wire.findings ?? []).map(findingFromWire),
    looked: (wire.looked ?? []).map((source) => atAudit.oneOf('looked', source, auditSources)),
  }),
})

export const reportAuditReplyCodec = messageCodec({
  schema: 'oasis.trading.v1.ReportAuditResponse',
  message: v1.ReportAuditResponse,
  toWire: (_reply: ReportAuditReply) => ({}),
  fromWire: (): ReportAuditReply => ({}),
})
