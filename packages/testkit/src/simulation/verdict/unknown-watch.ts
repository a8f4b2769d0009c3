/** Follows which orders are UNKNOWN while there is an order manager that could find out. */
import type { ClientOrderId, Order, UnixNanos } from '@oasis/domain'

interface Span {
  readonly from: UnixNanos
  readonly to: UnixNanos
}

export interface UnknownOrder {
  readonly clientOrderId: ClientOrderId
  readonly spans: readonly Span[]
}

export class UnknownWatch {
  readonly #now: () => UnixNanos
  readonly #since = new Map<ClientOrderId, UnixNanos>()
  readonly #spans = new Map<ClientOrderId, Span[]>()

  constructor(now: () => UnixNanos) {
    this.#now = now
  }

  follow(orders: readonly Order[]): void {
    for (const { clientOrderId, state } of orders) {
      const since = this.#since.get(clientOrderId)
      if (state === 'UNKNOWN' && since === undefined) this.#since.set(clientOrderId, this.#now())
      if (state !== 'UNKNOWN' && since !== undefined) this.#close(clientOrderId, since)
    }
  }

  /** The order manager is gone: until it is back, nothing counts. */
  interrupted(): void {
    for (const [id, since] of [...this.#since]) this.#close(id, since)
  }

  spans(now: UnixNanos): readonly UnknownOrder[] {
    const all = new Map<ClientOrderId, readonly Span[]>(this.#spans)
    for (const [id, from] of this.#since) all.set(id, [...(all.get(id) ?? []), { from, to: now }])
    return [...all].map(([clientOrderId, spans]) => ({ clientOrderId, spans }))
  }

  #close(id: ClientOrderId, from: UnixNanos): void {
    this.#since.delete(id)
    this.#spans.set(id, [...(this.#spans.get(id) ?? []), { from, to: this.#now() }])
  }
}
