/** The order manager's memory: orders, executions, balance adjustments, the account's sequence, and the outbox. */
import type {
  AccountId,
  BalanceAdjustment,
  ClientOrderId,
  Execution,
  InstrumentId,
  IntentId,
  Order,
  UnixNanos,
} from '@oasis/domain'
import type { NewRecord } from './bus.ts'
import type { Outbox } from './outbox.ts'

export interface AccountRow {
  readonly accountId: AccountId
  /** Last one used; 0 before the first event. */
  readonly accountSeq: number
  readonly riskEpoch: number
  readonly haltEpoch: number
  /** In the halt named by `haltEpoch`; otherwise that one is over. */
  readonly halted: boolean
  /** What came up to here was before the last paper reset: kept, and no longer part of any balance or position. */
  readonly resetSeq: number
  /** Executions up to here are known; reconciliation asks from here. */
  readonly executionsSince: UnixNanos
}

/** A paper reset, under the name that its caller gave it. Written down before the venue is touched, and again when done. */
export interface PaperResetRow {
  readonly resetId: string
  readonly by: string
  /** `accountSeq` of its RESET event; until that is committed it is under way. */
  readonly doneAtSeq?: number
}

/** An order in doubt, so that a restart does not begin its minute anew. */
export interface DoubtRow {
  readonly clientOrderId: ClientOrderId
  /** Whether the venue has it, or fills that it speaks of and does not list. */
  readonly kind: 'OUTCOME' | 'FILLS'
  /** Of time in which the venue could be reached; charged before it has passed, so that no crash gives it back. */
  readonly chargedMs: number
}

/** An instrument that the audit has closed. */
export interface AuditClosure {
  readonly instrumentId: InstrumentId
  /** Which of the auditor's sources says otherwise than the executions: that one alone opens it again. */
  readonly source: string
  readonly detail: string
}

/** One transaction. All or nothing. */
export interface OrderWrite {
  /** The account row as it shall be. */
  readonly account: AccountRow
  /** Sequence the writer last saw: another value in the store means another writer, and nothing is written. */
  readonly expectedAccountSeq: number
  readonly orders: readonly Order[]
  /** An execution id that the account has already is the caller's fault, and nothing is written. */
  readonly executions: readonly { readonly accountSeq: number; readonly execution: Execution }[]
  readonly adjustments: readonly { readonly accountSeq: number; readonly adjustment: BalanceAdjustment }[]
  readonly outbox: readonly NewRecord[]
  /** All orders of the account that are in doubt, in place of those before; left out where nothing has changed. */
  readonly doubts?: readonly DoubtRow[]
  /** Likewise, each instrument and source once. */
  readonly auditClosures?: readonly AuditClosure[]
  /** In place of what was known of that reset. */
  readonly reset?: PaperResetRow
}

/** Another order manager has written to the account: this one must stop. */
export class FencedWriter extends Error {
  constructor(account: AccountId, options?: ErrorOptions) {
    super(`another writer has changed account ${account}; this one must stop`, options)
    this.name = 'FencedWriter'
  }
}

export interface OrderQuery {
  readonly accountId?: AccountId
  /** Not final. An order given up as absent is final, and yet among {@link OrderStore.openOrders}. */
  readonly open?: boolean
  readonly limit: number
  /** Orders created strictly before this one (newest first paging). */
  readonly before?: { readonly createdAt: UnixNanos; readonly clientOrderId: ClientOrderId }
}

export interface OrderStore extends Outbox {
  /** Creates the row on first use. */
  loadAccount(accountId: AccountId): Promise<AccountRow>
  /** Throws {@link FencedWriter}; any other failure means that nothing was written. */
  commit(write: OrderWrite): Promise<void>
  findByIntent(intentId: IntentId): Promise<Order | undefined>
  findByClientOrderId(clientOrderId: ClientOrderId): Promise<Order | undefined>
  /** All that are not final, and those whose `absentUntil` is set. */
  openOrders(accountId: AccountId): Promise<readonly Order[]>
  /** Newest first. */
  listOrders(query: OrderQuery): Promise<readonly Order[]>
  executionsOf(clientOrderId: ClientOrderId): Promise<readonly Execution[]>
  /** Those after the last reset, in the order they were booked; for rebuilding positions. */
  allExecutions(accountId: AccountId): AsyncIterable<Execution>
  allAdjustments(accountId: AccountId): AsyncIterable<BalanceAdjustment>
  findReset(accountId: AccountId, resetId: string): Promise<PaperResetRow | undefined>
  /** The one that was begun and is not done; there is never a second. */
  unfinishedReset(accountId: AccountId): Promise<PaperResetRow | undefined>
  /** As the last write that named any has left them; by order id. */
  doubts(accountId: AccountId): Promise<readonly DoubtRow[]>
  /** Likewise; by instrument and source. */
  auditClosures(accountId: AccountId): Promise<readonly AuditClosure[]>
  /** Newest first. */
  listExecutions(limit: number): Promise<readonly Execution[]>
  close(): Promise<void>
}
