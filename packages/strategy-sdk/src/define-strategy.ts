/**
 * A strategy in one file. Callbacks are synchronous and deterministic: the same events give the same wishes, which
 * is what makes backtests, replays and recovery true. All memory is in `state`: plain data (JSON and bigint) that the
 * host snapshots with every emission and hands back after a restart; a variable outside it would be lost.
 */
import type { Bar, InstrumentId, Quote, Trade } from '@oasis/domain'
import type { z } from 'zod'
import type { OrderUpdate, StrategyContext } from './context.ts'

export type Subscription =
  | { readonly trades: true }
  | { readonly quotes: true }
  /**
   * `warmUp`: so many closed bars are fed to `onBar` before the first live event, with `ctx.warmingUp` set, where
   * candles are to be had.
   */
  | { readonly bars: string; readonly warmUp?: number }

export interface StrategyCallbacks {
  /** Once per generation, before anything else. */
  onStart?(ctx: StrategyContext): void
  /** LIVE and BACKFILL trades; the trade says which. History sent on subscribing is not delivered. */
  onTrade?(trade: Trade, ctx: StrategyContext): void
  /** QUARANTINED quotes too, without levels. */
  onQuote?(quote: Quote, ctx: StrategyContext): void
  onBar?(bar: Bar, ctx: StrategyContext): void
  onTimer?(name: string, ctx: StrategyContext): void
  onOrder?(update: OrderUpdate, ctx: StrategyContext): void
  /** The host stops for now; it will go on from the snapshot. Wishes for orders are ignored. */
  onStop?(ctx: StrategyContext): void
}

export interface StateDefinition<Params, State> {
  initial(params: Params): State
  /**
   * Reads the state that an older `version` of the strategy left. Undefined, or no such function: starts afresh,
   * with its position and open orders as they are.
   */
  migrate?(old: unknown, fromVersion: number, params: Params): State | undefined
  /**
   * What carries over when the parameters change and the version does not: the state to go on with. Undefined, or no
   * such function: starts afresh. Bars, timers and `onStart` begin anew either way.
   */
  onConfig?(old: State, params: Params): State | undefined
}

export interface StrategyDefinition<Schema extends z.ZodType = z.ZodType, State = unknown> {
  /** The type's name in configuration: lower-case words with dashes. */
  readonly id: string
  /** Grows with every change of behaviour or of the state's form; starts a new generation. Default 1. */
  readonly version?: number
  readonly params: Schema
  subscriptions(params: z.output<Schema>): readonly Subscription[]
  readonly state?: StateDefinition<z.output<Schema>, State>
  create(input: CreateInput<z.output<Schema>, State>): StrategyCallbacks
}

export interface CreateInput<Params, State> {
  readonly params: Params
  readonly instrument: InstrumentId
  /** Change it in place. */
  readonly state: State
}

/** Any strategy, its own types forgotten: what a registry holds. Parameters are parsed before they are passed. */
export interface AnyStrategy {
  readonly id: string
  readonly version: number
  readonly params: z.ZodType
  subscriptions(params: unknown): readonly Subscription[]
  initialState(params: unknown): unknown
  migrateState(old: unknown, fromVersion: number, params: unknown): unknown
  configureState(old: unknown, params: unknown): unknown
  create(input: CreateInput<unknown, unknown>): StrategyCallbacks
}

const ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/

/** Throws `RangeError` on an id that configuration could not name. */
export function defineStrategy<Schema extends z.ZodType, State = Record<string, never>>(
  definition: StrategyDefinition<Schema, State>,
): AnyStrategy {
  if (!ID.test(definition.id)) {
    throw new RangeError(`"${definition.id}" is not a strategy id: use lower-case words with dashes`)
  }
  const { id, version = 1, params, state } = definition
  // The host parses parameters by this very schema and keeps the state that this definition made: hence the casts.
  return {
    id,
    version,
    params,
    subscriptions: (parsed) => definition.subscriptions(parsed as z.output<Schema>),
    initialState: (parsed) => state?.initial(parsed as z.output<Schema>) ?? {},
    migrateState: (old, from, parsed) => state?.migrate?.(old, from, parsed as z.output<Schema>),
    configureState: (old, parsed) => state?.onConfig?.(old as State, parsed as z.output<Schema>),
    create: (input) => definition.create(input as CreateInput<z.output<Schema>, State>),
  }
}
