/** Generators of halts, resolutions, reconciliations, resets and audits, as they are asked for and answered. */
import { ORDER_STATES } from '@oasis/domain'
import fc, { type Arbitrary } from 'fast-check'
import {
  AUDIT_SOURCES,
  type CancelAllReply,
  type CancelAllRequest,
  type HaltReply,
  type HaltRequest,
  ORDER_RESOLUTIONS,
  type ReconcileReply,
  type ReconcileRequest,
  type ReportAuditReply,
  type ReportAuditRequest,
  type ResetPaperReply,
  type ResetPaperRequest,
  type ResolveOrderReply,
  type ResolveOrderRequest,
  type ResumeReply,
  type ResumeRequest,
  type VoidIntentReply,
  type VoidIntentRequest,
} from '../src/index.ts'
import { order } from './order-arbitraries.ts'
import { account, bytes, clientOrder, counter, instrumentIds, text } from './value-arbitraries.ts'

const plain = { noNullPrototype: true } as const

export const cancelAllRequest: Arbitrary<CancelAllRequest> = fc.record(
  { accountId: account, halt: fc.boolean(), reason: text, by: text },
  plain,
)
const cancelled = {
  haltEpoch: counter,
  verified: fc.boolean(),
  open: fc.array(clientOrder, { maxLength: 3 }),
  unresolved: fc.array(clientOrder, { maxLength: 3 }),
  message: text,
  recorded: fc.boolean(),
}
export const cancelAllReply: Arbitrary<CancelAllReply> = fc.record(cancelled, plain)
export const resumeRequest: Arbitrary<ResumeRequest> = fc.record(
  { accountId: account, haltEpoch: counter, reason: text, by: text },
  plain,
)
export const resumeReply: Arbitrary<ResumeReply> = fc.record(
  { resumed: fc.boolean(), haltEpoch: counter, message: text },
  plain,
)
export const haltRequest: Arbitrary<HaltRequest> = fc.record(
  { accountId: account, flatten: fc.boolean(), acceptStalePrices: fc.boolean(), reason: text, by: text },
  plain,
)
export const haltReply: Arbitrary<HaltReply> = fc.record(
  {
    ...cancelled,
    flattening: fc.array(fc.record({ instrumentId: instrumentIds, outcome: text, detail: text }, plain), {
      maxLength: 3,
    }),
  },
  plain,
)
export const voidIntentRequest: Arbitrary<VoidIntentRequest> = fc.record({ intentBytes: bytes }, plain)
export const voidIntentReply: Arbitrary<VoidIntentReply> = fc.record({ order }, plain)
export const resolveOrderRequest: Arbitrary<ResolveOrderRequest> = fc.record(
  {
    clientOrderId: clientOrder,
    resolution: fc.constantFrom(...ORDER_RESOLUTIONS),
    reason: text,
    by: text,
  },
  plain,
)
export const resolveOrderReply: Arbitrary<ResolveOrderReply> = fc.record(
  { accepted: fc.boolean(), state: fc.constantFrom(...ORDER_STATES), message: text },
  plain,
)
export const reconcileRequest: Arbitrary<ReconcileRequest> = fc.record(
  { accountId: account, adopt: fc.boolean(), by: text },
  plain,
)
export const reconcileReply: Arbitrary<ReconcileReply> = fc.record(
  {
    completed: fc.boolean(),
    differences: fc.array(fc.record({ kind: text, subject: text, detail: text }, plain), { maxLength: 3 }),
  },
  plain,
)
export const resetPaperRequest: Arbitrary<ResetPaperRequest> = fc.record(
  { accountId: account, resetId: fc.uuid(), by: text },
  plain,
)
export const resetPaperReply: Arbitrary<ResetPaperReply> = fc.record(
  { reset: fc.boolean(), message: text },
  plain,
)
const auditSource = fc.constantFrom(...AUDIT_SOURCES)
export const reportAuditRequest: Arbitrary<ReportAuditRequest> = fc.record(
  {
    accountId: account,
    findings: fc.array(fc.record({ instrumentId: instrumentIds, source: auditSource, detail: text }, plain), {
      maxLength: 3,
    }),
    looked: fc.uniqueArray(auditSource),
  },
  plain,
)
export const reportAuditReply: Arbitrary<ReportAuditReply> = fc.constant({})
