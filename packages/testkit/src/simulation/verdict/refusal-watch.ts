/**
 * Intents that their strategy knows to have been refused, so that it never sends them again. What it heard and had not
 * marked when it crashed does not count: it asks again, and may get another answer. Nor does what a later risk engine
 * approved after that, since a request may hang in the network while risk begins anew, and then it is decided afresh.
 */
import type { PlaceOrderRequest, SubmitOrderReply } from '@oasis/contracts'
import type { IntentId, UnixNanos } from '@oasis/domain'

interface Refusal {
  readonly told: string
  readonly at: UnixNanos
}

export class RefusalWatch {
  readonly #now: () => UnixNanos
  readonly #heard = new Map<IntentId, Refusal>()
  readonly #forGood = new Map<IntentId, Refusal>()
  /** When the last approval of an intent was first used. */
  readonly #approvals = new Map<IntentId, { readonly expiresAt: UnixNanos; readonly usedAt: UnixNanos }>()

  constructor(now: () => UnixNanos) {
    this.#now = now
  }

  /** Refused for good and not approved anew: as intent and what was told. */
  get all(): ReadonlyMap<IntentId, string> {
    const refusals = [...this.#forGood].filter(
      ([id, { at }]) => (this.#approvals.get(id)?.usedAt ?? 0n) <= at,
    )
    return new Map(refusals.map(([id, { told }]) => [id, told]))
  }

  placing({ approval: { intentId, expiresAt } }: PlaceOrderRequest): void {
    if (this.#approvals.get(intentId)?.expiresAt === expiresAt) return
    this.#approvals.set(intentId, { expiresAt, usedAt: this.#now() })
  }

  heard(intentId: IntentId, reply: SubmitOrderReply): void {
    const at = this.#now()
    if (reply.kind === 'DENIED') this.#heard.set(intentId, { told: `denied (${reply.verdict.code})`, at })
    else if (reply.kind === 'REFUSED') this.#heard.set(intentId, { told: `refused (${reply.reason})`, at })
    else this.#heard.delete(intentId)
  }

  marked(intentIds: readonly IntentId[]): void {
    for (const id of intentIds) {
      const refusal = this.#heard.get(id)
      if (refusal !== undefined) this.#forGood.set(id, refusal)
    }
  }

  crashed(): void {
    this.#heard.clear()
  }
}
