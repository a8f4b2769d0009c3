import type { ReportAuditReply, ReportAuditRequest } from '@oasis/contracts'
import type { RpcHandler } from '@oasis/ports'
import type { OrderDesk } from './order-desk.ts'
import { requireOwnAccount } from './own-account.ts'
import { requireCaller } from './require-caller.ts'

export const handleReportAudit =
  ({ writer, audit }: OrderDesk): RpcHandler<ReportAuditRequest, ReportAuditReply> =>
  async (report, { signal }) => {
    // All findings at once: an older report would open what a newer one has closed.
    requireCaller(signal, 'report')
    requireOwnAccount(writer, report.accountId)
    await audit.report(report, writer, signal)
    return {}
  }
