/**
 * A scenario is data: a market, strategies, what happens in order, and what must be true in the end. The same file is run
 * on the embedded system and on the distributed one, with the same expectations. Nothing in it may depend on how long
 * something takes: prices stand still while orders are on their way, and a step that needs what came of another waits
 * for it by `until`.
 */
import type { BotStatus, CommandAction, DenialCode, OrderState } from '@oasis/domain'

/** Price and quantity, as decimal text. */
export type Level = readonly [price: string, quantity: string]

export interface ScriptedBook {
  /** Best first. */
  readonly bids: readonly Level[]
  readonly asks: readonly Level[]
}

/** Services that can be started anew in the middle of it. In one process, all of them are. */
export const RESTARTABLE = [
  'market-connector',
  'data-normalizer',
  'strategy-framework',
  'risk-engine',
  'order-manager',
  'auditor',
] as const
export type RestartableService = (typeof RESTARTABLE)[number]

export interface ScenarioStrategy {
  readonly id: string
  /** A built-in type, or one of the files in `strategies/`. */
  readonly type: string
  readonly instruments: readonly string[]
  readonly params: Readonly<Record<string, unknown>>
}

export type CommandStep =
  | { readonly target: { readonly strategy: string }; readonly action: CommandAction }
  | { readonly target: 'account'; readonly action: CommandAction }

export type Step =
  /** Trades of this many at one price, one after the other; symbols as `BTC-USD`. */
  | { readonly trades: string; readonly count?: number; readonly price: string; readonly size?: string }
  /** What is offered from now on. */
  | { readonly book: string; readonly shows: ScriptedBook }
  /** By the topic; goes on when it was answered. */
  | { readonly command: CommandStep }
  /** By the direct call. */
  | { readonly halt: { readonly flatten: boolean } }
  /** Ends the last halt, by the topic. */
  | { readonly resume: true }
  | { readonly restart: RestartableService }
  | { readonly waitMs: number }
  | { readonly until: Partial<Outcome> }

/** Decimals as text. Each list in the order in which it came to be. */
export interface Outcome {
  readonly orders: Partial<Readonly<Record<OrderState, number>>>
  /** `BUY 0.01 BTC-USD @ 65001 fee 5.85009`. */
  readonly executions: readonly string[]
  /** By risk and, the same, by the order manager; those that are not flat. */
  readonly positions: Readonly<Record<string, string>>
  readonly cash: Readonly<Record<string, string>>
  readonly denials: Partial<Readonly<Record<DenialCode, number>>>
  /** `SET_BOT_STATUS APPLIED`. */
  readonly commands: readonly string[]
  readonly halts: readonly { readonly verified: boolean }[]
  readonly status: BotStatus
}

export interface Scenario {
  /** A sentence about what is seen. */
  readonly name: string
  /** As they are in the beginning, by symbol. */
  readonly market: Readonly<Record<string, ScriptedBook>>
  readonly strategies: readonly ScenarioStrategy[]
  /** As in `ots.yaml`, of the account. */
  readonly limits?: Readonly<Record<string, string | number>>
  readonly steps: readonly Step[]
  readonly expect: Outcome
}
