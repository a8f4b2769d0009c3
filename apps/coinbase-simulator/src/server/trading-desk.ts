/**
 * The steps of an order, in time: accepted and written down, then into the book, and likewise for cancels and edits,
 * each after the venue's latency. A restart takes up what was on its way.
 */
import type { ClientOrderId, UnixNanos, VenueOrderId } from '@oasis/domain'
import type { Refusal } from '@oasis/matching'
import type { Scheduler, Timer } from '@oasis/ports'
import { type Member, walletsOf } from '../accounts/members.ts'
import type { LedgerRequest } from '../ledger/venue-ledger.ts'
import { cancelFailure } from '../orders/cancel-rules.ts'
import { editFailure } from '../orders/edit-rules.ts'
import type { NewOrder } from '../orders/new-order.ts'
import type { BookEffect } from '../orders/user-book.ts'
import type { OrderEdit, VenueOrder } from '../orders/venue-order.ts'
import { venueRefusal } from '../orders/venue-rules.ts'
import type { WireTrade } from '../protocol/market-view.ts'
import type { CancelResult, EditFailure } from '../protocol/order-answers.ts'
import type { ProductFlags } from '../protocol/product-flags.ts'
import type { MarketWatch } from './market-watch.ts'
import type { DuplicateAnswer, OrderStep, Seams } from './seams.ts'
import type { VenueStore } from './venue-store.ts'

export interface TradingDeskOptions {
  readonly store: VenueStore
  readonly watch: MarketWatch
  readonly scheduler: Scheduler
  readonly seams: Seams
  readonly flags: ReadonlyMap<string, ProductFlags>
  readonly latencyMs: Readonly<Record<OrderStep, number>>
  readonly duplicateAnswer: DuplicateAnswer | 'another'
}

export type CreateOutcome =
  | { readonly kind: 'CREATED' | 'EXISTING'; readonly order: VenueOrder }
  | { readonly kind: 'REFUSED'; readonly refusal: Refusal }

type RefusedRequest = Pick<NewOrder, 'clientOrderId' | 'instrument' | 'keyName'>

export class TradingDesk {
  readonly #options: TradingDeskOptions
  #stopped = false
  #expiry: { readonly at: UnixNanos; readonly timer: Timer } | undefined

  constructor(options: TradingDeskOptions) {
    this.#options = options
  }

  /** Takes up what an earlier run had acknowledged and not done. */
  start(): void {
    for (const member of this.#options.store.members.all) {
      for (const order of [...member.book.orders]) {
        if (order.status === 'PENDING') this.#enterLater(member, order)
        if (order.status === 'CANCEL_QUEUED') this.#cancelLater(member, order)
        // What it was to become is not known any more: it goes on as it was.
        if (order.status === 'EDIT_QUEUED') this.#commit(member, member.book.reopen(order, this.#now()))
      }
    }
    this.#watchExpiry()
  }

  /** What is on its way stays so, for the next start. */
  stop(): void {
    this.#stopped = true
    this.#expiry?.timer.cancel()
  }

