/**
 * Quotes of a connection grow in sequence: one that does not has been seen. Only a quarantine may share the sequence of
 * the last live quote, since it can begin without a message. The last four connections are kept.
 */
import type { ConnectionId, Quote } from '@oasis/domain'

const MAX_CONNECTIONS = 4

type Latest = readonly [sequence: number, state?: 'QUARANTINED']

export type SeenQuotesState = readonly (readonly [connection: ConnectionId, ...latest: Latest])[]

export class SeenQuotes {
  readonly #latest: Map<ConnectionId, Latest>

  constructor(state: SeenQuotesState = []) {
    this.#latest = new Map(state.map(([connection, ...latest]) => [connection, latest]))
  }

  /** False when it was seen before. */
  add({ connection, sequence, state }: Pick<Quote, 'connection' | 'sequence' | 'state'>): boolean {
    const [latest, latestState] = this.#latest.get(connection) ?? []
    const quarantines = state === 'QUARANTINED' && latestState === undefined
    if (latest !== undefined && (sequence < latest || (sequence === latest && !quarantines))) return false
    this.#latest.set(connection, state === 'QUARANTINED' ? [sequence, state] : [sequence])
    if (latest === undefined && this.#latest.size > MAX_CONNECTIONS) this.#forgetOldest()
    return true
  }

  state(): SeenQuotesState {
    return [...this.#latest].map(([connection, latest]) => [connection, ...latest])
  }

  #forgetOldest(): void {
    for (const connection of this.#latest.keys()) {
      this.#latest.delete(connection)
      return
    }
  }
}
