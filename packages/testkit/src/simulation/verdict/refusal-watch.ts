/**
 * Intents that their strategy knows to have been refused, so that it never sends them again. What it heard and had not
 * marked when it crashed does not count: it asks again, and may get another answer.
 */
import type { SubmitOrderReply } from '@oasis/contracts'
import type { IntentId } from '@oasis/domain'

export class RefusalWatch {
  readonly #heard = new Map<IntentId, string>()
  readonly #forGood = new Map<IntentId, string>()

  /** For good, as intent and what was told. */
  get all(): ReadonlyMap<IntentId, string> {
    return this.#forGood
  }

  heard(intentId: IntentId, reply: SubmitOrderReply): void {
    if (reply.kind === 'DENIED') this.#heard.set(intentId, `denied (${reply.verdict.code})`)
    else if (reply.kind === 'REFUSED') this.#heard.set(intentId, `refused (${reply.reason})`)
    else this.#heard.delete(intentId)
  }

  marked(intentIds: readonly IntentId[]): void {
    for (const id of intentIds) {
      const told = this.#heard.get(id)
      if (told !== undefined) this.#forGood.set(id, told)
    }
  }

  crashed(): void {
    this.#heard.clear()
  }
}
