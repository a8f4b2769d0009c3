/**
 * Everything that decides an intent of one account. Account state is replaced, never changed; the market board is
 * shared by all accounts and changed in place. Invariant: `totals` is the sum over `reservations`.
 */
import {
  type AccountId,
  type AccountLedger,
  amountAsQuantity,
  type Currency,
  createLedger,
  type Instrument,
  type InstrumentId,
  type IntentId,
  type LimitsBook,
  type Money,
  type Quantity,
  type Rate,
  type TradingMode,
  type UnixNanos,
  type VenueId,
  ZERO_MONEY,
  ZERO_QUANTITY,
} from '@oasis/domain'
import type { MarketBoard } from './market-board.ts'
import { NO_TOTALS, type PendingTotals, totalsWith, totalsWithout, withEntry } from './pending-totals.ts'
import type { Reservation } from './reservation.ts'

export interface AccountTerms {
  readonly id: AccountId
  readonly venue: VenueId
  readonly mode: TradingMode
  readonly valuationCurrency: Currency
  /** What every fill is assumed to pay; the venue's own fees are booked. */
  readonly takerFee: Rate
}

/**
 * STARTING: no epoch taken yet. RECONCILING: events were missed, a snapshot is on its way. AWAY: the order manager
 * does not answer. STOPPED: another risk engine took over, or an event could not be read; a person must look.
 */
export type Phase = 'STARTING' | 'RECONCILING' | 'OPEN' | 'AWAY' | 'STOPPED'

export interface RiskState {
  readonly account: AccountTerms
  readonly market: MarketBoard
  readonly limits: LimitsBook
  readonly phase: Phase
  /** For a person: why it is not open. */
  readonly reason: string
  readonly riskEpoch: number
  readonly haltEpoch: number
  /** The last order event contained. */
  readonly accountSeq: number
  readonly ledger: AccountLedger
  readonly reservations: ReadonlyMap<IntentId, Reservation>
  readonly totals: PendingTotals
  /** Token buckets by level; see order-rate.ts. */
  readonly rates: ReadonlyMap<string, UnixNanos>
}

export function createRiskState(account: AccountTerms, market: MarketBoard, limits: LimitsBook): RiskState {
  return {
    account,
    market,
    limits,
    phase: 'STARTING',
    reason: 'no snapshot of the account yet',
    riskEpoch: 0,
    haltEpoch: 0,
    accountSeq: 0,
    ledger: createLedger(account.id),
    reservations: new Map(),
    totals: NO_TOTALS,
    rates: new Map(),
  }
}

export const withPhase = (state: RiskState, phase: Phase, reason: string): RiskState => ({
  ...state,
  phase,
  reason,
})

/** Sets, replaces or (undefined) frees the reservation of an intent. */
export function withReservation(
  state: RiskState,
  intentId: IntentId,
  reservation: Reservation | undefined,
): RiskState {
  const known = state.reservations.get(intentId)
  const without = known ? totalsWithout(state.totals, known) : state.totals
  return {
    ...state,
    reservations: withEntry(state.reservations, intentId, reservation),
    totals: reservation ? totalsWith(without, reservation) : without,
  }
}

/** Frees what was kept for orders declared absent, once they cannot appear any more. */
export function freeExpired(state: RiskState, now: UnixNanos): RiskState {
  let current = state
  for (const { intentId, keptUntil } of state.reservations.values()) {
    if (keptUntil !== undefined && keptUntil <= now) current = withReservation(current, intentId, undefined)
  }
  return current
}

/** Total of a currency, holds included. */
export const balanceOf = (state: RiskState, currency: Currency): Money =>
  state.ledger.balances.get(currency) ?? ZERO_MONEY

/** What no open order may still take. */
export const freeBalance = (state: RiskState, currency: Currency): Money =>
  (balanceOf(state, currency) - (state.totals.held.get(currency) ?? ZERO_MONEY)) as Money

/**
 * The account's position: its whole balance of the base currency, so that external holdings count. Instruments that
 * are traded quote in the valuation currency and are of one venue; so each base currency belongs to one of them.
 */
export function accountQuantity(state: RiskState, instrument: Pick<Instrument, 'base'>): Quantity {
  return amountAsQuantity(balanceOf(state, instrument.base), 'UP')
}

export const strategyQuantity = (
  state: RiskState,
  strategyId: Reservation['strategyId'],
  instrumentId: InstrumentId,
): Quantity => state.ledger.byStrategy.get(strategyId)?.get(instrumentId)?.quantity ?? ZERO_QUANTITY
