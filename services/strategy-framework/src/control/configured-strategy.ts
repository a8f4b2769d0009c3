/** A strategy as configured, its instances, and what people have set for it. */
import type { Command, CommandEvent, EventId, StrategyControlState, UnixNanos } from '@oasis/domain'
import { commandEventId, uuidV5 } from '@oasis/domain'
import type { LoadedStrategy, StrategyCode } from '../code/strategy-code.ts'
import type { StrategySpec } from '../core/instance-spec.ts'
import type { Hosted } from '../hosted.ts'

export interface ConfiguredStrategy {
  readonly spec: StrategySpec
  readonly code: StrategyCode
  /** One for each instrument. */
  readonly hosted: readonly Hosted[]
  /** As it is written down. */
  control: StrategyControlState
  /** What its instances run; undefined while it is stopped. */
  loaded: LoadedStrategy | undefined
}

/** Who changed something, where no person did. */
export const CONFIGURATION = 'ots.yaml'
export const FRAMEWORK = 'strategy-framework'

type Change = Partial<Omit<StrategyControlState, 'kind' | 'strategyId' | 'version' | 'ts'>>

export const changed = (
  state: StrategyControlState,
  change: Change,
  ts: UnixNanos,
): StrategyControlState => ({
  ...state,
  ...change,
  version: state.version + 1,
  ts,
})

/** The strategy's generation is that of its newest instance. */
export const generationOf = (least: number, instances: readonly { readonly generation: number }[]): number =>
  instances.reduce((newest, { generation }) => Math.max(newest, generation), least)

export const answerTo = (
  command: Command,
  outcome: CommandEvent['outcome'],
  reason: string,
  state: StrategyControlState | undefined,
  ts: UnixNanos,
): CommandEvent => ({
  eventId: commandEventId(command.commandId),
  commandId: command.commandId,
  target: command.target,
  action: command.action.kind,
  outcome,
  reason,
  issuedBy: command.issuedBy,
  state,
  ts,
})

/** What the framework did by itself, told like a command that was applied. */
export function stoppedByItself(state: StrategyControlState): CommandEvent {
  const { strategyId, version, reason, ts } = state
  const commandId = uuidV5(`stopped|${strategyId}|${version}`)
  return {
    eventId: `command/${commandId}` as EventId,
    commandId,
    target: { kind: 'STRATEGY', strategyId },
    action: 'SET_STRATEGY_STATUS',
    outcome: 'APPLIED',
    reason,
    issuedBy: FRAMEWORK,
    state,
    ts,
  }
}
