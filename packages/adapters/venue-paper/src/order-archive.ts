/** Every order that ever arrived and every execution: what the venue answers questions from. */
import type { ClientOrderId, UnixNanos, VenueOrderId } from '@oasis/domain'
import { clientOrderIdOfPaper, type PaperEvent, type PaperExecution, type PaperOrder } from '@oasis/matching'
import type { VenueExecution, VenueOrderReport } from '@oasis/ports'

export class OrderArchive {
  readonly #orders: Map<ClientOrderId, PaperOrder>
  /** Times never decrease. */
  readonly #executions: PaperExecution[]

  constructor(orders: readonly PaperOrder[], executions: readonly PaperExecution[]) {
    this.#orders = new Map(orders.map((order) => [order.clientOrderId, order]))
    this.#executions = [...executions]
  }

  note(events: readonly PaperEvent[]): void {
    for (const event of events) {
      this.#orders.set(event.order.clientOrderId, event.order)
      if (event.kind === 'EXECUTION') this.#executions.push(event.execution)
    }
  }

  find(id: ClientOrderId): PaperOrder | undefined {
    return this.#orders.get(id)
  }

  findByVenueId(id: VenueOrderId): PaperOrder | undefined {
    const order = this.#orders.get(clientOrderIdOfPaper(id))
    return order?.venueOrderId === id ? order : undefined
  }

  executionsSince(since: UnixNanos): readonly PaperExecution[] {
    let from = this.#executions.length
    while (from > 0 && (this.#executions[from - 1]?.tsEvent ?? since) >= since) from--
    return this.#executions.slice(from)
  }
}

export function reportOf(order: PaperOrder): VenueOrderReport {
  const { clientOrderId, venueOrderId, instrumentId, side, status, filledQuantity, terms } = order
  const { reason, updatedAt } = order
  return {
    clientOrderId,
    venueOrderId,
    instrumentId,
    side,
    status,
    filledQuantity,
    terms,
    ...(reason === undefined ? {} : { reason }),
    tsEvent: updatedAt,
  }
}

/** What has filled here stays filled. */
export const toVenueExecution = (execution: PaperExecution): VenueExecution => ({
  ...execution,
  kind: 'FILL',
})
