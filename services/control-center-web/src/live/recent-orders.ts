/**
 * Orders as events have told them last, for a while: an answer that was on its way meanwhile is older than they are, and an
 * order that was filled in between would stay among the open ones for ever.
 */
import type { QueryClient } from '@tanstack/react-query'
import type { Order } from '../api/types.ts'
import { type OrderPage, withOrder } from './apply-events.ts'
import type { LiveEvent } from './live-event.ts'

/** Of more than are told while an answer is on its way. */
const MOST = 2_000
const OPEN_ORDERS = ['orders', 'open'] as const

export class RecentOrders {
  readonly #orders = new Map<string, Order>()

  remember(events: readonly LiveEvent[]): void {
    for (const event of events) {
      if (event.kind !== 'order') continue
      const { order } = event.data
      const known = this.#orders.get(order.id)
      if (known !== undefined && known.version >= order.version) continue
      // The newest last, so that the oldest goes first.
      this.#orders.delete(order.id)
      this.#orders.set(order.id, order)
    }
    for (const id of this.#orders.keys()) {
      if (this.#orders.size <= MOST) break
      this.#orders.delete(id)
    }
  }

  /** After a break, when nobody knows what was missed. */
  forget(): void {
    this.#orders.clear()
  }

  /** Sets each answer right as it comes; returns what ends that. */
  correctAnswersOf(cache: QueryClient): () => void {
    return cache.getQueryCache().subscribe((event) => {
      if (event.type !== 'updated' || event.action.type !== 'success' || event.action.manual === true) return
      const [area, list] = event.query.queryKey
      if (area !== OPEN_ORDERS[0] || list !== OPEN_ORDERS[1]) return
      cache.setQueryData<OrderPage<Order>>(OPEN_ORDERS, (answer) =>
        [...this.#orders.values()].reduce(withOrder, answer),
      )
    })
  }
}
