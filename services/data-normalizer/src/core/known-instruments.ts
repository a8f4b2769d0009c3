/** Instruments that reference data has told of, and those asked for in vain, which are not waited for again. */
import type { InstrumentId } from '@oasis/domain'

export class KnownInstruments {
  readonly #known = new Set<InstrumentId>()
  readonly #givenUp = new Set<InstrumentId>()
  readonly #waiting = new Map<InstrumentId, (() => void)[]>()

  has(id: InstrumentId): boolean {
    return this.#known.has(id)
  }

  /** False once it has been waited for and did not come. */
  isWorthWaitingFor(id: InstrumentId): boolean {
    return !this.#givenUp.has(id)
  }

  add(id: InstrumentId): void {
    this.#known.add(id)
    this.#givenUp.delete(id)
    const waiting = this.#waiting.get(id) ?? []
    this.#waiting.delete(id)
    for (const wake of waiting) wake()
  }

  giveUp(id: InstrumentId): void {
    if (!this.#known.has(id)) this.#givenUp.add(id)
  }

  whenKnown(id: InstrumentId): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.set(id, [...(this.#waiting.get(id) ?? []), resolve])
    })
  }
}
