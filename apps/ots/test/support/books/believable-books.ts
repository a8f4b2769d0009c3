/**
 * Which books may be believed, by the frames that have arrived: the rule of the protocol in its plainest form. A book is
 * good from a snapshot on until the connection's counter jumps, or a frame cannot be read.
 */
import type { ConnectionId } from '@oasis/domain'
import type { FeedFrame, MarketFeed } from '@oasis/ports'

/** Sequence numbers: good from `since` until before `until`. */
interface Stretch {
  readonly since: number
  until: number
}

class WatchedConnection {
  readonly #stretches = new Map<string, Stretch[]>()
  #highest = -1
  #unread = 0

  /** Whether something is missing before this frame. */
  onFrame({ sequence, messages }: FeedFrame): boolean {
    if (sequence === undefined || sequence <= this.#highest) return false
    const missing = sequence > this.#highest + 1 + this.#unread
    this.#highest = sequence
    this.#unread = 0
    if (missing) this.#end(sequence)
    for (const message of messages) {
      if (message.kind !== 'BOOK_SNAPSHOT' || message.changes.length === 0) continue
      const of = this.#stretches.get(message.symbol) ?? []
      of.push({ since: sequence, until: Number.POSITIVE_INFINITY })
      this.#stretches.set(message.symbol, of)
    }
    return missing
  }

  onMalformed(): void {
    this.#unread++
    this.#end(this.#highest + 1)
  }

  has(symbol: string, sequence: number): boolean {
    if (sequence > this.#highest) return false
    const of = this.#stretches.get(symbol) ?? []
    return of.some(({ since, until }) => since <= sequence && sequence < until)
  }

  #end(at: number): void {
    for (const stretches of this.#stretches.values()) {
      for (const stretch of stretches) stretch.until = Math.min(stretch.until, at)
    }
  }
}

export class BelievableBooks {
  readonly #connections = new Map<ConnectionId, WatchedConnection>()
  readonly #numbers = new Map<ConnectionId, number>()
  /** How often a connection turned out to have lost something. */
  breaks = 0

  /** The same feed, watched. */
  watch(feed: MarketFeed): MarketFeed {
    return {
      ...feed,
      connect: async (handlers, signal) => {
        const watched = new WatchedConnection()
        const connection = await feed.connect(
          {
            ...handlers,
            onFrame: (frame) => {
              if (watched.onFrame(frame)) this.breaks++
              handlers.onFrame(frame)
            },
            onMalformed: (text, reason) => {
              watched.onMalformed()
              this.breaks++
              handlers.onMalformed(text, reason)
            },
            onClose: (reason) => handlers.onClose(reason),
          },
          signal,
        )
        this.#connections.set(connection.id, watched)
        this.#numbers.set(connection.id, this.#numbers.size + 1)
        return connection
      },
    }
  }

  /** The how-manieth connection it was, from 1. */
  numberOf(connection: ConnectionId): number {
    return this.#numbers.get(connection) ?? 0
  }

  /** Whether the book of a symbol could be believed after that frame. */
  has(connection: ConnectionId, symbol: string, sequence: number): boolean {
    return this.#connections.get(connection)?.has(symbol, sequence) ?? false
  }
}
