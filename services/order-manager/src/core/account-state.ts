/**
 * What the account's single writer holds in memory, and how changes become one write and the state after it. Invariants:
 * `accountSeq` grows by one for each event, without gaps; the ledger is what replaying all executions and adjustments
 * gives.
 */
import {
  type AccountEvent,
  type AccountEventBody,
  type AccountId,
  type AccountLedger,
  adjustmentEventId,
  type BalanceAdjustment,
  bookAdjustment,
  bookExecution,
  type Currency,
  createLedger,
  type EventId,
  type ExecutionId,
  type InstrumentId,
  type Order,
  orderEventId,
  resetEventId,
  type UnixNanos,
} from '@oasis/domain'
import type { AccountRow, NewRecord, OrderWrite, PaperResetRow } from '@oasis/ports'

export interface AccountState {
  readonly account: AccountRow
  /** Since the last reset. */
  readonly ledger: AccountLedger
  /**
   * By the venue's clock: what others did before is part of the opening balances, and is not booked. 0 before there are
   * any.
   */
  readonly openedAt: UnixNanos
  /** What has been adjusted as EXTERNAL_TRADE: not to be booked again. */
  readonly externalTrades: ReadonlySet<ExecutionId>
}

export interface InstrumentCurrencies {
  readonly base: Currency
  readonly quote: Currency
}
export type CurrenciesOf = (instrument: InstrumentId) => InstrumentCurrencies

export interface AccountChange {
  /** In the order of happening. */
  readonly bodies: readonly AccountEventBody[]
  /** Orders as they are after it. */
  readonly orders: readonly Order[]
  readonly account?: Partial<Pick<AccountRow, 'riskEpoch' | 'haltEpoch' | 'halted' | 'executionsSince'>>
  /** As {@link OrderWrite} has them. */
  readonly doubts?: OrderWrite['doubts']
  readonly auditClosures?: OrderWrite['auditClosures']
  /** Begun by this change, or done by it where it has the RESET among its bodies. */
  readonly reset?: Pick<PaperResetRow, 'resetId' | 'by'>
}

export interface AccountStep {
  readonly write: OrderWrite
  readonly next: AccountState
  readonly events: readonly AccountEvent[]
}

export function stepAccount(
  state: AccountState,
  change: AccountChange,
  now: UnixNanos,
  currenciesOf: CurrenciesOf,
  toRecord: (event: AccountEvent) => NewRecord,
): AccountStep {
  const events = change.bodies.map((body, n) => nameEvent(state.account, n + 1, body, now))
  const books = events.reduce((current, event) => book(current, event, currenciesOf), state)
  const account = {
    ...books.account,
    ...change.account,
    accountSeq: state.account.accountSeq + events.length,
  }
  const write = {
    account,
    expectedAccountSeq: state.account.accountSeq,
    orders: change.orders,
    executions: events.flatMap(({ accountSeq, body }) =>
      body.kind === 'EXECUTION' ? [{ accountSeq, execution: body.execution }] : [],
    ),
    adjustments: events.flatMap(({ accountSeq, body }) =>
      body.kind === 'ADJUSTMENT' ? [{ accountSeq, adjustment: body.adjustment }] : [],
    ),
    outbox: events.map(toRecord),
    ...(change.doubts === undefined ? {} : { doubts: change.doubts }),
    ...(change.auditClosures === undefined ? {} : { auditClosures: change.auditClosures }),
    ...(change.reset === undefined ? {} : { reset: resetRow(change.reset, events) }),
  }
  return { write, events, next: { ...books, account } }
}

function resetRow(
  { resetId, by }: NonNullable<AccountChange['reset']>,
  events: readonly AccountEvent[],
): PaperResetRow {
  const done = events.find(({ body }) => body.kind === 'RESET')
  return done === undefined ? { resetId, by } : { resetId, by, doneAtSeq: done.accountSeq }
}

function nameEvent(account: AccountRow, n: number, body: AccountEventBody, ts: UnixNanos): AccountEvent {
  const { accountId } = account
  const accountSeq = account.accountSeq + n
  return { eventId: eventIdOf(accountId, accountSeq, body), accountId, accountSeq, ts, body }
}

function eventIdOf(account: AccountId, accountSeq: number, body: AccountEventBody): EventId {
  switch (body.kind) {
    case 'ORDER':
    case 'EXECUTION':
      return orderEventId(body.order.clientOrderId, body.order.version)
    case 'ADJUSTMENT':
      return adjustmentEventId(account, accountSeq)
    case 'RESET':
      return resetEventId(account, accountSeq)
  }
}

function book(state: AccountState, { accountSeq, ts, body }: AccountEvent, of: CurrenciesOf): AccountState {
  switch (body.kind) {
    case 'ORDER':
      return state
    case 'EXECUTION':
      return {
        ...state,
        ledger: bookExecution(state.ledger, body.execution, of(body.execution.instrumentId)),
      }
    case 'ADJUSTMENT':
      return bookIntoAccount(state, body.adjustment)
    case 'RESET': {
      const account = { ...state.account, resetSeq: accountSeq }
      return { account, ledger: createLedger(account.accountId), openedAt: ts, externalTrades: new Set() }
    }
  }
}

/** Of a change, or of the history read at start: opening balances say when the account began. */
export function bookIntoAccount<T extends Pick<AccountState, 'ledger' | 'openedAt' | 'externalTrades'>>(
  state: T,
  adjustment: BalanceAdjustment,
): T {
  const { reason, tsEvent, executionId } = adjustment
  const openedAt = reason === 'OPENING' ? tsEvent : state.openedAt
  const externalTrades =
    executionId === undefined ? state.externalTrades : new Set(state.externalTrades).add(executionId)
  return { ...state, ledger: bookAdjustment(state.ledger, adjustment), openedAt, externalTrades }
}
