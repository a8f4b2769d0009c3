/** The commands of OrderService as calls; none of them moves time. */
import {
  AUDIT_SOURCES,
  type AuditFinding,
  type AuditSource,
  type CancelAllReply,
  type OrderResolution,
  orderIntentCodec,
  orderService,
  type ReportAuditReply,
  type ResetPaperReply,
  type ResolveOrderReply,
  type ResumeReply,
  type VoidIntentReply,
} from '@oasis/contracts'
import type { ClientOrderId, OrderIntent } from '@oasis/domain'
import { TEST_ACCOUNT } from '@oasis/testkit'
import type { Desk } from './fixture.ts'

const CALL = { timeoutMs: 60_000 }
const SIGNED = { accountId: TEST_ACCOUNT, reason: 'test', by: 'ann' }

export const askToCancelAll = ({ rpc }: Desk, halt: boolean): Promise<CancelAllReply> =>
  rpc.call(orderService.cancelAll, { ...SIGNED, halt }, CALL)

export const askToHalt = (desk: Desk): Promise<CancelAllReply> => askToCancelAll(desk, true)

export const askToResume = ({ rpc }: Desk, haltEpoch: number): Promise<ResumeReply> =>
  rpc.call(orderService.resume, { ...SIGNED, haltEpoch }, CALL)

export const askToVoid = ({ rpc }: Desk, intent: OrderIntent): Promise<VoidIntentReply> =>
  rpc.call(orderService.voidIntent, { intentBytes: orderIntentCodec.encode(intent) }, CALL)

export const askToResolve = (
  { rpc }: Desk,
  clientOrderId: ClientOrderId,
  resolution: OrderResolution,
): Promise<ResolveOrderReply> =>
  rpc.call(orderService.resolveOrder, { clientOrderId, resolution, reason: 'looked', by: 'ann' }, CALL)

export const askToReset = ({ rpc }: Desk, resetId = 'reset-1'): Promise<ResetPaperReply> =>
  rpc.call(orderService.resetPaper, { accountId: TEST_ACCOUNT, resetId, by: 'ann' }, CALL)

/** Of an auditor that has looked at everything, unless it says otherwise. */
export const reportAudit = (
  { rpc }: Desk,
  findings: readonly (Pick<AuditFinding, 'instrumentId' | 'detail'> & Partial<AuditFinding>)[],
  looked: readonly AuditSource[] = AUDIT_SOURCES,
): Promise<ReportAuditReply> => {
  const named = findings.map((finding) => ({ source: 'RISK' as const, ...finding }))
  return rpc.call(orderService.reportAudit, { accountId: TEST_ACCOUNT, findings: named, looked }, CALL)
}
