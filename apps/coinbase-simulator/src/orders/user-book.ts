/**
 * One user's orders at the venue: a matching core against the market as seen, and the records of what became of each
 * order. Pure: time comes in, each change is returned as an effect, and nothing is told to anybody.
 *
 * Invariants: a client order id names one order for ever; balances are the transfers and executions added up, holds
 * those of the open orders; an order that has ended changes only by a reversal.
 */
import {
  type ClientOrderId,
  type Currency,
  type Instrument,
  type InstrumentId,
  type LimitTerms,
  type Money,
  type Quantity,
  type Quote,
  roundQuantity,
  subtractMoney,
  subtractQuantity,
  type Trade,
  type UnixNanos,
} from '@oasis/domain'
import {
  candidateOf,
  type EntryAssessment,
  type FeeSchedule,
  type PaperEvent,
  type PaperMatcher,
  type PaperOrderRequest,
} from '@oasis/matching'
import { TieredFees } from '../accounts/fee-tiers.ts'
import { isTriggeredBracket, triggeredTerms } from './brackets.ts'
import type { NewOrder } from './new-order.ts'
import { executionOf, foldEvent, type OrderIds, underEdit, withoutFill } from './order-records.ts'
import { balanceChanges, EMPTY_STATE, isInBook, matcherOf, type UserState } from './user-state.ts'
import { hasEnded, type OrderEdit, type VenueExecution, type VenueOrder } from './venue-order.ts'

/** What one step has changed: each order as it is then, and what was executed in it, in order. */
export interface BookEffect {
  readonly orders: readonly VenueOrder[]
  readonly executions: readonly VenueExecution[]
}

export interface UserBookOptions {
  readonly fees: FeeSchedule
  readonly ids: OrderIds
  readonly instruments: Iterable<Instrument>
  readonly state?: UserState
}

const NOTHING: BookEffect = { orders: [], executions: [] }

export class UserBook {
  /** At this moment. */
  readonly fees: FeeSchedule
  readonly #tiers: TieredFees | undefined
  readonly #matcher: PaperMatcher
  readonly #ids: OrderIds
  /** In order of acceptance. */
  readonly #orders = new Map<string, VenueOrder>()
  readonly #byClientId = new Map<string, string>()
  readonly #executions: VenueExecution[] = []
  readonly #brackets = new Set<string>()

  constructor({ fees, ids, instruments, state = EMPTY_STATE }: UserBookOptions) {
    this.fees = fees
    this.#tiers = fees instanceof TieredFees ? fees : undefined
    this.#ids = ids
    this.#matcher = matcherOf(fees, instruments, state)
    for (const execution of state.executions) this.#note(execution)
    for (const order of state.orders) this.#keep(order)
  }

  get orders(): Iterable<VenueOrder> {
    return this.#orders.values()
  }

  get executions(): readonly VenueExecution[] {
    return this.#executions
  }

  find(orderId: string): VenueOrder | undefined {
    return this.#orders.get(orderId)
  }

  findByClientId(clientOrderId: string): VenueOrder | undefined {
    const id = this.#byClientId.get(clientOrderId)
    return id === undefined ? undefined : this.#orders.get(id)
  }

  balance(currency: Currency): { readonly total: Money; readonly held: Money } {
    return this.#matcher.balances.of(currency)
  }

  currencies(): readonly Currency[] {
    return this.#matcher.balances.entries().map(([currency]) => currency)
  }

  transfer(currency: Currency, amount: Money): void {
    this.#matcher.balances.settle(currency, amount, 0n as Money)
  }

  setInstrument(instrument: Instrument): void {
    this.#matcher.setInstrument(instrument)
  }

  watches(id: InstrumentId): boolean {
    return this.#matcher.hasOpenOrders(id)
  }

  nextExpiry(): UnixNanos | undefined {
    return this.#matcher.nextExpiry()
  }

  onQuote(quote: Quote): void {
    this.#matcher.onQuote(quote)
  }