  create(member: Member, order: NewOrder): CreateOutcome {
    const { duplicateAnswer } = this.#options
    const existing = member.book.findByClientId(order.clientOrderId)
    if (existing && duplicateAnswer !== 'another') {
      return this.#repeat(member, order, existing, duplicateAnswer)
    }
    const now = this.#now()
    const refusal = this.assess(member, order) ?? this.#options.seams.orders.refusal?.(order)
    if (refusal) {
      this.#request(member, order, { kind: 'REJECTED', reason: refusal.reason })
      return { kind: 'REFUSED', refusal }
    }
    const accepted = member.book.accept(order, now)
    const venueOrderId = accepted.orderId as VenueOrderId
    this.#commit(
      member,
      { orders: [accepted], executions: [] },
      this.#requestOf(order, { kind: 'ACCEPTED', venueOrderId }),
    )
    this.#enterLater(member, accepted)
    return { kind: 'CREATED', order: member.book.find(accepted.orderId) ?? accepted }
  }

  /** A request that was no order of the product: it is written down all the same. */
  refuse(member: Member, request: RefusedRequest, reason: string): void {
    this.#request(member, request, { kind: 'REJECTED', reason })
  }

  /** Why the venue would refuse this order now. */
  assess(member: Member, order: NewOrder): Refusal | undefined {
    const { watch, flags } = this.#options
    const product = watch.find(order.productId)
    if (!product) return { reason: 'INVALID_PRODUCT_ID', message: 'Invalid product id' }
    const wallets = walletsOf(member)
    const set = flags.get(order.productId) ?? {}
    const refusal = venueRefusal(order, set, watch.top(product), (currency) => wallets.includes(currency))
    if (refusal) return refusal
    this.#show(member, order.productId)
    return member.book.preview(order, this.#now())?.refusal
  }

  cancel(member: Member, orderIds: readonly string[]): readonly CancelResult[] {
    const asked = new Set<string>()
    return orderIds.map((orderId) => {
      const order = member.book.find(orderId)
      const failure = asked.has(orderId) ? 'DUPLICATE_CANCEL_REQUEST' : cancelFailure(order)
      asked.add(orderId)
      if (!order || failure !== undefined) return { orderId, failure }
      const fate = this.#options.seams.orders.cancelFate?.(order) ?? 'TAKE'
      if (fate === 'REFUSE') return { orderId, failure: 'COMMANDER_REJECTED_CANCEL_ORDER' }
      if (fate === 'TAKE') {
        this.#commit(member, member.book.queueCancel(order, this.#now()))
        this.#cancelLater(member, order)
      }
      return { orderId, failure }
    })
  }

  /** By somebody at the venue, at once: no key has asked for it. */
  cancelByHand(member: Member, orderId: string): boolean {
    return this.#happens(member, member.book.cancel(orderId, 'Cancelled by hand', this.#now()))
  }

  /** The venue takes a fill back, as far as the balances allow it. */
  reverse(member: Member, entryId: string): boolean {
    return this.#happens(member, member.book.reverse(entryId, this.#now()))
  }

  #happens(member: Member, effect: BookEffect): boolean {
    this.#commit(member, effect)
    return effect.orders.length > 0
  }

  edit(member: Member, orderId: string, edit: OrderEdit): EditFailure | undefined {
    const order = member.book.find(orderId)
    const failure = editFailure(order, edit, (id) => this.#options.watch.find(id)?.instrument)
    if (!order || failure) return failure ?? { edit: 'ORDER_NOT_FOUND' }
    this.#commit(member, member.book.queueEdit(order, this.#now()))
    this.#after('edit', order, () => {
      this.#show(member, order.productId)
      this.#commit(member, member.book.edit(orderId, edit, this.#now()))
    })
    return undefined
  }

  /** Trades of one market, oldest first, as they happen. */
  onTrades(marketId: string, trades: readonly WireTrade[]): void {
    const { watch, store } = this.#options
    for (const product of watch.on(marketId)) {
      for (const wire of trades) {
        const trade = watch.trade(product, wire)
        for (const member of store.members.all) {
          this.#commit(member, member.book.onTrade(trade, this.#now()))
        }
      }
    }
  }

  onBook(marketId: string): void {
    const { watch, store } = this.#options
    watch.moved(marketId)
    for (const product of watch.on(marketId)) {
      for (const { book } of store.members.all) {
        if (book.watches(product.instrument.id)) book.onQuote(watch.quote(product, this.#now()))
      }
    }
  }

  #repeat(member: Member, order: NewOrder, existing: VenueOrder, usual: DuplicateAnswer): CreateOutcome {
    const venueOrderId = existing.orderId as VenueOrderId
    this.#request(member, order, { kind: 'REPEATED', venueOrderId })
    if (this.#options.seams.duplicateAnswer(usual) === 'existing')
      return { kind: 'EXISTING', order: existing }
    const message = 'An order with this client order id exists'
    return { kind: 'REFUSED', refusal: { reason: 'DUPLICATE_CLIENT_ORDER_ID', message } }
  }

  #enterLater(member: Member, order: VenueOrder): void {
    this.#after('create', order, () => {
      const { book } = member
      const reason = this.#options.seams.orders.failure(book.find(order.orderId) ?? order)
      const now = this.#now()
      this.#show(member, order.productId)
      this.#commit(
        member,
        reason === undefined ? book.enter(order.orderId, now) : book.fail(order.orderId, reason, now),
      )
    })
  }

  /** A fill that comes just before the cancel. */
  #race(member: Member, orderId: string): void {
    const { book } = member
    if (!book.isResting(orderId)) return
    const race = this.#options.seams.orders.cancelRace?.() ?? 'NONE'
    if (race !== 'NONE') this.#commit(member, book.fillResting(orderId, race, this.#now()))
  }

  #cancelLater(member: Member, order: VenueOrder): void {
    this.#after('cancel', order, () => {
      this.#race(member, order.orderId)
      this.#commit(member, member.book.cancel(order.orderId, 'User requested cancel', this.#now()))
    })
  }

  /** At once without a latency, so that an answer then tells of what has been done. */
  #after(step: OrderStep, order: VenueOrder, run: () => void): void {
    const { seams, scheduler, latencyMs } = this.#options
    const delay = seams.orders.latencyMs(step, order, latencyMs[step])
    const unlessStopped = () => {
      if (!this.#stopped) run()
    }
    if (delay > 0) scheduler.after(delay, unlessStopped)
    else run()
  }

  /** The book as it is now: what an order that enters will meet. */
  #show(member: Member, productId: string): void {
    const { watch } = this.#options
    const product = watch.find(productId)
    if (product) member.book.onQuote(watch.quote(product, this.#now()))
  }

  #commit(member: Member, effect: BookEffect, request?: LedgerRequest): void {
    if (effect.orders.length === 0) return
    this.#options.store.commit(member, effect, this.#now(), request)
    this.#watchExpiry(member)
  }

  #request(member: Member, order: RefusedRequest, outcome: LedgerRequest['outcome']): void {
    this.#options.store.request(member, this.#requestOf(order, outcome))
  }

  #requestOf(order: RefusedRequest, outcome: LedgerRequest['outcome']): LedgerRequest {
    const { instrument, keyName } = order
    const clientOrderId = order.clientOrderId as ClientOrderId
    return { clientOrderId, instrumentId: instrument.id, at: this.#now(), keyName, outcome }
  }

  /** One timer for whatever expires next; it never fires late because of an order that came after it was set. */
  #watchExpiry(changed?: Member): void {
    const members = changed ? [changed] : [...this.#options.store.members.all]
    for (const { book } of members) {
      const next = book.nextExpiry()
      if (next === undefined || (this.#expiry && this.#expiry.at <= next)) continue
      this.#expiry?.timer.cancel()
      this.#expiry = { at: next, timer: this.#options.scheduler.at(next, () => this.#expire()) }
    }
  }

  #expire(): void {
    this.#expiry = undefined
    for (const member of this.#options.store.members.all) {
      this.#commit(member, member.book.expire(this.#now()))
    }
    this.#watchExpiry()
  }

  #now(): UnixNanos {
    return this.#options.scheduler.now()
  }
}
