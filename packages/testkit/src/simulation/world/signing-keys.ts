/** The keys of risk and order manager, and what can be signed with them by whoever has them. */
import { createHmac } from 'node:crypto'
import { approvalPayload, orderIntentCodec, type PlaceOrderRequest } from '@oasis/contracts'
import type { Approval, OrderIntent } from '@oasis/domain'
import { Secret } from '@oasis/runtime'

/** Both are live: each risk engine signs with either. */
export const SIGNING_KEYS = [
  { id: 'simulation-1', secret: new Secret('not a secret') },
  { id: 'simulation-2', secret: new Secret('no secret either') },
] as const
const FIRST_SECRET = Buffer.from(SIGNING_KEYS[0].secret.reveal())

export type Unsigned = Omit<Approval, 'mac'>

/** With the first key, if no other secret is given. */
export function signed(
  intent: OrderIntent,
  approval: Unsigned,
  secret: Uint8Array = FIRST_SECRET,
): PlaceOrderRequest {
  const intentBytes = orderIntentCodec.encode(intent)
  const mac = createHmac('sha256', secret).update(approvalPayload(intentBytes, approval)).digest()
  return { intentBytes, approval: { ...approval, mac } }
}