  onTrade(trade: Trade, now: UnixNanos): BookEffect {
    const events = [...this.#matcher.onTrade(trade, now)]
    const effect = this.#fold(events)
    const triggered = this.#triggerBrackets(trade, now)
    return triggered === NOTHING ? effect : merged(effect, triggered)
  }

  expire(now: UnixNanos): BookEffect {
    return this.#fold(this.#matcher.expire(now))
  }

  /** What {@link accept} and {@link enter} would come to now. */
  preview(order: NewOrder, now: UnixNanos): EntryAssessment | undefined {
    return this.#matcher.preview(requestOf('', order), now)
  }

  /** Takes the order's responsibility: from here on it exists, PENDING. Its client order id must be new. */
  accept(order: NewOrder, now: UnixNanos): VenueOrder {
    this.#tiers?.review(now, () => [...this.#orders.values()].every(hasEnded))
    const sequence = this.#orders.size + 1
    const orderId = this.#ids.order(sequence)
    const { clientOrderId, productId, configuration, type, stopTrigger, keyName } = order
    const accepted: VenueOrder = {
      orderId,
      sequence,
      clientOrderId,
      productId,
      configuration,
      type,
      stopTrigger,
      keyName,
      status: 'PENDING',
      paper: candidateOf(requestOf(orderId, order), now),
      edits: [],
      createdAt: now,
      updatedAt: now,
      lastFillAt: undefined,
      rejectReason: undefined,
      rejectMessage: undefined,
      cancelMessage: undefined,
    }
    this.#keep(accepted)
    return accepted
  }

  /** A PENDING order reaches the book. */
  enter(orderId: string, now: UnixNanos): BookEffect {
    const order = this.#orders.get(orderId)
    if (!order || hasEnded(order)) return NOTHING
    return this.#fold(this.#matcher.submit(order.paper, now))
  }

  /** A PENDING order that never reaches the book. */
  fail(orderId: string, reason: string, now: UnixNanos): BookEffect {
    const order = this.#orders.get(orderId)
    if (!order || hasEnded(order)) return NOTHING
    return this.#change({ ...order, status: 'FAILED', rejectReason: reason, updatedAt: now })
  }

  /** The cancel has been asked for; the order may still fill. */
  queueCancel(order: VenueOrder, now: UnixNanos): BookEffect {
    return this.#change({ ...order, status: 'CANCEL_QUEUED', updatedAt: now })
  }

  cancel(orderId: string, message: string, now: UnixNanos): BookEffect {
    const order = this.#orders.get(orderId)
    if (!order || hasEnded(order)) return NOTHING
    const events = this.#matcher.cancel(order.paper.clientOrderId, now)
    this.#keep({ ...order, cancelMessage: message })
    if (events) return this.#fold(events)
    return this.#change({ ...order, status: 'CANCELLED', cancelMessage: message, updatedAt: now })
  }

  /** A limit order in the book: what a taker could still take. */
  isResting(orderId: string): boolean {
    const order = this.#orders.get(orderId)
    return order?.type === 'LIMIT' && isInBook(order)
  }

  /** Somebody takes half of what is left of a resting order, or all of it. */
  fillResting(orderId: string, part: 'PART' | 'WHOLE', now: UnixNanos): BookEffect {
    const order = this.#orders.get(orderId)
    if (order?.paper.terms.type !== 'LIMIT') return NOTHING
    const { instrumentId, clientOrderId, terms, filledQuantity } = order.paper
    const left = subtractQuantity(terms.quantity, filledQuantity)
    const increment = this.#matcher.instrument(instrumentId)?.quantityIncrement
    const half = increment && roundQuantity((left / 2n) as Quantity, increment, 'DOWN')
    const quantity = part === 'PART' && half ? half : left
    return this.#fold(this.#matcher.fillResting(clientOrderId, quantity, now) ?? [])
  }

  /** Takes a fill of an order that has ended back, as if it had not been; NOTHING where the balances do not allow it. */
  reverse(entryId: string, now: UnixNanos): BookEffect {
    const fill = this.#executions.find((one) => one.entryId === entryId)
    const order = fill && this.#orders.get(fill.orderId)
    if (!fill || !order || !hasEnded(order)) return NOTHING
    if (fill.reverses !== undefined || this.#executions.some(({ reverses }) => reverses === entryId))
      return NOTHING
    const changes = balanceChanges({ ...fill, reverses: entryId })
    const isCovered = changes.every(([currency, amount]) => this.#available(currency) + amount >= 0n)
    if (!isCovered) return NOTHING
    for (const [currency, amount] of changes) this.transfer(currency, amount)
    const sequence = this.#executions.length + 1
    const entry = this.#ids.entry(sequence)
    const reversal: VenueExecution = { ...fill, entryId: entry, sequence, reverses: entryId, at: now }
    this.#note(reversal)
    const { orders } = this.#change({ ...order, paper: withoutFill(order.paper, fill), updatedAt: now })
    return { orders, executions: [reversal] }
  }

  #available(currency: Currency): Money {
    const { total, held } = this.balance(currency)
    return subtractMoney(total, held)
  }

  queueEdit(order: VenueOrder, now: UnixNanos): BookEffect {
    return this.#change({ ...order, status: 'EDIT_QUEUED', updatedAt: now })
  }

  /** The edit that was asked for is given up. */
  reopen(order: VenueOrder, now: UnixNanos): BookEffect {
    return this.#change({ ...order, status: 'OPEN', updatedAt: now })
  }

  /** Price and size change together, or, if the new ones are refused, not at all. */
  edit(orderId: string, edit: OrderEdit, now: UnixNanos): BookEffect {
    const order = this.#orders.get(orderId)
    if (!order || hasEnded(order) || order.paper.terms.type !== 'LIMIT') return NOTHING
    const terms: LimitTerms = { ...order.paper.terms, limitPrice: edit.price, quantity: edit.size }
    const replacement = this.#matcher.replace(order.paper.clientOrderId, terms, now)
    if (!replacement?.events) return this.reopen(order, now)
    this.#keep(underEdit({ ...order, status: 'OPEN', updatedAt: now }, edit))
    return this.#fold(replacement.events)
  }

  #triggerBrackets(trade: Trade, now: UnixNanos): BookEffect {
    let effect = NOTHING
    for (const orderId of this.#brackets) {
      const order = this.#orders.get(orderId)
      if (!order || !isTriggeredBracket(order, trade)) continue
      const instrument = this.#matcher.instrument(order.paper.instrumentId)
      if (!instrument) continue
      const terms = triggeredTerms(order, instrument)
      const replacement = terms && this.#matcher.replace(order.paper.clientOrderId, terms, now)
      if (!replacement?.events) continue
      this.#keep({ ...order, stopTrigger: undefined })
      effect = merged(effect, this.#fold(replacement.events))
    }
    return effect
  }

  #fold(events: readonly PaperEvent[]): BookEffect {
    if (events.length === 0) return NOTHING
    const touched = new Set<string>()
    const executions: VenueExecution[] = []
    for (const event of events) {
      const before = this.#orders.get(event.order.clientOrderId)
      if (!before)
        throw new RangeError(`the matching core has an order ${event.order.clientOrderId} of its own`)
      const after = foldEvent(before, event)
      if (event.kind === 'EXECUTION') {
        const execution = executionOf(after, event.execution, this.#executions.length + 1, this.#ids)
        this.#note(execution)
        executions.push(execution)
      }
      this.#keep(after)
      touched.add(after.orderId)
    }
    const orders = [...touched].flatMap((id) => this.#orders.get(id) ?? [])
    return { orders, executions }
  }

  #note(execution: VenueExecution): void {
    this.#executions.push(execution)
    this.#tiers?.note(execution)
  }

  #change(order: VenueOrder): BookEffect {
    this.#keep(order)
    return { orders: [order], executions: [] }
  }

  #keep(order: VenueOrder): void {
    this.#orders.set(order.orderId, order)
    this.#byClientId.set(order.clientOrderId, order.orderId)
    if (order.stopTrigger !== undefined && !hasEnded(order)) this.#brackets.add(order.orderId)
    else this.#brackets.delete(order.orderId)
  }
}

const requestOf = (
  orderId: string,
  { instrument, side, terms, stopDirection }: NewOrder,
): PaperOrderRequest => ({
  // Our own order id is the matching core's key: it need not know what clients call their orders.
  clientOrderId: orderId as ClientOrderId,
  instrumentId: instrument.id,
  side,
  terms,
  ...(stopDirection === undefined ? {} : { stopDirection }),
})

const merged = (a: BookEffect, b: BookEffect): BookEffect => {
  const later = new Set(b.orders.map(({ orderId }) => orderId))
  return {
    orders: [...a.orders.filter(({ orderId }) => !later.has(orderId)), ...b.orders],
    executions: [...a.executions, ...b.executions],
  }
}
