import { createHmac } from 'node:crypto'
import { approvalPayload } from '@oasis/contracts'
import { type Approval, addMillis, type IntentId, type UnixNanos } from '@oasis/domain'
import type { Secret } from '@oasis/runtime'
import type { RiskState } from '../core/risk-state.ts'

/** The HMAC key is the UTF-8 text of the secret. */
export interface SigningKey {
  readonly id: string
  readonly secret: Secret
}

/** One, or two while keys are being rotated; the first signs. */
export type SigningKeys = readonly [SigningKey, SigningKey?]

/** Signs exactly these order bytes, for this halt and risk epoch, until the approval expires. */
export type ApprovalSigner = (
  intentId: IntentId,
  intentBytes: Uint8Array,
  state: Pick<RiskState, 'haltEpoch' | 'riskEpoch'>,
  now: UnixNanos,
) => Approval

export function createApprovalSigner([key]: SigningKeys, ttlMs: number): ApprovalSigner {
  const secret = Buffer.from(key.secret.reveal(), 'utf8')
  return (intentId, intentBytes, { haltEpoch, riskEpoch }, now) => {
    const expiresAt = addMillis(now, ttlMs)
    const unsigned = { intentId, expiresAt, haltEpoch, riskEpoch, keyId: key.id }
    const mac = createHmac('sha256', secret).update(approvalPayload(intentBytes, unsigned)).digest()
    return { ...unsigned, mac }
  }
}
