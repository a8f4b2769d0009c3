import type { EventId, IntentId } from '../ids/identifiers.ts'
import type { OrderIntent } from '../orders/order-intent.ts'
import type { UnixNanos } from '../values/unix-nanos.ts'
import type { DenialCode } from './denial-code.ts'
import type { LimitScope } from './limits.ts'

/** The numbers behind a denial, as text by name: `{ limit: "1000", requested: "1301.73" }`. */
export type DenialContext = Readonly<Record<string, string>>

export type RiskVerdict =
  | { readonly result: 'APPROVED' }
  | { readonly result: 'DENIED'; readonly code: DenialCode; readonly context: DenialContext }

/** A rule that let the order pass, and the numbers that it compared. */
export interface RuleCheck {
  /** By the code that it denies with. */
  readonly rule: DenialCode
  /** Whose limit it is; none where it is the venue's, or the strictest of all levels. */
  readonly level?: LimitScope['level']
  readonly value: string
  /** A minimum for the rules that are named so, else a maximum. */
  readonly limit: string
  /** A currency, `ms`, `orders`, `per second`, or `share` (0.02 for 2 %). */
  readonly unit: string
}

/** Every decision, approved or denied, as `trading.risk-decisions` carries it. */
export interface RiskDecision {
  readonly eventId: EventId
  readonly intent: OrderIntent
  readonly verdict: RiskVerdict
  /** Of an approval; rules without numbers are not among them, nor those that a reduction is excused from. */
  readonly checks: readonly RuleCheck[]
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
