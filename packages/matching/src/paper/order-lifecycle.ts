/** The one place where paper orders open, change, fill and end, each step with its event. */
import {
  type ClientOrderId,
  type Liquidity,
  type UnixNanos,
  type VenueOrderId,
  ZERO_MONEY,
  ZERO_QUANTITY,
} from '@oasis/domain'
import type { InstrumentDesk } from './instrument-desk.ts'
import type { Refusal } from './order-checks.ts'
import type { PaperEvent, PaperOrder, PaperOrderRequest, PaperOrderStatus } from './paper-order.ts'
import { closeOrder, type Settlement, settleFill } from './settlement.ts'
import type { PlannedFill } from './take-plan.ts'

const PREFIX = 'paper-'
/** Derived from our id, so that it can be told before the order has arrived. */
export const paperVenueOrderId = (id: ClientOrderId): VenueOrderId => `${PREFIX}${id}` as VenueOrderId
/** The inverse; whatever has another form is no order of ours. */
export const clientOrderIdOfPaper = (id: VenueOrderId): ClientOrderId =>
  id.slice(PREFIX.length) as ClientOrderId

/** An order that has not arrived: it has no place in time yet. */
export function candidateOf(request: PaperOrderRequest, now: UnixNanos): PaperOrder {
  const { clientOrderId, instrumentId, side, terms, stopDirection } = request
  return {
    clientOrderId,
    instrumentId,
    side,
    terms,
    ...(stopDirection === undefined ? {} : { stopDirection }),
    venueOrderId: paperVenueOrderId(clientOrderId),
    arrival: Number.MAX_SAFE_INTEGER,
    status: 'OPEN',
    triggered: terms.type !== 'STOP_LIMIT',
    filledQuantity: ZERO_QUANTITY,
    filledNotional: ZERO_MONEY,
    fees: ZERO_MONEY,
    executions: 0,
    queueAhead: undefined,
    held: ZERO_MONEY,
    arrivedAt: now,
    updatedAt: now,
  }
}

export class OrderLifecycle {
  readonly settlement: Settlement
  readonly #open = new Map<ClientOrderId, PaperOrder>()
  #lastArrival: number
  #events: PaperEvent[] = []

  constructor(settlement: Settlement, lastArrival: number) {
    this.settlement = settlement
    this.#lastArrival = lastArrival
  }

  get open(): ReadonlyMap<ClientOrderId, PaperOrder> {
    return this.#open
  }

  /** What has happened since the last call, in order. */
  takeEvents(): readonly PaperEvent[] {
    if (this.#events.length === 0) return NO_EVENTS
    const events = this.#events
    this.#events = []
    return events
  }

  arrive(request: PaperOrderRequest, now: UnixNanos): PaperOrder {
    return { ...candidateOf(request, now), arrival: this.nextArrival() }
  }

  /** Takes its place among the open orders, without an event. */
  place(desk: InstrumentDesk, order: PaperOrder): void {
    this.#open.set(order.clientOrderId, order)
    desk.add(order)
  }

  /** Same as {@link place}, and says so. */
  rest(desk: InstrumentDesk, order: PaperOrder): void {
    this.place(desk, order)
    this.#events.push({ kind: 'ORDER', order })
  }

  /** An open order's other numbers. */
  update(desk: InstrumentDesk, order: PaperOrder): void {
    this.#open.set(order.clientOrderId, order)
    desk.replace(order)
  }

  /** A place in time behind all that have arrived. */
  nextArrival(): number {
    this.#lastArrival += 1
    return this.#lastArrival
  }

  /** An open order's other terms, with an event. */
  amend(desk: InstrumentDesk, order: PaperOrder): void {
    this.update(desk, order)
    this.#events.push({ kind: 'ORDER', order })
  }

  /** Out of the open orders, its hold kept: on its way to another place. */
  withdraw(desk: InstrumentDesk, order: PaperOrder): void {
    if (this.#open.delete(order.clientOrderId)) desk.remove(order)
  }

  fill(
    desk: InstrumentDesk,
    order: PaperOrder,
    fill: PlannedFill,
    liquidity: Liquidity,
    now: UnixNanos,
  ): PaperOrder {
    const settled = settleFill(this.settlement, desk.instrument, order, fill, liquidity, now)
    this.#events.push({ kind: 'EXECUTION', execution: settled.execution, order: settled.order })
    return settled.order
  }

  end(
    desk: InstrumentDesk,
    order: PaperOrder,
    status: Exclude<PaperOrderStatus, 'OPEN' | 'REJECTED'>,
    now: UnixNanos,
    reason?: string,
  ): void {
    this.withdraw(desk, order)
    const { balances } = this.settlement
    this.#events.push({
      kind: 'ORDER',
      order: closeOrder(balances, desk.instrument, order, status, now, reason),
    })
  }

  /** Only an order that holds nothing and has filled nothing can be refused. */
  reject(order: PaperOrder, { reason, message }: Refusal): void {
    this.#events.push({ kind: 'ORDER', order: { ...order, status: 'REJECTED', reason, message } })
  }
}

const NO_EVENTS: readonly PaperEvent[] = []
