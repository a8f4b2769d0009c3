import { orderIntentCodec } from '@oasis/contracts'
import type { OrderIntent } from '@oasis/domain'
import { RpcError } from '@oasis/ports'

export function decodeIntent(bytes: Uint8Array): OrderIntent {
  try {
    return orderIntentCodec.decode(bytes)
  } catch (cause) {
    throw new RpcError('INVALID_ARGUMENT', 'the intent cannot be decoded', { cause })
  }
}
