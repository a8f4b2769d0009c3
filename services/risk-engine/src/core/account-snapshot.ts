/** Rebuilding an account from the order manager's snapshot. */
import type {
  AccountLedger,
  Currency,
  InstrumentId,
  IntentId,
  Money,
  Order,
  Position,
  StrategyId,
} from '@oasis/domain'
import { holdTerms } from './account-events.ts'
import { type Adjusted, paidBetween, paidInOf } from './adjustments.ts'
import { findCurrencies } from './instrument-currencies.ts'
import { NO_TOTALS, totalsWith, withEntry } from './pending-totals.ts'
import { PersistentMap } from './persistent-map.ts'
import { type Reservation, reserveOrder } from './reservation.ts'
import { type RiskState, withOrderManagerHalt } from './risk-state.ts'

/** A position of one strategy, or (without one) the account's own on the instrument. */
export interface SnapshotPosition {
  readonly strategyId?: StrategyId
  readonly instrumentId: InstrumentId
  readonly position: Position
}

/** All chunks of one snapshot together. */
export interface AccountSnapshot {
  readonly accountSeq: number
  readonly riskEpoch: number
  readonly haltEpoch: number
  readonly halted: boolean
  readonly positions: readonly SnapshotPosition[]
  readonly balances: readonly { readonly currency: Currency; readonly total: Money }[]
  /**
   * All that are not final, and those declared absent that may still appear. With a new epoch, also the final ones that
   * were created within `RECENT_ORDERS_MS`.
   */
  readonly openOrders: readonly Order[]
}

export type SnapshotResult =
  | { readonly kind: 'APPLIED'; readonly state: RiskState }
  /** It cannot be told what it trades. */
  | { readonly kind: 'UNKNOWN_INSTRUMENT'; readonly instrumentId: InstrumentId }

/**
 * Replaces ledger and reservations. Of our own reservations survive those that the snapshot cannot speak of: approvals
 * that were `unanswered` when it was asked for (their orders may come into being after it), and what a later event or
 * answer already told. An order that was known to be placed before and is not in the snapshot can do nothing any more.
 */
export function applySnapshot(
  state: RiskState,
  snapshot: AccountSnapshot,
  unanswered: ReadonlySet<IntentId>,
): SnapshotResult {
  const kept = [...state.reservations].filter(([intentId]) => unanswered.has(intentId))
  let reservations = PersistentMap.of<IntentId, Reservation>(kept)
  const { accountSeq, riskEpoch, haltEpoch, halted } = snapshot
  const ledger = ledgerOf(state, snapshot)
  const adjusted = adjustedSinceMarks(state, ledger)
  const bare = { ...withOrderManagerHalt(state, haltEpoch, halted), accountSeq, riskEpoch, ledger, adjusted }
  for (const order of snapshot.openOrders) {
    const { intentId, instrumentId } = order.intent
    const instrument = findCurrencies(state.market, instrumentId)
    if (!instrument) return { kind: 'UNKNOWN_INSTRUMENT', instrumentId }
    const known = state.reservations.get(intentId)
    if (known && known.version >= order.version) {
      reservations = reservations.with(intentId, known)
      continue
    }
    const reservation = reserveOrder(order, holdTerms(bare, known, instrument))
    reservations = reservations.put(intentId, reservation)
  }
  const totals = [...reservations.values()].reduce(totalsWith, NO_TOTALS)
  return { kind: 'APPLIED', state: { ...bare, reservations, totals } }
}

/** What was paid in and out since the marks were brought up: by events that were missed, or while nobody was here. */
function adjustedSinceMarks({ control, market, adjusted }: RiskState, ledger: AccountLedger): Adjusted {
  const before = control.marks?.paidIn
  const now = paidInOf(market, ledger)
  return before && now ? paidBetween(before, now) : adjusted
}

function ledgerOf({ ledger: { accountId } }: RiskState, snapshot: AccountSnapshot): AccountLedger {
  let byStrategy: AccountLedger['byStrategy'] = new Map()
  let byInstrument: AccountLedger['byInstrument'] = new Map()
  for (const { strategyId, instrumentId, position } of snapshot.positions) {
    if (strategyId === undefined) {
      byInstrument = withEntry(byInstrument, instrumentId, position)
      continue
    }
    const ofStrategy = byStrategy.get(strategyId) ?? new Map<InstrumentId, Position>()
    byStrategy = withEntry(byStrategy, strategyId, withEntry(ofStrategy, instrumentId, position))
  }
  const balances = new Map(snapshot.balances.map(({ currency, total }) => [currency, total]))
  return { accountId, byStrategy, byInstrument, balances }
}
