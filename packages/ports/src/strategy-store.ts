/**
 * A strategy host's memory. Emission is commit: intents, the snapshot after them and the input positions consumed are
 * one transaction, and only then are the intents submitted.
 */
import type { CommandEvent, IntentId, OrderIntent, StrategyControlState, StrategyId } from '@oasis/domain'
import type { NewRecord, TopicPosition } from './bus.ts'
import type { Outbox } from './outbox.ts'

export interface StrategySnapshot {
  readonly strategyId: StrategyId
  readonly generation: number
  /** Hash of the strategy's source and parameters; another one starts a new generation. */
  readonly configHash: string
  /** Plain JSON data, as the strategy host wrote it. */
  readonly state: string
  readonly positions: readonly TopicPosition[]
}

export interface StoredStrategy {
  readonly snapshot: StrategySnapshot
  /** Emitted and without an answer, in order of emission. */
  readonly unanswered: readonly OrderIntent[]
}

export interface Emission {
  readonly snapshot: StrategySnapshot
  readonly intents: readonly OrderIntent[]
  readonly outbox: readonly NewRecord[]
}

/** One transaction: what people have set, the answer to their command, and the snapshots where they change with them. */
export interface StrategyControlWrite {
  readonly state: StrategyControlState
  readonly answer?: CommandEvent
  /** Of the strategy's instances: it has one for each instrument. */
  readonly snapshots: readonly StrategySnapshot[]
  readonly outbox: readonly NewRecord[]
}

export interface StrategyStore extends Outbox {
  loadControl(strategyId: StrategyId): Promise<StrategyControlState | undefined>
  commitControl(write: StrategyControlWrite): Promise<void>
  /** The answer that a command was given, if any. */
  findAnswer(commandId: string): Promise<CommandEvent | undefined>
  load(strategyId: StrategyId): Promise<StoredStrategy | undefined>
  /** One transaction, in this order; an emission without intents is a snapshot. Of several of one strategy the last stays. */
  commit(emissions: readonly Emission[]): Promise<void>
  /** Denied, accepted, refused, or any order event: the intent is not sent again. */
  markAnswered(intentIds: readonly IntentId[]): Promise<void>
  close(): Promise<void>
}
