/** Orders in memory: all that are not final, and the last final ones, which late fills and repeated intents ask for. */
import { type ClientOrderId, isFinal } from '@oasis/domain'
import type { OrderStore } from '@oasis/ports'
import type { OrderEntry } from './core/order-entry.ts'

const RECENT = 1_000

export class OrderCache {
  readonly #store: OrderStore
  readonly #open = new Map<ClientOrderId, OrderEntry>()
  readonly #recent = new Map<ClientOrderId, OrderEntry>()

  constructor(store: OrderStore) {
    this.#store = store
  }

  /** In the order of creation. */
  open(): readonly OrderEntry[] {
    return [...this.#open.values()]
  }

  put(entry: OrderEntry): void {
    const id = entry.order.clientOrderId
    if (!isFinal(entry.order.state)) {
      this.#recent.delete(id)
      this.#open.set(id, entry)
      return
    }
    this.#open.delete(id)
    this.#recent.set(id, entry)
    const [oldest] = this.#recent.size > RECENT ? this.#recent.keys() : []
    if (oldest !== undefined) this.#recent.delete(oldest)
  }

  async find(id: ClientOrderId): Promise<OrderEntry | undefined> {
    const known = this.#open.get(id) ?? this.#recent.get(id)
    if (known) return known
    const order = await this.#store.findByClientOrderId(id)
    if (order === undefined) return undefined
    const executions = await this.#store.executionsOf(id)
    return { order, executionIds: new Set(executions.map((execution) => execution.executionId)) }
  }
}
