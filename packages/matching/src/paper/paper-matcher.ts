/**
 * Our orders against a market that can only be observed. Deterministic: the same calls with the same arguments give
 * the same events, balances and orders; time comes in as an argument. The conventions are in README.md.
 *
 * Invariants: an order never fills beyond its quantity or at a price worse than its limit; free + held = total ≥ 0 in
 * every currency; a trade's size, and the size displayed by one quote, fill our orders at most once.
 */
import {
  type AccountId,
  type ClientOrderId,
  type Currency,
  type Instrument,
  type InstrumentId,
  type LimitTerms,
  minQuantity,
  type Quantity,
  type Quote,
  type Side,
  type Trade,
  type UnixNanos,
  ZERO_QUANTITY,
} from '@oasis/domain'
import { InstrumentDesk } from './instrument-desk.ts'
import type { Refusal } from './order-checks.ts'
import { type EntryAssessment, OrderEntry } from './order-entry.ts'
import { candidateOf, OrderLifecycle } from './order-lifecycle.ts'
import { type PaperBalance, PaperBalances } from './paper-balances.ts'
import {
  expiryOf,
  limitPriceOf,
  type PaperEvent,
  type PaperOrder,
  type PaperOrderRequest,
  remainingOf,
} from './paper-order.ts'
import { isTriggered, matchTrade, queueAfterQuote, type RestingFill } from './resting-orders.ts'
import type { TakeRules } from './take-plan.ts'

export interface PaperMatcherOptions extends TakeRules {
  readonly accountId: AccountId
  readonly balances: ReadonlyMap<Currency, PaperBalance>
  /** Of the last order that ever arrived; 0 for a new account. */
  readonly lastArrival: number
}

export type Replacement =
  | { readonly refusal: Refusal; readonly events?: undefined }
  | { readonly refusal?: undefined; readonly events: readonly PaperEvent[] }

const SIDES: readonly Side[] = ['BUY', 'SELL']

export class PaperMatcher {
  readonly balances: PaperBalances
  readonly #lifecycle: OrderLifecycle
  readonly #entry: OrderEntry
  readonly #desks = new Map<InstrumentId, InstrumentDesk>()

  constructor(options: PaperMatcherOptions) {
    const { accountId, fees } = options
    this.balances = new PaperBalances(options.balances)
    this.#lifecycle = new OrderLifecycle({ accountId, fees, balances: this.balances }, options.lastArrival)
    this.#entry = new OrderEntry(this.#lifecycle, options)
  }

  /** Makes the instrument tradable here, or brings its increments and status up to date. */
  setInstrument(instrument: Instrument): void {
    const desk = this.#desks.get(instrument.id)
    if (desk) desk.instrument = instrument
    else this.#desks.set(instrument.id, new InstrumentDesk(instrument))
  }

  instrument(id: InstrumentId): Instrument | undefined {
    return this.#desks.get(id)?.instrument
  }

  /** An open order of an earlier run, whose hold is within `balances`: it stands at the back of its queue. */
  restore(order: PaperOrder): void {
    this.#lifecycle.place(this.#deskOf(order.instrumentId), { ...order, queueAhead: undefined })
  }

  /** In no stated order. */
  openOrders(): Iterable<PaperOrder> {
    return this.#lifecycle.open.values()
  }

  /** Without open orders an instrument's trades and quotes change nothing but what is seen of its market. */
  hasOpenOrders(id: InstrumentId): boolean {
    return this.#desks.get(id)?.isIdle === false
  }

  /** Undefined when no open order expires. */
  nextExpiry(): UnixNanos | undefined {
    let next: UnixNanos | undefined
    for (const order of this.#lifecycle.open.values()) {
      const expiry = expiryOf(order.terms)
      if (expiry !== undefined && (next === undefined || expiry < next)) next = expiry
    }
    return next
  }

  /** The order arrives at the venue. Its id must be new here. */
  submit(request: PaperOrderRequest, now: UnixNanos): readonly PaperEvent[] {
    const order = this.#lifecycle.arrive(request, now)
    const desk = this.#desks.get(order.instrumentId)
    if (desk) this.#entry.enter(desk, order, now)
    else {
      const message = `${order.instrumentId} is not known here`
      this.#lifecycle.reject(order, { reason: 'INVALID_PRODUCT_ID', message })
    }
    return this.#lifecycle.takeEvents()
  }

  /** What {@link submit} would come to now, without doing it. Undefined for an instrument that is not known here. */
  preview(request: PaperOrderRequest, now: UnixNanos): EntryAssessment | undefined {
    const desk = this.#desks.get(request.instrumentId)
    return desk && this.#entry.assess(desk, candidateOf(request, now), now)
  }

