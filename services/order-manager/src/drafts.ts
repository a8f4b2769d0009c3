/** Changes of one commit: each goes on from where the last one of the same order ended. */
import type { ClientOrderId } from '@oasis/domain'
import type { OrderChange, OrderEntry } from './core/order-entry.ts'

type FindEntry = (id: ClientOrderId) => Promise<OrderEntry | undefined>

export class Drafts {
  readonly changes: OrderChange[] = []
  readonly #find: FindEntry
  readonly #entries = new Map<ClientOrderId, OrderEntry>()
  readonly #afterwards: (() => void)[] = []

  constructor(find: FindEntry) {
    this.#find = find
  }

  async find(id: ClientOrderId): Promise<OrderEntry | undefined> {
    return this.#entries.get(id) ?? (await this.#find(id))
  }

  /** Of an order that was written down; none is ever taken away. */
  async get(id: ClientOrderId): Promise<OrderEntry> {
    const entry = await this.find(id)
    if (entry === undefined) throw new Error(`the store has no order ${id}, which was written down`)
    return entry
  }

  add(change: OrderChange): void {
    this.changes.push(change)
    this.#entries.set(change.entry.order.clientOrderId, change.entry)
  }

  /** In the turn of the commit, right after it. */
  afterwards(work: () => void): void {
    this.#afterwards.push(work)
  }

  /** Those of one who has finished; of one who failed nothing is taken. */
  takeOver(other: Drafts): void {
    for (const change of other.changes) this.add(change)
    this.#afterwards.push(...other.#afterwards)
  }

  committed(): void {
    for (const work of this.#afterwards) work()
  }
}
