/**
 * Orders in memory: all that are not final or may still appear, and the last final ones, which late fills and repeated
 * intents ask for; and which instruments have an order in doubt.
 */
import { type ClientOrderId, type InstrumentId, isFinal, type Order } from '@oasis/domain'
import type { OrderStore } from '@oasis/ports'
import { entryOf } from './core/book-fill.ts'
import type { OrderEntry } from './core/order-entry.ts'

const RECENT = 1_000

/** What the store had of an order before the writer's turn came. */
export interface LookedUp {
  readonly entry: OrderEntry | undefined
  /** Orders put into memory until then. */
  readonly puts: number
}

const isInDoubt = ({ state }: Order): boolean => state === 'UNKNOWN' || state === 'REVIEW'

export class OrderCache {
  readonly #store: OrderStore
  readonly #open = new Map<ClientOrderId, OrderEntry>()
  readonly #recent = new Map<ClientOrderId, OrderEntry>()
  readonly #inDoubt = new Map<InstrumentId, Map<ClientOrderId, Order>>()
  #puts = 0

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
    this.#puts++
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

  /** `ahead`: from {@link lookUp}, as long as it can still be told. */
  async find(id: ClientOrderId, ahead?: LookedUp): Promise<OrderEntry | undefined> {
    const known = this.#inMemory(id)
    if (known) return known
    // What was put since is in memory still: it would take as many others to push it out.
    if (ahead !== undefined && this.#puts - ahead.puts < RECENT) return ahead.entry
    return this.#read(id)
  }

  /** Before the writer's turn, so that the turn need not wait for the store; undefined for an order that is in memory. */
  async lookUp(id: ClientOrderId): Promise<LookedUp | undefined> {
    if (this.#inMemory(id)) return undefined
    const puts = this.#puts
    return { puts, entry: await this.#read(id) }
  }

  #inMemory(id: ClientOrderId): OrderEntry | undefined {
    return this.#open.get(id) ?? this.#recent.get(id)
  }

  async #read(id: ClientOrderId): Promise<OrderEntry | undefined> {
    const order = await this.#store.findByClientOrderId(id)
    if (order === undefined) return undefined
    const executions = await this.#store.executionsOf(id)
    return entryOf(order, executions)
  }
}
