/**
 * What the account's single writer holds in memory, and how changes become one write and the state after it. Invariants:
 * `accountSeq` grows by one for each event, without gaps; the ledger is what replaying all executions and adjustments
 * gives.
 */
import {
  type AccountEvent,
  type AccountEventBody,
  type AccountLedger,
  adjustmentEventId,
  bookAdjustment,
  bookExecution,
  type Currency,
  type InstrumentId,
  type Order,
  orderEventId,
  type UnixNanos,
} from '@oasis/domain'
import type { AccountRow, NewRecord, OrderWrite } from '@oasis/ports'

export interface AccountState {
  readonly account: AccountRow
  readonly ledger: AccountLedger
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
  readonly account?: Partial<Pick<AccountRow, 'riskEpoch' | 'haltEpoch' | 'executionsSince'>>
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
  const account = {
    ...state.account,
    ...change.account,
    accountSeq: state.account.accountSeq + events.length,
  }
  const ledger = events.reduce((current, event) => book(current, event.body, currenciesOf), state.ledger)
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
  }
  return { write, events, next: { account, ledger } }
}

function nameEvent(account: AccountRow, n: number, body: AccountEventBody, ts: UnixNanos): AccountEvent {
  const { accountId } = account
  const accountSeq = account.accountSeq + n
  const eventId =
    body.kind === 'ADJUSTMENT'
      ? adjustmentEventId(accountId, accountSeq)
      : orderEventId(body.order.clientOrderId, body.order.version)
  return { eventId, accountId, accountSeq, ts, body }
}

function book(ledger: AccountLedger, body: AccountEventBody, currenciesOf: CurrenciesOf): AccountLedger {
  switch (body.kind) {
    case 'ORDER':
      return ledger
    case 'EXECUTION':
      return bookExecution(ledger, body.execution, currenciesOf(body.execution.instrumentId))
    case 'ADJUSTMENT':
      return bookAdjustment(ledger, body.adjustment)
  }
}
