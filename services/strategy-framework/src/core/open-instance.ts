/** From what was written down, if anything, to a running instance; in the host's own thread or in another. */
import type { UnixNanos } from '@oasis/domain'
import type { InstanceSpec } from './instance-spec.ts'
import { decodeState, freshState, type InstanceState, nextGeneration } from './instance-state.ts'
import { resetsFrom } from './reset-count.ts'
import { StrategyInstance } from './strategy-instance.ts'

export interface StoredInstance {
  readonly generation: number
  readonly configHash: string
  readonly state: string
}

export interface Opening {
  readonly stored: StoredInstance | undefined
  /** The strategy's, as its control state has it: what is new is not behind it. */
  readonly generation: number
  /** Of the account, as its control state has it. */
  readonly resets: number
  /** After a command: what happened before is taken in and not acted on. */
  readonly actsFrom: UnixNanos | undefined
}

/** Throws what the strategy's code throws. */
export function openInstance(spec: InstanceSpec, opening: Opening): StrategyInstance {
  const { generation, state } = openedState(spec, opening)
  const { actsFrom = state.actsFrom } = opening
  return new StrategyInstance(spec, generation, { ...state, actsFrom })
}

function openedState(
  spec: InstanceSpec,
  { stored, generation, resets }: Opening,
): { generation: number; state: InstanceState } {
  if (!stored) return { generation, state: freshState(spec, generation, resetsFrom(resets)) }
  const state = decodeState(stored.state)
  if (stored.configHash !== spec.configHash) {
    const next = Math.max(stored.generation, generation) + 1
    return { generation: next, state: nextGeneration(state, spec, next, 'WHAT_THE_STRATEGY_SAYS') }
  }
  if (state.version > 0) return { generation: stored.generation, state }
  // Stopped before its code ever ran, or reset while it was stopped: its generation is as new as itself.
  const begun = nextGeneration(state, spec, stored.generation, 'NOTHING')
  return { generation: stored.generation, state: begun }
}
