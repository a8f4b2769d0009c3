/** Quotes of a connection grow in sequence: one that does not has been seen. The last four connections are kept. */
import type { ConnectionId } from '@oasis/domain'

const MAX_CONNECTIONS = 4

export type SeenQuotesState = readonly (readonly [connection: ConnectionId, sequence: number])[]

export class SeenQuotes {
  readonly #latest: Map<ConnectionId, number>

  constructor(state: SeenQuotesState = []) {
    this.#latest = new Map(state)
  }

  /** False when it was seen before. */
  add(connection: ConnectionId, sequence: number): boolean {
    const latest = this.#latest.get(connection)
    if (latest !== undefined && sequence <= latest) return false
    this.#latest.set(connection, sequence)
    if (latest === undefined && this.#latest.size > MAX_CONNECTIONS) this.#forgetOldest()
    return true
  }

  state(): SeenQuotesState {
    return [...this.#latest]
  }

  #forgetOldest(): void {
    for (const connection of this.#latest.keys()) {
      this.#latest.delete(connection)
      return
    }
  }
}
