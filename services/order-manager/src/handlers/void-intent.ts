import type { VoidIntentReply, VoidIntentRequest } from '@oasis/contracts'
import { RpcError, type RpcHandler } from '@oasis/ports'
import { decodeIntent } from './decode-intent.ts'
import type { OrderDesk } from './order-desk.ts'
import { requireOwnAccount } from './own-account.ts'

export const handleVoidIntent =
  ({ writer, submission, mode }: OrderDesk): RpcHandler<VoidIntentRequest, VoidIntentReply> =>
  async ({ intentBytes }) => {
    const intent = decodeIntent(intentBytes)
    requireOwnAccount(writer, intent.accountId)
    if (intent.mode !== mode) {
      throw new RpcError('INVALID_ARGUMENT', `the intent is ${intent.mode}, this account ${mode}`)
    }
    return { order: await submission.voidIntent(intent) }
  }
