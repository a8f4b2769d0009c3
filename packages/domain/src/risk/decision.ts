import type { EventId, IntentId } from '../ids/identifiers.ts'
import type { OrderIntent } from '../orders/order-intent.ts'
import type { UnixNanos } from '../values/unix-nanos.ts'
import type { DenialCode } from './denial-code.ts'

/** The numbers behind a denial, as text by name: `{ limit: "1000", requested: "1301.73" }`. */
export type DenialContext = Readonly<Record<string, string>>

export type RiskVerdict =
  | { readonly result: 'APPROVED' }
  | { readonly result: 'DENIED'; readonly code: DenialCode; readonly context: DenialContext }

/** Every decision, approved or denied, as `trading.risk-decisions` carries it. */
export interface RiskDecision {
  readonly eventId: EventId
  readonly intent: OrderIntent
  readonly verdict: RiskVerdict
  readonly riskEpoch: number
  readonly ts: UnixNanos
}

/**
 * Risk's signed permission for exactly these order bytes. The order manager accepts nothing else. `mac` is
 * HMAC-SHA-256 over the encoded intent and every other field.
 */
export interface Approval {
  readonly intentId: IntentId
  readonly expiresAt: UnixNanos
  readonly haltEpoch: number
  readonly riskEpoch: number
  readonly keyId: string
  readonly mac: Uint8Array
}
