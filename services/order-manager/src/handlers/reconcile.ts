import type { ReconcileReply, ReconcileRequest } from '@oasis/contracts'
import type { RpcHandler } from '@oasis/ports'
import type { OrderDesk } from './order-desk.ts'
import { requireOwnAccount } from './own-account.ts'
import { requireCaller } from './require-caller.ts'

/** Answered by a pass that begins after the call. */
export const handleReconcile =
  ({ writer, reconciliation, logger }: OrderDesk): RpcHandler<ReconcileRequest, ReconcileReply> =>
  async ({ accountId, adopt, by }, { signal }) => {
    requireCaller(signal, 'reconciliation')
    requireOwnAccount(writer, accountId)
    if (adopt) logger.warn({ by }, 'balances are adopted as the venue has them')
    return reconciliation.reconcile(adopt)
  }
