/**
 * Everything that decides an intent of one account. Account state is replaced, never changed; the market board is
 * shared by all accounts and changed in place. Invariant: `totals` is the sum over `reservations`.
 */
import {
  type AccountControlState,
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
  type StrategyId,
  type StrategyStatus,
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
  /** Goes into approvals. The order manager owns it. */
  readonly haltEpoch: number
  /** The order manager takes nothing but reductions, whatever our own status says; told by its snapshot. */
  readonly haltedAtOrderManager: boolean
  /** What people have set, and the equity marks. The store has a copy, this is what is in force. */
  readonly control: AccountControlState
  /** A strategy that nobody has stopped runs. */
  readonly strategies: ReadonlyMap<StrategyId, StrategyStatus>
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
    haltedAtOrderManager: false,
    control: initialControl(account.id),
    strategies: new Map(),
    accountSeq: 0,
    ledger: createLedger(account.id),
    reservations: new Map(),
    totals: NO_TOTALS,
    rates: new Map(),
  }
}

/** Of an account about which nothing was ever set. */
const initialControl = (accountId: AccountId): AccountControlState => ({
  kind: 'ACCOUNT',
  accountId,
  version: 0,
  status: 'RUNNING',
  haltEpoch: 0,
  reason: '',
  changedBy: '',
  limits: [],
  marks: undefined,
  resets: 0,
  ts: 0n as UnixNanos,
})

export const withControl = (state: RiskState, control: AccountControlState): RiskState => ({
  ...state,
  control,
})

export const withLimits = (state: RiskState, limits: LimitsBook): RiskState => ({ ...state, limits })

export const withStrategyStatus = (
  state: RiskState,
  strategyId: StrategyId,
  status: StrategyStatus,
): RiskState => ({ ...state, strategies: withEntry(state.strategies, strategyId, status) })

/** What the order manager says of halts: in a snapshot, and in its answers to CancelAll and Resume. */
export const withOrderManagerHalt = (state: RiskState, haltEpoch: number, halted: boolean): RiskState => ({
  ...state,
  haltEpoch,
  haltedAtOrderManager: halted,
})

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
