import type { ResumeReply, ResumeRequest } from '@oasis/contracts'
import type { RpcHandler } from '@oasis/ports'
import type { OrderDesk } from './order-desk.ts'
import { requireOwnAccount } from './own-account.ts'

export const handleResume =
  ({ writer, halt }: OrderDesk): RpcHandler<ResumeRequest, ResumeReply> =>
  async ({ accountId, haltEpoch, reason, by }, { signal }) => {
    requireOwnAccount(writer, accountId)
    return halt.resume({ haltEpoch, reason, by }, writer, signal)
  }
