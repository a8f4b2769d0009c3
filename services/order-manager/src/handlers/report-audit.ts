import type { ReportAuditReply, ReportAuditRequest } from '@oasis/contracts'
import type { RpcHandler } from '@oasis/ports'
import type { OrderDesk } from './order-desk.ts'
import { requireOwnAccount } from './own-account.ts'

export const handleReportAudit =
  ({ writer, audit }: OrderDesk): RpcHandler<ReportAuditRequest, ReportAuditReply> =>
  async ({ accountId, findings }) => {
    requireOwnAccount(writer, accountId)
    audit.report(findings)
    return {}
  }
