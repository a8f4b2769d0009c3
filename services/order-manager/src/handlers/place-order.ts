import type { PlaceOrderReply, PlaceOrderRequest } from '@oasis/contracts'
import type { RpcHandler } from '@oasis/ports'
import { decodeIntent } from './decode-intent.ts'
import type { OrderDesk } from './order-desk.ts'
import { requireOwnAccount } from './own-account.ts'

export const handlePlaceOrder =
  ({ writer, submission }: OrderDesk): RpcHandler<PlaceOrderRequest, PlaceOrderReply> =>
  async ({ intentBytes, approval }) => {
    const intent = decodeIntent(intentBytes)
    requireOwnAccount(writer, intent.accountId)
    return submission.place({ intent, intentBytes, approval })
  }
