/** The secrets by which risk's approvals are signed and, at the order manager, verified. */
import { randomBytes } from 'node:crypto'
import type { OrderManagerPorts } from '@oasis/order-manager'
import type { SigningKey, SigningKeys } from '@oasis/risk-engine'
import { Secret } from '@oasis/runtime'

export interface ApprovalKeyRing {
  /** The first one signs. */
  readonly signing: SigningKeys
  readonly verifying: OrderManagerPorts['keys']
}

const KEY_BYTES = 32

export const approvalKeyRing = (signing: SigningKeys): ApprovalKeyRing => ({
  signing,
  verifying: new Map(
    signing.flatMap((key) =>
      key === undefined ? [] : [[key.id, Buffer.from(key.secret.reveal(), 'utf8')] as const],
    ),
  ),
})

/** Approvals live for seconds: within one process, a key that nobody ever sees is the best one. */
export function processApprovalKeys(): ApprovalKeyRing {
  const key: SigningKey = { id: 'process', secret: new Secret(randomBytes(KEY_BYTES).toString('hex')) }
  return approvalKeyRing([key])
}
