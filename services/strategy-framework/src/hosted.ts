/** One instance within the host, and what the host lets its parts do with it. */
import type { AccountId, BotStatus, IntentId } from '@oasis/domain'
import type { Logger, RpcClient, Scheduler } from '@oasis/ports'
import type { Metrics } from '@oasis/runtime'
import type { StrategyFrameworkConfig } from './config.ts'
import type { Instance } from './core/instance.ts'
import type { InstanceInput } from './core/instance-input.ts'
import type { InstanceKey } from './core/instance-spec.ts'
import type { TopicPositions } from './topic-positions.ts'

export interface Hosted {
  readonly key: InstanceKey
  /** Running, or stopped: another one after a command, a failure or a reset. */
  instance: Instance
  readonly positions: TopicPositions
  /** Intents with an answer that no snapshot knows yet. */
  readonly answered: IntentId[]
  /** Its state when it was last given to be written down: what a failure goes back to. */
  saved: string
  /** Has taken in something since then. */
  dirty: boolean
}

/** What people have set for an account, as far as strategies follow it. */
export interface AccountControl {
  readonly status: BotStatus
  readonly resets: number
}

export const UNCONTROLLED: AccountControl = { status: 'RUNNING', resets: 0 }

export interface HostPorts {
  readonly scheduler: Scheduler
  readonly rpc: RpcClient
  readonly logger: Logger
  readonly metrics: Metrics
}

export interface InstanceHost {
  readonly ports: HostPorts
  readonly config: StrategyFrameworkConfig
  readonly all: readonly Hosted[]
  /** By account; told by its owner. */
  readonly accounts: Map<AccountId, AccountControl>
  /** Only within a turn. Whatever it leads to is sent once it is durable, and written before all that comes later. */
  apply(hosted: Hosted, input: InstanceInput): void | Promise<void>
  /** Only within a turn. Another instance takes the place of the one there: from here on, it gets what comes. */
  swap(hosted: Hosted, instance: Instance): void
  /** Work that is waited for: what it throws is the caller's. Never from within a turn. */
  turn(work: () => void | Promise<void>): Promise<void>
  /** Work that nobody waits for: what it throws is fatal. */
  inTurn(work: () => void | Promise<void>): void
  /** Everything published so far has been taken in. */
  idle(): boolean
}
