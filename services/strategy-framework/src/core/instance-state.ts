/**
 * What an instance is made of, as plain data: the strategy's own state and what its host keeps for it. Bus positions
 * are apart, since they say where the state was read from and not what it is: two runs over the same events give the
 * same text here, which is what a replay's state hash is made of.
 */
import { FLAT_POSITION, type Position, type UnixNanos } from '@oasis/domain'
import {
  type BarBuilderState,
  decodePlainData,
  encodePlainData,
  type OpenOrder,
  parseBarKind,
} from '@oasis/strategy-sdk'
import type { InstanceKey, InstanceSpec } from './instance-spec.ts'
import { seedOf } from './random-state.ts'
import { NO_RESETS, type ResetCount } from './reset-count.ts'
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

/** What is true of the world, whatever the strategy thinks. */
export interface AccountPart {
  readonly position: Position
  /** Oldest first. */
  readonly orders: readonly HostedOrder[]
  /** Last account event taken in; undefined until the account is first known. */
  readonly accountSeq: number | undefined
  readonly resets: ResetCount
}

export interface InstanceState extends AccountPart {
  /** `onStart` has run. */
  readonly started: boolean
  /** Version of the strategy that wrote `strategy`; 0 when none ever has. */
  readonly version: number
  readonly strategy: unknown
  /** What happened before is taken in and not acted on: there was a command meanwhile. */
  readonly actsFrom: UnixNanos
  readonly timers: readonly StrategyTimer[]
  /** When the last timer was due that has run; undefined when none ever has. */
  readonly timersRunTo?: UnixNanos | undefined
  readonly bars: Readonly<Record<string, BarBuilderState>>
  readonly seenTrades: SeenTradesState
  readonly seenQuotes: SeenQuotesState
  readonly random: number
  /** Intents emitted so far. */
  readonly signals: number
}

/** Grows when the form of {@link InstanceState} changes so that an older one cannot be read. */
const FORM = 1

/** Of an instance whose code has never run. */
export function emptyState(
  { strategyId }: InstanceKey,
  generation: number,
  resets: ResetCount,
): InstanceState {
  return {
    started: false,
    version: 0,
    strategy: undefined,
    position: FLAT_POSITION,
    orders: [],
    accountSeq: undefined,
    resets,
    actsFrom: 0n as UnixNanos,
    timers: [],
    bars: {},
    seenTrades: { ranges: [], recent: [] },
    seenQuotes: [],
    random: seedOf(`${strategyId}|${generation}`),
    signals: 0,
  }
}

export function freshState(spec: InstanceSpec, generation: number, resets = NO_RESETS): InstanceState {
  return {
    ...emptyState(spec, generation, resets),
    version: spec.strategy.version,
    strategy: spec.strategy.initialState(spec.params),
  }
}

/** What a new generation begins with in the strategy's own state. */
export type Carrying = 'NOTHING' | 'WHAT_THE_STRATEGY_SAYS'

/**
 * A new generation keeps what is true of the world (position, orders, what was seen, the bar that is being built) and
 * starts afresh in what the strategy thinks, unless the strategy itself carries its old state over.
 */
export function nextGeneration(
  old: InstanceState,
  spec: InstanceSpec,
  generation: number,
  carrying: Carrying,
): InstanceState {
  const { position, orders, accountSeq, resets, actsFrom, seenTrades, seenQuotes, signals } = old
  const fresh = freshState(spec, generation)
  const strategy = (carrying === 'NOTHING' ? undefined : carriedOver(old, spec)) ?? fresh.strategy
  const facts = { position, orders, accountSeq, resets, actsFrom, seenTrades, seenQuotes, signals }
  return { ...fresh, ...facts, strategy, bars: unfinished(old.bars) }
}

function carriedOver(old: InstanceState, { strategy, params }: InstanceSpec): unknown {
  if (old.version === 0) return undefined
  return old.version === strategy.version
    ? strategy.configureState(old.strategy, params)
    : strategy.migrateState(old.strategy, old.version, params)
}

/** Closed bars come again, by candles, for the new generation to warm up with: only time bars have such. */
function unfinished(bars: InstanceState['bars']): InstanceState['bars'] {
  const entries = Object.entries(bars).map(([kind, bar]): [string, BarBuilderState] => [
    kind,
    parseBarKind(kind).by === 'TIME' ? { ...bar, closedUntil: 0n as UnixNanos, lateTrades: 0 } : bar,
  ])
  return Object.fromEntries(entries)
}

export const encodeState = (state: InstanceState): string => encodePlainData({ form: FORM, ...state })

/** Throws on text of another form: corrupt state is never guessed at. */
export function decodeState(text: string): InstanceState {
  const { form, ...state } = decodePlainData(text) as InstanceState & { form: number }
  if (form !== FORM) throw new Error(`a strategy snapshot of form ${form} cannot be read by this version`)
  // What was undefined was left out, and reads as undefined again. What came later is added to what was before it.
  const orders = state.orders.map((order) => ({ ...order, reduceOnly: order.reduceOnly ?? false }))
  return { ...state, orders, actsFrom: state.actsFrom ?? 0n, resets: state.resets ?? NO_RESETS }
}
