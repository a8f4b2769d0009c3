/**
 * Is this approval risk's own, for exactly these order bytes, and still good? Order of the checks: who signed it first,
 * so that nothing unsigned is reasoned about.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { type ApprovalRefusal, approvalPayload } from '@oasis/contracts'
import type { Approval, OrderIntent, TradingMode, UnixNanos } from '@oasis/domain'

/** By key id. Two are live while keys are rotated. */
export type ApprovalKeys = ReadonlyMap<string, Uint8Array>

export interface PlacementRules {
  readonly keys: ApprovalKeys
  readonly mode: TradingMode
  readonly haltEpoch: number
  readonly riskEpoch: number
}

export interface Refusal {
  readonly reason: ApprovalRefusal
  readonly message: string
}

const refuse = (reason: ApprovalRefusal, message: string): Refusal => ({ reason, message })

export function verifyApproval(
  intent: OrderIntent,
  intentBytes: Uint8Array,
  approval: Approval,
  rules: PlacementRules,
  now: UnixNanos,
): Refusal | undefined {
  const key = rules.keys.get(approval.keyId)
  if (key === undefined) return refuse('UNKNOWN_KEY', `no live key is named "${approval.keyId}"`)
  if (!isSignedBy(key, intentBytes, approval)) {
    return refuse('BAD_MAC', 'the approval was not signed for this order')
  }
  if (approval.intentId !== intent.intentId) {
    return refuse('INTENT_MISMATCH', 'the approval is for another intent')
  }
  if (intent.mode !== rules.mode) {
    return refuse('MODE_MISMATCH', `the intent is ${intent.mode}, this account ${rules.mode}`)
  }
  if (approval.haltEpoch !== rules.haltEpoch) {
    return refuse('HALT_EPOCH', `approved in halt epoch ${approval.haltEpoch}, now ${rules.haltEpoch}`)
  }
  if (approval.riskEpoch !== rules.riskEpoch) {
    return refuse('RISK_EPOCH', `approved in risk epoch ${approval.riskEpoch}, now ${rules.riskEpoch}`)
  }
  if (now >= approval.expiresAt) return refuse('EXPIRED', 'the approval came too late')
  return undefined
}

function isSignedBy(key: Uint8Array, intentBytes: Uint8Array, approval: Approval): boolean {
  const { mac, ...signed } = approval
  const expected = createHmac('sha256', key).update(approvalPayload(intentBytes, signed)).digest()
  return mac.length === expected.length && timingSafeEqual(mac, expected)
}
