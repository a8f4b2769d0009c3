import type { ReconcileReply, ReconcileRequest } from '@oasis/contracts'
import type { RpcHandler } from '@oasis/ports'
import type { OrderDesk } from './order-desk.ts'
import { requireOwnAccount } from './own-account.ts'
import { requireCaller } from './require-caller.ts'

/** Answered by a pass that begins after the call. */
export const handleReconcile =
  ({ writer, reconciliation, audit, logger }: OrderDesk): RpcHandler<ReconcileRequest, ReconcileReply> =>
  async ({ accountId, adopt, by, auditReason }, { signal }) => {
    requireCaller(signal, 'reconciliation')
    requireOwnAccount(writer, accountId)
    if (adopt) logger.warn({ by }, 'balances are adopted as the venue has them')
    const { completed, differences } = await reconciliation.reconcile(adopt)
    // An auditor that runs and still finds it wrong closes it again by its next report.
    if (adopt && completed && auditReason !== undefined) await audit.open(writer, { by, reason: auditReason })
    return { completed, differences: [...differences, ...audit.differences] }
  }
