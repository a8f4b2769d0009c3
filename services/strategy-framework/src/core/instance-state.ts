/**
 * What an instance is made of, as plain data: the strategy's own state and what its host keeps for it. Bus positions
 * are apart, since they say where the state was read from and not what it is: two runs over the same events give the
 * same text here, which is what a replay's state hash is made of.
 */
import { FLAT_POSITION, type Position, type UnixNanos } from '@oasis/domain'
import { type BarBuilderState, decodePlainData, encodePlainData, type OpenOrder } from '@oasis/strategy-sdk'
import type { InstanceSpec } from './instance-spec.ts'
import { seedOf } from './random-state.ts'
import type { SeenQuotesState } from './seen-quotes.ts'
import type { SeenTradesState } from './seen-trades.ts'

export interface HostedOrder extends OpenOrder {
  /** Wished for, which is never withdrawn: sent once the order is known to exist, and again after a restart. */
  readonly cancelRequested: boolean
}

export interface StrategyTimer {
  readonly name: string
  readonly due: UnixNanos
}

export interface InstanceState {
  /** `onStart` has run. */
  readonly started: boolean
  /** Version of the strategy that wrote `strategy`. */
  readonly version: number
  readonly strategy: unknown
  readonly position: Position
  /** Oldest first. */
  readonly orders: readonly HostedOrder[]
  /** Last account event taken in; undefined until the account is first known. */
  readonly accountSeq: number | undefined
  readonly timers: readonly StrategyTimer[]
  readonly bars: Readonly<Record<string, BarBuilderState>>
  readonly seenTrades: SeenTradesState
  readonly seenQuotes: SeenQuotesState
  readonly random: number
  /** Intents emitted so far. */
  readonly signals: number
}

/** Grows when the form of {@link InstanceState} changes. */
const FORM = 1

export function freshState(spec: InstanceSpec, generation: number): InstanceState {
  return {
    started: false,
    version: spec.strategy.version,
    strategy: spec.strategy.initialState(spec.params),
    position: FLAT_POSITION,
    orders: [],
    accountSeq: undefined,
    timers: [],
    bars: {},
    seenTrades: { ranges: [], recent: [] },
    seenQuotes: [],
    random: seedOf(`${spec.strategyId}|${generation}`),
    signals: 0,
  }
}

/**
 * A new generation keeps what is true of the world (position, orders, what was seen) and starts afresh in what the
 * strategy thinks, unless its new version reads the old state.
 */
export function nextGeneration(old: InstanceState, spec: InstanceSpec, generation: number): InstanceState {
  const { position, orders, accountSeq, seenTrades, seenQuotes, signals } = old
  const fresh = freshState(spec, generation)
  const migrated =
    old.version === spec.strategy.version
      ? undefined
      : spec.strategy.migrateState(old.strategy, old.version, spec.params)
  const strategy = migrated ?? fresh.strategy
  return { ...fresh, strategy, position, orders, accountSeq, seenTrades, seenQuotes, signals }
}

export const encodeState = (state: InstanceState): string => encodePlainData({ form: FORM, ...state })

/** Throws on text of another form: corrupt state is never guessed at. */
export function decodeState(text: string): InstanceState {
  const { form, ...state } = decodePlainData(text) as InstanceState & { form: number }
  if (form !== FORM) throw new Error(`a strategy snapshot of form ${form} cannot be read by this version`)
  // What was undefined was left out, and reads as undefined again.
  return state as InstanceState
}
