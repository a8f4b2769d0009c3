/** Where a strategy's code comes from, whether it runs here or in a thread. */
import type { Subscription } from '@oasis/strategy-sdk'
import type { Instance } from '../core/instance.ts'
import type { InstanceKey } from '../core/instance-spec.ts'
import type { Opening } from '../core/open-instance.ts'

export interface InstanceOpening {
  readonly key: InstanceKey
  readonly opening: Opening
}

/** Code with its parameters, ready to run. */
export interface LoadedStrategy {
  readonly configHash: string
  readonly subscriptions: readonly Subscription[]
  /** In the same order. Rejects with `StrategyRefused` when the code throws. */
  open(openings: readonly InstanceOpening[]): Promise<readonly Instance[]>
  close(): Promise<void>
}

export interface StrategyCode {
  /** Rejects with `StrategyRefused`: the code cannot be read, or does not take the parameters. */
  load(params: Readonly<Record<string, unknown>>): Promise<LoadedStrategy>
}
