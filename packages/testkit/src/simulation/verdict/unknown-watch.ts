/** Follows which orders are UNKNOWN while there is an order manager that could find out. */
import type { ClientOrderId, Order, UnixNanos } from '@oasis/domain'

interface Span {
  readonly from: UnixNanos
  readonly to: UnixNanos
}

/** From where an order became UNKNOWN to where it no longer was; a span for each life of the order manager in between. */
export type UnknownTime = readonly Span[]

export interface UnknownOrder {
  readonly clientOrderId: ClientOrderId
  readonly times: readonly UnknownTime[]
}

export class UnknownWatch {
  readonly #now: () => UnixNanos
  readonly #since = new Map<ClientOrderId, UnixNanos>()
  /** Of an order that is still UNKNOWN, in lives that have ended. */
  readonly #before = new Map<ClientOrderId, UnknownTime>()
  readonly #times = new Map<ClientOrderId, UnknownTime[]>()

  constructor(now: () => UnixNanos) {
    this.#now = now
  }

  follow(orders: readonly Order[]): void {
    for (const { clientOrderId, state } of orders) {
      const isOver = state !== 'UNKNOWN'
      if (!isOver && !this.#since.has(clientOrderId)) this.#since.set(clientOrderId, this.#now())
      if (isOver && (this.#since.has(clientOrderId) || this.#before.has(clientOrderId))) {
        this.#end(clientOrderId)
      }
    }
  }

  /** The order manager is gone: until it is back, nothing counts. */
  interrupted(): void {
    const now = this.#now()
    for (const id of this.#since.keys()) this.#before.set(id, this.#soFar(id, now))
    this.#since.clear()
  }

  times(now: UnixNanos): readonly UnknownOrder[] {
    const ids = new Set([...this.#times.keys(), ...this.#before.keys(), ...this.#since.keys()])
    return [...ids].map((clientOrderId) => {
      const current = this.#soFar(clientOrderId, now)
      const ended = this.#times.get(clientOrderId) ?? []
      return { clientOrderId, times: current.length === 0 ? ended : [...ended, current] }
    })
  }

  #end(id: ClientOrderId): void {
    this.#times.set(id, [...(this.#times.get(id) ?? []), this.#soFar(id, this.#now())])
    this.#since.delete(id)
    this.#before.delete(id)
  }

  #soFar(id: ClientOrderId, now: UnixNanos): UnknownTime {
    const from = this.#since.get(id)
    const before = this.#before.get(id) ?? []
    return from === undefined ? before : [...before, { from, to: now }]
  }
}