  /**
   * Makes an open order a limit order of these terms, under the same id; what it has filled stays filled and counts
   * towards the new quantity. It keeps its place in the queue only if its price stays and its quantity does not grow; else it enters
   * anew and may trade at once. A refusal leaves it as it was.
   * @returns undefined when the order is not open
   */
  replace(id: ClientOrderId, terms: LimitTerms, now: UnixNanos): Replacement | undefined {
    const order = this.#lifecycle.open.get(id)
    if (!order) return undefined
    const refusal = this.#entry.replace(this.#deskOf(order.instrumentId), order, terms, now)
    return refusal ? { refusal } : { events: this.#lifecycle.takeEvents() }
  }

  /** Undefined when the order is not open. */
  cancel(id: ClientOrderId, now: UnixNanos): readonly PaperEvent[] | undefined {
    const order = this.#lifecycle.open.get(id)
    if (!order) return undefined
    this.#lifecycle.end(this.#deskOf(order.instrumentId), order, 'CANCELED', now, 'CANCELED_BY_CLIENT')
    return this.#lifecycle.takeEvents()
  }

  /**
   * A resting order meets a taker whom the market's data does not show: it fills at its limit, up to what is left of it.
   * The quantity must be on the instrument's grid.
   * @returns undefined when the order does not rest
   */
  fillResting(id: ClientOrderId, quantity: Quantity, now: UnixNanos): readonly PaperEvent[] | undefined {
    const order = this.#lifecycle.open.get(id)
    const remaining = order && remainingOf(order)
    if (!order?.triggered || remaining === undefined || quantity <= 0n) return undefined
    const fill = { order, quantity: minQuantity(quantity, remaining) }
    this.#applyResting(this.#deskOf(order.instrumentId), fill, now)
    return this.#lifecycle.takeEvents()
  }

  /** Ends every order whose time has come. */
  expire(now: UnixNanos): readonly PaperEvent[] {
    for (const order of [...this.#lifecycle.open.values()]) {
      const expiry = expiryOf(order.terms)
      if (expiry !== undefined && expiry <= now)
        this.#lifecycle.end(this.#deskOf(order.instrumentId), order, 'EXPIRED', now, 'END_TIME_REACHED')
    }
    return this.#lifecycle.takeEvents()
  }

  /** Shows the market anew. A quote fills nothing by itself: only trades fill resting orders. */
  onQuote(quote: Quote): void {
    const desk = this.#desks.get(quote.instrumentId)
    if (!desk?.market.show(quote)) return
    for (const side of SIDES) {
      for (const order of [...desk.resting(side)]) {
        const queueAhead = queueAfterQuote(desk.market, order)
        if (queueAhead !== order.queueAhead) this.#lifecycle.update(desk, { ...order, queueAhead })
      }
    }
  }

  /** The book cannot be told for now; same as a quarantined quote. */
  loseBook(id: InstrumentId): void {
    const desk = this.#desks.get(id)
    if (!desk) return
    desk.market.lose()
    for (const side of SIDES) {
      for (const order of [...desk.resting(side)])
        this.#lifecycle.update(desk, { ...order, queueAhead: undefined })
    }
  }

  /**
   * LIVE trades only. SNAPSHOT trades are history; BACKFILL trades were missed in a gap: by the time they are fetched
   * their moment is over, and no fill or trigger is derived from them. A trade seen before changes nothing.
   */
  onTrade(trade: Trade, now: UnixNanos): readonly PaperEvent[] {
    const desk = this.#desks.get(trade.instrumentId)
    if (!desk || trade.origin !== 'LIVE' || !desk.noteTrade(trade.tradeId)) return NO_EVENTS
    desk.market.lastTrade = { price: trade.price, tsInit: trade.tsInit }
    if (desk.isIdle) return NO_EVENTS
    if (desk.market.visibility !== 'QUARANTINED') this.#fillResting(desk, trade, now)
    this.#triggerStops(desk, trade, now)
    return this.#lifecycle.takeEvents()
  }

  #fillResting(desk: InstrumentDesk, trade: Trade, now: UnixNanos): void {
    let consumed = ZERO_QUANTITY
    for (const side of SIDES) {
      const result = matchTrade(desk.resting(side), trade, consumed)
      consumed = result.consumed
      for (const touched of result.touched) this.#applyResting(desk, touched, now)
    }
  }

  #applyResting(desk: InstrumentDesk, { order, quantity }: RestingFill, now: UnixNanos): void {
    const price = limitPriceOf(order.terms)
    if (quantity === 0n || price === undefined) {
      this.#lifecycle.update(desk, order)
      return
    }
    const filled = this.#lifecycle.fill(desk, order, { price, quantity, synthetic: false }, 'MAKER', now)
    if (remainingOf(filled) === 0n) this.#lifecycle.end(desk, filled, 'FILLED', now)
    else this.#lifecycle.update(desk, filled)
  }

  /** After the fills: the trade that triggers an order does not fill it. */
  #triggerStops(desk: InstrumentDesk, trade: Trade, now: UnixNanos): void {
    for (const order of [...desk.stops]) {
      const { terms } = order
      if (terms.type !== 'STOP_LIMIT' || trade.tsInit < order.arrivedAt) continue
      if (!isTriggered(order, terms.stopPrice, trade.price)) continue
      this.#lifecycle.withdraw(desk, order)
      this.#entry.execute(desk, { ...order, triggered: true, updatedAt: now }, now)
    }
  }

  #deskOf(id: InstrumentId): InstrumentDesk {
    const desk = this.#desks.get(id)
    if (!desk) throw new RangeError(`an order is open on ${id}, which is not known here`)
    return desk
  }
}

const NO_EVENTS: readonly PaperEvent[] = []
