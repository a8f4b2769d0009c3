/**
 * Orders in memory: all that are not final or may still appear, and the last final ones, which late fills and repeated
 * intents ask for; and which instruments have an order in doubt.
 */
import { type ClientOrderId, type InstrumentId, isFinal, type Order } from '@oasis/domain'
import type { OrderStore } from '@oasis/ports'
import { entryOf } from './core/book-fill.ts'
import type { OrderEntry } from './core/order-entry.ts'

const RECENT = 1_000

const isInDoubt = ({ state }: Order): boolean => state === 'UNKNOWN' || state === 'REVIEW'

export class OrderCache {
  readonly #store: OrderStore
  readonly #open = new Map<ClientOrderId, OrderEntry>()
  readonly #recent = new Map<ClientOrderId, OrderEntry>()
  readonly #inDoubt = new Map<InstrumentId, Map<ClientOrderId, Order>>()

  constructor(store: OrderStore) {
    this.#store = store
  }

  /** In the order of creation. */
  open(): readonly OrderEntry[] {
    return [...this.#open.values()]
  }

  /** One whose outcome is not known, or waits for a person. */
  inDoubt(instrument: InstrumentId): Order | undefined {
    const [order] = this.#inDoubt.get(instrument)?.values() ?? []
    return order
  }

  instrumentsWithUnknown(): readonly InstrumentId[] {
    return [...this.#inDoubt].flatMap(([instrument, orders]) =>
      [...orders.values()].some(({ state }) => state === 'UNKNOWN') ? [instrument] : [],
    )
  }

  put(entry: OrderEntry): void {
    const id = entry.order.clientOrderId
    this.#noteDoubt(entry.order)
    if (!isFinal(entry.order.state) || entry.order.absentUntil !== undefined) {
      this.#recent.delete(id)
      this.#open.set(id, entry)
      return
    }
    this.#open.delete(id)
    this.#recent.set(id, entry)
    const [oldest] = this.#recent.size > RECENT ? this.#recent.keys() : []
    if (oldest !== undefined) this.#recent.delete(oldest)
  }

  #noteDoubt(order: Order): void {
    const { instrumentId } = order.intent
    const orders = this.#inDoubt.get(instrumentId)
    if (isInDoubt(order)) {
      this.#inDoubt.set(instrumentId, (orders ?? new Map()).set(order.clientOrderId, order))
    } else if (orders?.delete(order.clientOrderId) && orders.size === 0) this.#inDoubt.delete(instrumentId)
  }

  async find(id: ClientOrderId): Promise<OrderEntry | undefined> {
    const known = this.#open.get(id) ?? this.#recent.get(id)
    if (known) return known
    const order = await this.#store.findByClientOrderId(id)
    if (order === undefined) return undefined
    const executions = await this.#store.executionsOf(id)
    return entryOf(order, executions)
  }
}
