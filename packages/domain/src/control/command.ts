/**
 * What people and programs ask of the running system (`control.commands`) and what became of it (`control.events`).
 * A command is applied once, in order, by the owner of its target: the risk engine for an account, the strategy
 * framework for a strategy. The owner's answer carries the state after it.
 */
import type { AccountId, ClientOrderId, EventId, StrategyId } from '../ids/identifiers.ts'
import type { LimitScope, Limits } from '../risk/limits.ts'
import type { UnixNanos } from '../values/unix-nanos.ts'
import type { BotStatus, StrategyStatus, TargetControlState } from './control-state.ts'

/** The topic's key is `account/<id>` or `strategy/<id>`. */
export type CommandTarget =
  | { readonly kind: 'ACCOUNT'; readonly accountId: AccountId }
  | { readonly kind: 'STRATEGY'; readonly strategyId: StrategyId }

export type CommandAction =
  | {
      readonly kind: 'SET_BOT_STATUS'
      readonly status: BotStatus
      /** With HALTED only: sell what OTS itself has booked, once all cancels are final. */
      readonly flatten: boolean
      /** The typed override without which nothing is flattened at a stale price. */
      readonly acceptStalePrices: boolean
      /** Leaving HALTED must name the halt that it ends; another one may have been called since. */
      readonly haltEpoch?: number
    }
  /** `params`: the strategy's parameters as a JSON object; replaces all of them. Starts a new generation. */
  | { readonly kind: 'SET_STRATEGY_CONFIG'; readonly params: string }
  | { readonly kind: 'SET_STRATEGY_STATUS'; readonly status: StrategyStatus }
  /** Sets the limits that it names, at that level; an empty object gives the level back to configuration. */
  | { readonly kind: 'SET_RISK_LIMITS'; readonly scope: LimitScope; readonly limits: Partial<Limits> }
  | { readonly kind: 'CANCEL_ORDER'; readonly clientOrderId: ClientOrderId }
  /** PAPER only: everything starts again from the opening balances, with new generations. */
  | { readonly kind: 'RESET_PAPER' }

export interface Command {
  /** A UUID; the same one again is not applied again. */
  readonly commandId: string
  readonly target: CommandTarget
  readonly action: CommandAction
  /** Who wants it: a user's name, or `ots`, or the part of the system that acted by itself. */
  readonly issuedBy: string
  readonly reason: string
  readonly issuedAt: UnixNanos
}

export interface CommandEvent {
  readonly eventId: EventId
  /** Also for what the system did by itself (a loss limit that halted): then a name of its own. */
  readonly commandId: string
  readonly target: CommandTarget
  readonly action: CommandAction['kind']
  readonly outcome: 'APPLIED' | 'REJECTED'
  /** Why it was rejected; what was done. */
  readonly reason: string
  readonly issuedBy: string
  /** The target's state after it. */
  readonly state: TargetControlState | undefined
  readonly ts: UnixNanos
}

export const commandTargetKey = (target: CommandTarget): string =>
  target.kind === 'ACCOUNT' ? `account/${target.accountId}` : `strategy/${target.strategyId}`

/** Owners answer a command once. */
export const commandEventId = (commandId: string): EventId => `command/${commandId}` as EventId
