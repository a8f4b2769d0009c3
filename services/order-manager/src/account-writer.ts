/**
 * The account's single writer. Everything that changes the account runs here one after the other, so that what is
 * decided is decided on what is stored. A commit that fails is fatal: memory and venue may know more than the store,
 * and a restart is the recovery; but for one that the store refuses for its text, which fails alone. Invariant: memory changes only after the commit, and then at once.
 */
import { topics } from '@oasis/contracts'
import {
  type AccountEventBody,
  addMillis,
  bookExecution,
  type ClientOrderId,
  createLedger,
  type InstrumentId,
  type Order,
  type UnixNanos,
} from '@oasis/domain'
import type { AccountRow, CrashPoints, OrderStore, Scheduler } from '@oasis/ports'
import { RpcError } from '@oasis/ports'
import { OtsError } from '@oasis/runtime'
import {
  type AccountChange,
  type AccountState,
  bookIntoAccount,
  type CurrenciesOf,
  stepAccount,
} from './core/account-state.ts'
import type { OrderChange, OrderEntry } from './core/order-entry.ts'
import { Drafts } from './drafts.ts'
import { type Gatherable, Gathering } from './gathering.ts'
import { type LookedUp, OrderCache } from './order-cache.ts'

export interface AccountWriterOptions {
  readonly store: OrderStore
  readonly scheduler: Scheduler
  readonly crashPoints: CrashPoints
  readonly currenciesOf: CurrenciesOf
  /** At the end of a task that made events: what it set out to do, such as a submit, comes before publication. */
  readonly onCommitted: () => void
  /** After each order change, also one that left the order as it was. */
  readonly onRecorded: (change: OrderChange) => void
  readonly onFatal: (error: unknown) => void
}

const NEVER = 0n as UnixNanos

/** Orders that are read at a time. */
const PAGE = 200
/** Drafts of one commit. */
const DRAFTS = 100

interface Drafting extends Gatherable {
  readonly draw: (drafts: Drafts) => Promise<void>
}

