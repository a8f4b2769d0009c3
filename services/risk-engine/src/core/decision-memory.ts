/**
 * What was decided in this epoch, by intent. Its watermark answers, without a call, whether an intent that is not here
 * may nevertheless have been decided before.
 *
 * Why that is right: an intent is emitted after its cause reached us, and submitted after that. Whoever submitted it to
 * an earlier epoch did so before ours began; so its cause is older than our beginning (the margin covers the clocks of
 * several machines). Whatever was decided in this epoch is here, unless it was dropped to bound memory, and dropping
 * raises the watermark to its cause. Only causes up to the watermark need a look at the order manager: after a restart,
 * and never on the hot path. Should a clock be wrong by more, PlaceOrder itself is idempotent by intent.
 */
import {
  type Approval,
  addMillis,
  type IntentId,
  type OrderIntent,
  type RiskVerdict,
  type UnixNanos,
} from '@oasis/domain'

export type DeniedVerdict = RiskVerdict & { readonly result: 'DENIED' }

export type Decision<Reply> =
  | { readonly kind: 'DENIED'; readonly intentBytes: Uint8Array; readonly verdict: DeniedVerdict }
  | {
      readonly kind: 'APPROVED'
      readonly intentBytes: Uint8Array
      readonly approval: Approval
      /** What the order manager said; undefined while it has given no answer. */
      answer: Reply | undefined
      /** Calls of the order manager that were made and not answered: any of them may still arrive there. */
      unanswered: number
    }

const CLOCK_MARGIN_MS = 1_000

export class DecisionMemory<Reply> {
  readonly #capacity: number
  readonly #decisions = new Map<IntentId, { readonly cause: UnixNanos; readonly decision: Decision<Reply> }>()
  #watermark: UnixNanos | undefined

  constructor(capacity: number) {
    this.#capacity = capacity
  }

  /** A new epoch: nothing of it has been decided yet. */
  begin(epochStart: UnixNanos): void {
    this.#decisions.clear()
    this.#watermark = addMillis(epochStart, CLOCK_MARGIN_MS)
  }

  find(intentId: IntentId): Decision<Reply> | undefined {
    return this.#decisions.get(intentId)?.decision
  }

  /** Whether an intent that is not here may have been decided in an earlier epoch, or been dropped. */
  mayBeKnownElsewhere({ cause }: OrderIntent): boolean {
    return this.#watermark === undefined || cause.tsInit <= this.#watermark
  }

  /**
   * Gives what is remembered: with bytes of its own, since encoded ones are cut from a block of 64 KiB, all of which
   * would be kept with them.
   */
  remember<Kind extends Decision<Reply>>(intent: OrderIntent, decided: Kind): Kind {
    const decision = { ...decided, intentBytes: new Uint8Array(decided.intentBytes) }
    this.#decisions.set(intent.intentId, { cause: intent.cause.tsInit, decision })
    if (this.#decisions.size > this.#capacity) this.#dropOldest()
    return decision
  }

  /** Approvals without an answer stay: their reservations do, too. */
  #dropOldest(): void {
    for (const [intentId, { cause, decision }] of this.#decisions) {
      if (decision.kind === 'APPROVED' && decision.answer === undefined) continue
      this.#decisions.delete(intentId)
      if (this.#watermark === undefined || cause > this.#watermark) this.#watermark = cause
      return
    }
  }
}
