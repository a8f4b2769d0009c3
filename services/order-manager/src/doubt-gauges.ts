/** How many orders are in doubt, and since when the oldest: of what is watched most, a count alone would hide the age. */
import type { AccountId, ClientOrderId, Order, TradingMode, UnixNanos } from '@oasis/domain'
import { type Metrics, timestampSeconds } from '@oasis/runtime'

export interface DoubtGaugesOptions {
  readonly accountId: AccountId
  readonly mode: TradingMode
  readonly metrics: Metrics
}

interface Doubt {
  readonly since: UnixNanos
  readonly state: 'UNKNOWN' | 'REVIEW'
}

export class DoubtGauges {
  readonly #options: DoubtGaugesOptions
  readonly #doubts = new Map<ClientOrderId, Doubt>()

  constructor(options: DoubtGaugesOptions) {
    this.#options = options
  }

  /** As the orders are at a start. */
  found(orders: readonly Order[]): void {
    for (const order of orders) this.#note(order)
    this.#tell()
  }

  /** An order that a person has been asked about is in doubt for as long as it was before. */
  changed(order: Order): void {
    if (this.#note(order)) this.#tell()
  }

  /** True when the gauges are another. */
  #note({ clientOrderId, state, updatedAt }: Order): boolean {
    const known = this.#doubts.get(clientOrderId)
    if (known?.state === state) return false
    if (state !== 'UNKNOWN' && state !== 'REVIEW') return this.#doubts.delete(clientOrderId)
    this.#doubts.set(clientOrderId, { since: known?.since ?? updatedAt, state })
    return true
  }

  #tell(): void {
    const { accountId: account, mode, metrics } = this.#options
    const labels = { account, mode }
    const doubts = [...this.#doubts.values()]
    const count = (state: Doubt['state']) => doubts.filter((doubt) => doubt.state === state).length
    const oldest = doubts.reduce<UnixNanos | undefined>(
      (first, { since }) => (first === undefined || since < first ? since : first),
      undefined,
    )
    metrics.set('ots_orders_unknown', labels, count('UNKNOWN'))
    metrics.set('ots_orders_review', labels, count('REVIEW'))
    metrics.set('ots_orders_unknown_since_timestamp_seconds', labels, timestampSeconds(oldest))
  }
}
