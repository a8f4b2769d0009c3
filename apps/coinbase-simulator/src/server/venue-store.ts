/**
 * Everything that happens to users passes here: it is written down, then noted in the ledger, then told. So nothing is
 * told that a killed process would not remember.
 */
import type { Currency, UnixNanos } from '@oasis/domain'
import { uuidV5 } from '@oasis/domain'
import { TieredFees } from '../accounts/fee-tiers.ts'
import { type Member, Members } from '../accounts/members.ts'
import type { ApiKey, User } from '../accounts/user.ts'
import { LedgerKeeper } from '../ledger/ledger-keeper.ts'
import type { ExposureMoment, LedgerRequest } from '../ledger/venue-ledger.ts'
import type { OrderIds } from '../orders/order-records.ts'
import { type BookEffect, UserBook } from '../orders/user-book.ts'
import type { VenueExecution, VenueOrder, VenueTransfer } from '../orders/venue-order.ts'
import type { VenueJournal, VenueRecord } from '../source/venue-journal.ts'
import type { MarketWatch } from './market-watch.ts'

export interface VenueStoreOptions {
  readonly journal: VenueJournal
  readonly watch: MarketWatch
  /** Distinguishes this venue's ids from all others'. */
  readonly venueId: string
  /** After it is written: what a user's stream tells. */
  readonly onOrders: (member: Member, orders: readonly VenueOrder[]) => void
}

interface Loaded {
  readonly user: User
  readonly ledger: LedgerKeeper
  readonly orders: Map<string, VenueOrder>
  readonly executions: VenueExecution[]
  readonly transfers: VenueTransfer[]
}

export class VenueStore {
  readonly members = new Members()
  readonly venueId: string
  readonly #options: VenueStoreOptions

  constructor(options: VenueStoreOptions) {
    this.#options = options
    const records = options.journal.load()
    const known = records.find(({ venueId }) => venueId !== undefined)?.venueId
    this.venueId = known ?? options.venueId
    if (known === undefined) options.journal.append({ venueId: this.venueId })
    this.#restore(records)
  }

  addUser(user: User): Member {
    this.#options.journal.append({ user })
    const member = { user, book: this.#newBook(user), ledger: new LedgerKeeper() }
    this.members.add(member)
    return member
  }

  addKey(key: ApiKey): void {
    this.#options.journal.append({ key })
    this.members.addKey(key)
  }

  /** Changes the balance and says so in one step. The caller has checked that it may. */
  transfer(member: Member, transfer: VenueTransfer): void {
    member.book.transfer(transfer.currency, transfer.amount)
    const { ledger, user } = member
    ledger.note({ transfers: [transfer] })
    const exposures = this.#options.watch.products
      // An alias shares its market's holdings: stated there, and once.
      .filter(
        ({ instrument, marketId }) => instrument.base === transfer.currency && instrument.symbol === marketId,
      )
      .map((product) => this.#exposure(member, product.instrument.symbol, 'TRANSFER', undefined, transfer.at))
      .filter((moment) => moment !== undefined)
    ledger.note({ exposures })
    this.#options.journal.append({ userId: user.id, transfers: [transfer], exposures })
  }

  /** A create request that came to nothing new. */
  request(member: Member, request: LedgerRequest): void {
    this.#options.journal.append({ userId: member.user.id, request })
    member.ledger.note({ request })
  }

  commit(member: Member, effect: BookEffect, now: UnixNanos, request?: LedgerRequest): void {
    const { orders, executions } = effect
    const { ledger, user } = member
    const known = new Set(orders.map(({ orderId }) => orderId).filter((id) => ledger.knows(id)))
    const asked = request === undefined ? {} : { request }
    ledger.note({ ...asked, orders, executions })
    const exposures = orders
      .map((order) => this.#exposureOf(member, order, executions, known.has(order.orderId), now))
      .filter((moment) => moment !== undefined)
    ledger.note({ exposures })
    this.#options.journal.append({ userId: user.id, ...asked, orders, executions, exposures })
    this.#options.onOrders(member, orders)
  }

  #exposureOf(
    member: Member,
    order: VenueOrder,
    executions: readonly VenueExecution[],
    known: boolean,
    now: UnixNanos,
  ): ExposureMoment | undefined {
    const filled = executions.some(({ orderId }) => orderId === order.orderId)
    const ended = order.paper.status !== 'OPEN' || order.status === 'FAILED' || order.status === 'CANCELLED'
    const cause = !known ? 'ACCEPTED' : filled ? 'FILLED' : ended ? 'ENDED' : undefined
    return cause && this.#exposure(member, order.productId, cause, order.clientOrderId, now)
  }

  #exposure(
    { ledger }: Member,
    productId: string,
    cause: ExposureMoment['cause'],
    clientOrderId: string | undefined,
    now: UnixNanos,
  ): ExposureMoment | undefined {
    const product = this.#options.watch.find(productId)
    if (!product) return undefined
    const { id, base } = product.instrument
    return ledger.exposure(id, base, cause, clientOrderId, this.#options.watch.top(product), now)
  }

  #restore(records: readonly VenueRecord[]): void {
    const loaded = new Map<string, Loaded>()
    for (const record of records) {
      const { user, key, userId } = record
      if (user) {
        loaded.set(user.id, {
          user,
          ledger: new LedgerKeeper(),
          orders: new Map(),
          executions: [],
          transfers: [],
        })
      }
      if (key) this.members.addKey(key)
      const state = userId === undefined ? undefined : loaded.get(userId)
      if (!state) continue
      state.ledger.note(record)
      for (const order of record.orders ?? []) state.orders.set(order.orderId, whole(order))
      state.executions.push(...(record.executions ?? []))
      state.transfers.push(...(record.transfers ?? []))
    }
    for (const { user, ledger, orders, executions, transfers } of loaded.values()) {
      const state = { orders: [...orders.values()], executions, transfers }
      this.members.add({ user, ledger, book: this.#newBook(user, state) })
    }
  }

  #newBook(user: User, state?: ConstructorParameters<typeof UserBook>[0]['state']): UserBook {
    const instruments = this.#options.watch.products.map(({ instrument }) => instrument)
    const ids = this.#idsOf(user)
    const fees = user.tiered ? new TieredFees() : user.fees
    return new UserBook({ fees, ids, instruments, ...(state === undefined ? {} : { state }) })
  }

  #idsOf(user: User): OrderIds {
    const name = (kind: string) => (sequence: number) =>
      uuidV5(`${this.venueId}|${user.id}|${kind}|${sequence}`)
    return { order: name('order'), entry: name('entry'), trade: name('trade') }
  }

  /** A UUID for something of this venue that has a name. */
  uuidOf(name: string): string {
    return uuidV5(`${this.venueId}|${name}`)
  }

  accountIdOf(user: User, currency: Currency): string {
    return this.uuidOf(`${user.portfolioId}|${currency}`)
  }

  close(): void {
    this.#options.journal.close()
  }
}

/** JSON leaves out what is undefined. */
const whole = (order: VenueOrder): VenueOrder => ({
  ...order,
  stopTrigger: order.stopTrigger,
  paper: { ...order.paper, queueAhead: order.paper.queueAhead },
})
