/**
 * Everything that decides an intent of one account. Account state is replaced, never changed, and what changes with
 * each order is kept in persistent maps, so that replacing costs the same with one order open and with thousands; the
 * market board is shared by all accounts and changed in place. Invariant: `totals` is the sum over `reservations`.
 */
import {
  type AccountControlState,
  type AccountId,
  createLedger,
  type IntentId,
  type LimitsBook,
  type Money,
  type StrategyId,
  type StrategyStatus,
  type UnixNanos,
} from '@oasis/domain'
import type { AccountBooks, AccountTerms } from './account-books.ts'
import type { Adjusted, AssumedWorth } from './adjustments.ts'
import type { MarketBoard } from './market-board.ts'
import { NO_TOTALS, totalsWith, totalsWithout, withEntry } from './pending-totals.ts'
import { PersistentMap } from './persistent-map.ts'
import type { Reservation } from './reservation.ts'
import { bucketsEmptyAt, type TokenBuckets } from './token-buckets.ts'
import { Valuation } from './valuation.ts'

/**
 * STARTING: no epoch taken yet. RECONCILING: events were missed, a snapshot is on its way. AWAY: the order manager
 * does not answer. STOPPED: another risk engine took over, or an event could not be read; a person must look.
 */
export type Phase = 'STARTING' | 'RECONCILING' | 'OPEN' | 'AWAY' | 'STOPPED'

export interface RiskState extends AccountBooks {
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
  readonly reservations: PersistentMap<IntentId, Reservation>
  /** See token-buckets.ts. */
  readonly rates: TokenBuckets
  /** Paid in and out since the marks in `control` were brought up, and whatever else they do not contain yet. */
  readonly adjusted: Adjusted
  /** As last observed, for the time that equity is unknown. */
  readonly lastEquity: Money | undefined
  /** See equity-marks.ts. */
  readonly assumed: AssumedWorth | undefined
  /** The halt in which a person lets flattening go ahead without a price that may be used. */
  readonly stalePricesAcceptedIn: number | undefined
  /** Remembers sums, and is no part of what the state says; states of one account share it. */
  readonly valuation: Valuation
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
    reservations: PersistentMap.empty(),
    totals: NO_TOTALS,
    // Until it is said otherwise, when it begins to work.
    rates: bucketsEmptyAt(0n as UnixNanos),
    adjusted: new Map(),
    lastEquity: undefined,
    assumed: undefined,
    stalePricesAcceptedIn: undefined,
    valuation: new Valuation(account, market),
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

/** The typed override of a flatten; over with the halt that it names. */
export const withStalePricesAccepted = (state: RiskState, haltEpoch: number): RiskState => ({
  ...state,
  stalePricesAcceptedIn: haltEpoch,
})

export const withPhase = (state: RiskState, phase: Phase, reason: string): RiskState => ({
  ...state,
  phase,
  reason,
})

/** Sets, replaces or (undefined) frees the reservation of an intent; with the tokens that an approval has taken. */
export function withReservation(
  state: RiskState,
  intentId: IntentId,
  reservation: Reservation | undefined,
  rates: TokenBuckets = state.rates,
): RiskState {
  const known = state.reservations.get(intentId)
  const without = known ? totalsWithout(state.totals, known) : state.totals
  return {
    ...state,
    reservations: state.reservations.put(intentId, reservation),
    totals: reservation ? totalsWith(without, reservation) : without,
    rates,
  }
}

/** Frees what was kept for orders declared absent, once they cannot appear any more. */
export function freeExpired(state: RiskState, now: UnixNanos): RiskState {
  let current = state
  for (const [intentId, keptUntil] of state.totals.absent) {
    if (keptUntil <= now) current = withReservation(current, intentId, undefined)
  }
  return current
}