export class AccountWriter {
  readonly #options: AccountWriterOptions
  readonly #cache: OrderCache
  #state: AccountState
  #tail: Promise<unknown> = Promise.resolve()
  readonly #drafting = new Gathering<Drafting>({
    turn: (task) => this.run(task),
    most: DRAFTS,
    work: (batch) => this.#takeDrafts(batch),
  })
  #closed: RpcError | undefined
  #unannounced = false

  private constructor(options: AccountWriterOptions, state: AccountState) {
    this.#options = options
    this.#state = state
    this.#cache = new OrderCache(options.store)
  }

  /** Rebuilds the ledger from executions and adjustments alone. */
  static async open(account: AccountRow, options: AccountWriterOptions): Promise<AccountWriter> {
    const { store, currenciesOf } = options
    let state: AccountState = {
      ...{ account, ledger: createLedger(account.accountId), openedAt: NEVER },
      externalTrades: new Set(),
    }
    for await (const adjustment of store.allAdjustments(account.accountId)) {
      state = bookIntoAccount(state, adjustment)
    }
    let { ledger } = state
    for await (const execution of store.allExecutions(account.accountId)) {
      ledger = bookExecution(ledger, execution, currenciesOf(execution.instrumentId))
    }
    const writer = new AccountWriter(options, { ...state, ledger })
    for (const order of await store.openOrders(account.accountId)) {
      writer.#cache.put(await writer.get(order.clientOrderId))
    }
    return writer
  }

  /** As of the last commit. */
  get state(): AccountState {
    return this.#state
  }

  openEntries(): readonly OrderEntry[] {
    return this.#cache.open()
  }

  /** Those that were created in the last `ms` and are not among the open ones. */
  async finalWithin(ms: number): Promise<readonly Order[]> {
    const { store, scheduler } = this.#options
    const { accountId } = this.#state.account
    const since = addMillis(scheduler.now(), -ms)
    const found: Order[] = []
    for (let before: Order | undefined; ; ) {
      const query = { accountId, open: false, limit: PAGE }
      const page = await store.listOrders(before ? { ...query, before } : query)
      found.push(...page.filter(({ createdAt, absentUntil }) => createdAt >= since && !absentUntil))
      before = page.at(-1)
      if (before === undefined || page.length < PAGE || before.createdAt < since) return found
    }
  }

  /** `ahead`: what {@link lookUp} has told of it. */
  find(id: ClientOrderId, ahead?: LookedUp): Promise<OrderEntry | undefined> {
    return this.#cache.find(id, ahead)
  }

  /** Outside of any turn: what the store has of an order, for a later turn to find without waiting. */
  lookUp(id: ClientOrderId): Promise<LookedUp | undefined> {
    return this.#cache.lookUp(id)
  }

  /** Of an order that was written down; none is ever taken away. */
  async get(id: ClientOrderId): Promise<OrderEntry> {
    const entry = await this.find(id)
    if (entry === undefined) throw new Error(`the store has no order ${id}, which was written down`)
    return entry
  }

  /** An order of the instrument that is UNKNOWN or in REVIEW. */
  inDoubt(instrument: InstrumentId): Order | undefined {
    return this.#cache.inDoubt(instrument)
  }

  /** Those that have an UNKNOWN order. */
  instrumentsWithUnknown(): readonly InstrumentId[] {
    return this.#cache.instrumentsWithUnknown()
  }

  /** No more turns: the store is lost, or the service stops. */
  get isClosed(): boolean {
    return this.#closed !== undefined
  }

  /** Runs when everything asked for before has ended. What follows may be called within a task only. */
  run<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#tail.then(() => {
      if (this.#closed) throw this.#closed
      return task().finally(() => this.#announce())
    })
    this.#tail = result.catch(() => {})
    return result
  }

  /**
   * Work that only drafts changes, such as taking in what the venue says: all of it that waits when the writer comes to the
   * first is one commit, since a commit costs far more than what is in it. So it may come before tasks that were asked for
   * earlier, and never before other drafts. Work that fails leaves nothing behind, and the others alone. It may be asked
   * to begin again.
   */
  draft<T>(work: (drafts: Drafts) => Promise<T>): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    const draw = async (drafts: Drafts): Promise<void> => {
      const result = await work(drafts)
      drafts.afterwards(() => resolve(result))
    }
    this.#drafting.add({ draw, fail: reject })
    return promise
  }

  async #takeDrafts(batch: readonly Drafting[]): Promise<void> {
    try {
      await this.#commitDrafts(batch)
    } catch (error) {
      if (batch.length === 1 || this.#closed !== undefined) throw error
      // What cannot be booked keeps nobody else out: each by itself.
      for (const each of batch) await this.#commitDrafts([each]).catch(each.fail)
    }
  }

  async #commitDrafts(batch: readonly Drafting[]): Promise<void> {
    const all = new Drafts((id) => this.find(id))
    for (const { draw, fail } of batch) {
      const own = new Drafts((id) => all.find(id))
      await draw(own).then(() => all.takeOver(own), fail)
    }
    await this.recordAll(all.changes)
    all.committed()
  }

  #announce(): void {
    if (!this.#unannounced) return
    this.#unannounced = false
    this.#options.onCommitted()
  }

  /** Resolves when all tasks have ended; later ones are refused. */
  async close(reason: string): Promise<void> {
    await this.run(async () => {}).catch(() => {})
    this.#closed ??= new RpcError('UNAVAILABLE', reason)
  }

  async record(change: OrderChange): Promise<OrderEntry> {
    await this.recordAll([change])
    return change.entry
  }

  /** All of them in one transaction, in this order, after `first`. Several of one order go on from each other. */
  async recordAll(changes: readonly OrderChange[], first: readonly AccountEventBody[] = []): Promise<void> {
    const moved = changes.filter((change) => change.bodies.length > 0)
    if (moved.length > 0 || first.length > 0) {
      const orders = new Map(moved.map(({ entry: { order } }) => [order.clientOrderId, order]))
      const bodies = [...first, ...moved.flatMap((change) => change.bodies)]
      await this.commit({ bodies, orders: [...orders.values()] })
      for (const { entry } of moved) this.#cache.put(entry)
    }
    for (const change of changes) this.#options.onRecorded(change)
  }

  async commit(change: AccountChange): Promise<void> {
    const { store, scheduler, crashPoints, currenciesOf } = this.#options
    const step = stepAccount(this.#state, change, scheduler.now(), currenciesOf, topics.orderEvents.record)
    try {
      await store.commit(step.write)
    } catch (error) {
      // Refused before anything was sent to the database: nothing of it is stored, and memory is as it was.
      if (error instanceof OtsError && error.code === 'OTS_TEXT_REFUSED') throw error
      this.#closed = new RpcError('UNAVAILABLE', 'the order manager has stopped', { cause: error })
      this.#options.onFatal(error)
      throw this.#closed
    }
    if (step.write.executions.length > 0) crashPoints.pass('execution-committed')
    this.#state = step.next
    if (step.events.length > 0) this.#unannounced = true
  }

  /** Executions up to here are known. Written with the next commit: asking again from further back does no harm. */
  noteExecutionsUpTo(time: UnixNanos): void {
    const { account } = this.#state
    if (time <= account.executionsSince) return
    this.#state = { ...this.#state, account: { ...account, executionsSince: time } }
  }
}
