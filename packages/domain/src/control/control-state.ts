/**
 * What people have set, per target, as its owner keeps it; `control.state` is the owner's copy for everybody else.
 */
import type { AccountId, Currency, StrategyId } from '../ids/identifiers.ts'
import type { LimitScope, Limits } from '../risk/limits.ts'
import type { Money } from '../values/amounts.ts'
import type { UnixNanos } from '../values/unix-nanos.ts'

/** PAUSED: no new entries. HALTED: nothing but reductions, every open order cancelled. */
export const BOT_STATUSES = ['RUNNING', 'PAUSED', 'HALTED'] as const
export type BotStatus = (typeof BOT_STATUSES)[number]

export const STRATEGY_STATUSES = ['RUNNING', 'STOPPED'] as const
export type StrategyStatus = (typeof STRATEGY_STATUSES)[number]

export interface ScopedLimits {
  readonly scope: LimitScope
  readonly limits: Partial<Limits>
}

/** Equity is reconciled equity in the account's valuation currency. */
export interface EquityMarks {
  /** UTC day, `2026-11-22`. */
  readonly day: string
  /** What a loss of the day is measured from: equity at its beginning, or at the last resume after. */
  readonly dayStartEquity: Money
  /** What drawdown is measured from: the highest since the start of the account or the last resume. */
  readonly peakEquity: Money
  /**
   * All that was ever paid in, less what was paid out, by currency, as of when the marks were brought up: what has come
   * since, whoever was watching, moves them. Absent where it was not known.
   */
  readonly paidIn?: readonly PaidIn[]
}

export interface PaidIn {
  readonly currency: Currency
  readonly amount: Money
}

export interface AccountControlState {
  readonly kind: 'ACCOUNT'
  readonly accountId: AccountId
  /** Grows with every change. */
  readonly version: number
  readonly status: BotStatus
  /** Of the halt in force, or of the last one. */
  readonly haltEpoch: number
  /** The order manager has not answered the halt in force: `haltEpoch` is what it will be at least, not its name yet. */
  readonly haltUnheard?: true
  /** Why the status is what it is, and who set it. */
  readonly reason: string
  readonly changedBy: string
  readonly limits: readonly ScopedLimits[]
  /** Absent until the equity was known once. */
  readonly marks: EquityMarks | undefined
  /** Grows with each RESET_PAPER; strategies of the account start a new generation by it. */
  readonly resets: number
  readonly ts: UnixNanos
}

export interface StrategyControlState {
  readonly kind: 'STRATEGY'
  /** As configured. */
  readonly strategyId: StrategyId
  /** What its intents and orders are named after: one for each of its instruments. */
  readonly instances: readonly StrategyId[]
  readonly accountId: AccountId
  readonly version: number
  readonly status: StrategyStatus
  readonly type: string
  /** A JSON object. */
  readonly params: string
  /** By a command, and so no longer those of `ots.yaml`. */
  readonly paramsSet: boolean
  readonly generation: number
  /** Why the status is what it is: who stopped it, or the error or the spent time budget that did. */
  readonly reason: string
  readonly changedBy: string
  readonly ts: UnixNanos
}

export const HALT_OWNERS = ['ORDER_MANAGER', 'RISK_ENGINE'] as const
export type HaltOwner = (typeof HALT_OWNERS)[number]

/**
 * A halt as its owner has it in memory, told past the owner's store, which may be away: what a later leader reads before
 * it acts, as long as it is there. Both owners keep one, since either may be called while the other is away.
 */
export interface HaltControlState {
  readonly kind: 'HALT'
  readonly owner: HaltOwner
  readonly accountId: AccountId
  readonly haltEpoch: number
  readonly reason: string
  readonly ts: UnixNanos
}

/** Of what a command can be given to. */
export type TargetControlState = AccountControlState | StrategyControlState

export type ControlState = TargetControlState | HaltControlState
