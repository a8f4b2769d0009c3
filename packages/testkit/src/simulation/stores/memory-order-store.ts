/** An order store that outlives its service and is forgotten with the run. A write is checked whole before it is done. */
import {
  type AccountId,
  type BalanceAdjustment,
  type ClientOrderId,
  EXTERNAL_STRATEGY,
  type Execution,
  type IntentId,
  isFinal,
  isStorable,
  type Order,
  type UnixNanos,
} from '@oasis/domain'
import {
  type AccountRow,
  type AuditClosure,
  type DoubtRow,
  FencedWriter,
  type OrderQuery,
  type OrderStore,
  type OrderWrite,
  type PaperResetRow,
} from '@oasis/ports'
import { OtsError } from '@oasis/runtime'
import { MemoryOutbox } from './memory-outbox.ts'

interface Booked<T> {
  readonly accountSeq: number
  readonly entry: T
}

export class MemoryOrderStore extends MemoryOutbox implements OrderStore {
  readonly #accounts = new Map<AccountId, AccountRow>()
  readonly #orders = new Map<ClientOrderId, Order>()
  readonly #byIntent = new Map<IntentId, ClientOrderId>()
  readonly #executions: Booked<Execution>[] = []
  readonly #executionIds = new Set<string>()
  readonly #adjustments: Booked<BalanceAdjustment>[] = []
  readonly #resets = new Map<AccountId, Map<string, PaperResetRow>>()
  readonly #doubts = new Map<AccountId, readonly DoubtRow[]>()
  readonly #auditClosures = new Map<AccountId, readonly AuditClosure[]>()
  readonly #onCommitted: (write: OrderWrite) => void

  constructor(onCommitted: (write: OrderWrite) => void = () => {}) {
    super()
    this.#onCommitted = onCommitted
  }

  /** As last committed; undefined before anybody has asked for it. */
  rowOf(accountId: AccountId): AccountRow | undefined {
    return this.#accounts.get(accountId)
  }

  has(id: ClientOrderId): boolean {
    return this.#orders.has(id)
  }

  async loadAccount(accountId: AccountId): Promise<AccountRow> {
    const row = this.#accounts.get(accountId) ?? emptyAccount(accountId)
    this.#accounts.set(accountId, row)
    return row
  }

  async commit(write: OrderWrite): Promise<void> {
    this.#check(write)
    this.#accounts.set(write.account.accountId, write.account)
    for (const order of write.orders) {
      this.#orders.set(order.clientOrderId, order)
      this.#byIntent.set(order.intent.intentId, order.clientOrderId)
    }
    for (const { accountSeq, execution } of write.executions) {
      this.#executions.push({ accountSeq, entry: execution })
      this.#executionIds.add(executionKey(execution))
    }
    for (const { accountSeq, adjustment } of write.adjustments) {
      this.#adjustments.push({ accountSeq, entry: adjustment })
    }
    if (write.reset !== undefined) {
      const resets = this.#resets.get(write.account.accountId) ?? new Map<string, PaperResetRow>()
      this.#resets.set(write.account.accountId, resets.set(write.reset.resetId, write.reset))
    }
    if (write.doubts !== undefined) this.#doubts.set(write.account.accountId, write.doubts)
    if (write.auditClosures !== undefined) {
      this.#auditClosures.set(write.account.accountId, write.auditClosures)
    }
    this.add(write.outbox)
    this.#onCommitted(write)
  }

  async findByIntent(intentId: IntentId): Promise<Order | undefined> {
    const id = this.#byIntent.get(intentId)
    return id === undefined ? undefined : this.#orders.get(id)
  }

  async findByClientOrderId(id: ClientOrderId): Promise<Order | undefined> {
    return this.#orders.get(id)
  }

