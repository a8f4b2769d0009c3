import type { CancelAllReply, CancelAllRequest } from '@oasis/contracts'
import type { RpcHandler } from '@oasis/ports'
import type { OrderDesk } from './order-desk.ts'
import { requireOwnAccount } from './own-account.ts'

/** Not within the writer's turn: it works while the store hangs. */
export const handleCancelAll =
  ({ writer, cancelAll }: OrderDesk): RpcHandler<CancelAllRequest, CancelAllReply> =>
  async ({ accountId, halt, reason, by }) => {
    requireOwnAccount(writer, accountId)
    return cancelAll.request({ halt, reason, by })
  }
