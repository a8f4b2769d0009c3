/**
 * The venue's desk for a client's orders: what a request does once it has arrived. Sees to repetitions, to the venue's
 * own bad days, and to cancels that are lost, late, refused or outrun by a fill.
 */
import type { ClientOrderId, VenueOrderId } from '@oasis/domain'
import type { CancelOutcome, Random, Scheduler, SubmitOutcome, VenueOrder } from '@oasis/ports'
import { drawMs } from './draw.ts'
import type { Exchange } from './exchange.ts'
import { type ExchangeOrder, isOpen, remainingOf } from './exchange-records.ts'
import type { FaultDice } from './fault-dice.ts'
import { partOf } from './matching.ts'
import type { SimulatedVenueConfig } from './simulated-venue-api.ts'
import type { VenueClock } from './venue-clock.ts'
import type { LedgerRequest } from './venue-ledger.ts'
import type { VenueViews } from './venue-views.ts'

export interface OrderDeskOptions {
  readonly exchange: Exchange
  readonly views: VenueViews
  readonly clock: VenueClock
  readonly dice: FaultDice
  readonly random: Random
  readonly scheduler: Scheduler
  readonly config: SimulatedVenueConfig
}

export class OrderDesk {
  readonly requests: LedgerRequest[] = []
  readonly #options: OrderDeskOptions

  constructor(options: OrderDeskOptions) {
    this.#options = options
  }

  submit(request: VenueOrder): SubmitOutcome {
    const { clock, dice, exchange, config } = this.#options
    const before = config.traits.submitIsIdempotent ? this.#accepted(request.clientOrderId) : undefined
    if (before) return this.#repeat(request, before)
    if (dice.strikes('submit-rejected')) {
      dice.bit('submit-rejected')
      return this.#reject(request, 'ORDER_ENTRY_DISABLED', 'no orders are taken just now')
    }
    const verdict = exchange.submit(request, clock.moment)
    if (verdict.kind === 'REJECTED') return this.#reject(request, verdict.reason, verdict.message)
    const venueOrderId = verdict.order.venueOrderId as VenueOrderId
    this.#note(request, { kind: 'ACCEPTED', venueOrderId })
    return { kind: 'ACKNOWLEDGED', venueOrderId }
  }

  cancel(venueOrderId: VenueOrderId): CancelOutcome {
    const { dice, exchange, views, clock } = this.#options
    const order = exchange.find(venueOrderId)
    if (!order || !views.knows(order)) return { kind: 'REJECTED', venueReason: 'UNKNOWN_CANCEL_ORDER' }
    if (!isOpen(order)) return { kind: 'REJECTED', venueReason: `ORDER_IS_${order.status}` }
    if (dice.strikes('cancel-refused')) {
      dice.bit('cancel-refused')
      return { kind: 'REJECTED', venueReason: 'CANCEL_NOT_POSSIBLE_NOW' }
    }
    if (dice.strikes('cancel-raced')) this.#race(order)
    if (!isOpen(order)) return { kind: 'REJECTED', venueReason: `ORDER_IS_${order.status}` }
    if (dice.strikes('cancel-lost')) {
      dice.bit('cancel-lost')
      return { kind: 'REQUESTED' }
    }
    exchange.markPendingCancel(order, clock.moment)
    this.#cancelLater(order)
    return { kind: 'REQUESTED' }
  }

  /** Some of it, or all, has filled before the cancel came. */
  #race(order: ExchangeOrder): void {
    const { exchange, random, dice, clock } = this.#options
    const increment = exchange.instrumentOf(order.instrumentId)?.quantityIncrement ?? 1n
    const all = random() < 0.5
    const quantity = all ? remainingOf(order) : partOf(remainingOf(order), increment, random)
    if (quantity === 0n) return
    dice.bit('cancel-raced')
    exchange.fillResting(order, quantity, clock.moment)
  }

  #cancelLater(order: ExchangeOrder): void {
    const { dice, scheduler, random, config, clock, exchange } = this.#options
    const late = dice.strikes('cancel-late')
    const delayMs = late ? dice.lastsMs('cancel-late') : drawMs(random, config.latency)
    scheduler.after(delayMs, () => {
      if (late) dice.bit('cancel-late')
      exchange.cancel(order, clock.moment, 'canceled by the client')
    })
  }

  #accepted(id: ClientOrderId): ExchangeOrder | undefined {
    return this.#options.exchange.orders.find((order) => order.clientOrderId === id)
  }

  #repeat(request: VenueOrder, before: ExchangeOrder): SubmitOutcome {
    if (!isSame(request, before)) {
      return this.#reject(request, 'DUPLICATE_CLIENT_ORDER_ID', 'another order has this client order id')
    }
    const venueOrderId = before.venueOrderId as VenueOrderId
    this.#note(request, { kind: 'REPEATED', venueOrderId })
    return { kind: 'ACKNOWLEDGED', venueOrderId }
  }

  #reject(request: VenueOrder, reason: string, message: string): SubmitOutcome {
    this.#note(request, { kind: 'REJECTED', reason })
    return { kind: 'REJECTED', venueReason: reason, message }
  }

  #note({ clientOrderId, instrumentId }: VenueOrder, outcome: LedgerRequest['outcome']): void {
    this.requests.push({ clientOrderId, instrumentId, at: this.#options.clock.moment.at, outcome })
  }
}

const isSame = (request: VenueOrder, order: ExchangeOrder): boolean =>
  request.instrumentId === order.instrumentId &&
  request.side === order.side &&
  sameTerms(request.terms, order.terms)

const sameTerms = (a: VenueOrder['terms'], b: VenueOrder['terms']): boolean => textOf(a) === textOf(b)

/** Independent of the order of the keys, and of keys that are there and undefined. */
const textOf = (value: object): string =>
  JSON.stringify(
    Object.entries(value)
      .filter(([, part]) => part !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, typeof part === 'object' && part !== null ? textOf(part) : String(part)]),
  )
