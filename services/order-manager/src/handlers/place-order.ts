import { orderIntentCodec, type PlaceOrderReply, type PlaceOrderRequest } from '@oasis/contracts'
import type { OrderIntent } from '@oasis/domain'
import { RpcError, type RpcHandler } from '@oasis/ports'
import type { OrderDesk } from './order-desk.ts'
import { requireOwnAccount } from './own-account.ts'

export const handlePlaceOrder =
  ({ writer, submission }: OrderDesk): RpcHandler<PlaceOrderRequest, PlaceOrderReply> =>
  async ({ intentBytes, approval }) => {
    const intent = decodeIntent(intentBytes)
    requireOwnAccount(writer, intent.accountId)
    return submission.place({ intent, intentBytes, approval })
  }

function decodeIntent(bytes: Uint8Array): OrderIntent {
  try {
    return orderIntentCodec.decode(bytes)
  } catch (cause) {
    throw new RpcError('INVALID_ARGUMENT', 'the intent cannot be decoded', { cause })
  }
}