  async openOrders(accountId: AccountId): Promise<readonly Order[]> {
    return [...this.#orders.values()]
      .filter((order) => order.intent.accountId === accountId && isOpen(order))
      .sort(oldestFirst)
  }

  async listOrders({ accountId, open, limit, before }: OrderQuery): Promise<readonly Order[]> {
    return [...this.#orders.values()]
      .filter((order) => accountId === undefined || order.intent.accountId === accountId)
      .filter((order) => open === undefined || !isFinal(order.state) === open)
      .filter((order) => before === undefined || oldestFirst(order, before) < 0)
      .sort((a, b) => oldestFirst(b, a))
      .slice(0, limit)
  }

  async executionsOf(id: ClientOrderId): Promise<readonly Execution[]> {
    return this.#executions.map(({ entry }) => entry).filter((one) => one.clientOrderId === id)
  }

  allExecutions(accountId: AccountId): AsyncIterable<Execution> {
    return this.#sinceReset(accountId, this.#executions)
  }

  allAdjustments(accountId: AccountId): AsyncIterable<BalanceAdjustment> {
    return this.#sinceReset(accountId, this.#adjustments)
  }

  async findReset(accountId: AccountId, resetId: string): Promise<PaperResetRow | undefined> {
    return this.#resets.get(accountId)?.get(resetId)
  }

  async unfinishedReset(accountId: AccountId): Promise<PaperResetRow | undefined> {
    return this.#resets
      .get(accountId)
      ?.values()
      .find(({ doneAtSeq }) => doneAtSeq === undefined)
  }

  async doubts(accountId: AccountId): Promise<readonly DoubtRow[]> {
    const rows = this.#doubts.get(accountId) ?? []
    return rows.toSorted((a, b) => compare(a.clientOrderId, b.clientOrderId))
  }

  async auditClosures(accountId: AccountId): Promise<readonly AuditClosure[]> {
    const rows = this.#auditClosures.get(accountId) ?? []
    return rows.toSorted((a, b) => compare(a.instrumentId, b.instrumentId) || compare(a.source, b.source))
  }

  async listExecutions(limit: number): Promise<readonly Execution[]> {
    return [...this.#executions]
      .sort((a, b) => compare(b.entry.tsInit, a.entry.tsInit) || b.accountSeq - a.accountSeq)
      .slice(0, limit)
      .map(({ entry }) => entry)
  }

  async close(): Promise<void> {}

  /** Every order ever written, for whoever judges the run. */
  get orders(): readonly Order[] {
    return [...this.#orders.values()]
  }

  /** Those that a service of ours wanted, and no person at the venue; without the tombstones of intents that got none. */
  get ownOrders(): readonly Order[] {
    return this.orders.filter(
      ({ intent, state }) => intent.strategyId !== EXTERNAL_STRATEGY && state !== 'VOIDED',
    )
  }

  /** Every execution ever booked, in the order of booking. */
  get executions(): readonly Execution[] {
    return this.#executions.map(({ entry }) => entry)
  }

  #check({ account, expectedAccountSeq, orders, executions, reset }: OrderWrite): void {
    const words = [...orders.map(({ reason }) => reason), reset?.resetId, reset?.by]
    const unstorable = words.find((text) => text !== undefined && !isStorable(text))
    if (unstorable !== undefined) throw new OtsError('OTS_TEXT_REFUSED', JSON.stringify(unstorable))
    if (this.#accounts.get(account.accountId)?.accountSeq !== expectedAccountSeq) {
      throw new FencedWriter(account.accountId)
    }
    for (const order of orders) {
      const known = this.#byIntent.get(order.intent.intentId)
      if (known !== undefined && known !== order.clientOrderId) {
        throw new Error(`intent ${order.intent.intentId} has another order`)
      }
      if (order.version === 1 && this.#orders.has(order.clientOrderId)) {
        throw new Error(`order ${order.clientOrderId} is there already`)
      }
    }
    const ids = executions.map(({ execution }) => executionKey(execution))
    const again = ids.find((id, i) => this.#executionIds.has(id) || ids.indexOf(id) !== i)
    if (again !== undefined) throw new Error(`execution ${again} is booked already`)
  }

  async *#sinceReset<T extends { readonly accountId: AccountId }>(
    accountId: AccountId,
    all: readonly Booked<T>[],
  ): AsyncIterable<T> {
    const from = this.#accounts.get(accountId)?.resetSeq ?? 0
    const booked = [...all].sort((a, b) => a.accountSeq - b.accountSeq)
    for (const { accountSeq, entry } of booked) {
      if (accountSeq > from && entry.accountId === accountId) yield entry
    }
  }
}

const emptyAccount = (accountId: AccountId): AccountRow => ({
  accountId,
  accountSeq: 0,
  riskEpoch: 0,
  haltEpoch: 0,
  halted: false,
  resetSeq: 0,
  executionsSince: 0n as UnixNanos,
})

const executionKey = ({ accountId, executionId }: Execution): string => `${accountId}/${executionId}`
const isOpen = (order: Order): boolean => !isFinal(order.state) || order.absentUntil !== undefined
const compare = (a: bigint | string, b: bigint | string): number => (a < b ? -1 : a > b ? 1 : 0)

type Placed = Pick<Order, 'createdAt' | 'clientOrderId'>
const oldestFirst = (a: Placed, b: Placed): number =>
  compare(a.createdAt, b.createdAt) || compare(a.clientOrderId, b.clientOrderId)
