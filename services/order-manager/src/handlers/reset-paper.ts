import type { ResetPaperReply, ResetPaperRequest } from '@oasis/contracts'
import type { RpcHandler } from '@oasis/ports'
import type { OrderDesk } from './order-desk.ts'
import { requireOwnAccount } from './own-account.ts'
import { requireCaller } from './require-caller.ts'

export const handleResetPaper =
  ({ writer, paperReset }: OrderDesk): RpcHandler<ResetPaperRequest, ResetPaperReply> =>
  async ({ accountId, resetId, by }, { signal }) => {
    requireCaller(signal, 'reset')
    requireOwnAccount(writer, accountId)
    return paperReset.reset({ resetId, by })
  }
