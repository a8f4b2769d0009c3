/** One instance within the host, and what the host lets its parts do with it. */
import type { IntentId } from '@oasis/domain'
import type { Logger, RpcClient, Scheduler } from '@oasis/ports'
import type { Metrics } from '@oasis/runtime'
import type { StrategyFrameworkConfig } from './config.ts'
import type { InstanceInput } from './core/instance-input.ts'
import type { StrategyInstance } from './core/strategy-instance.ts'
import type { TopicPositions } from './topic-positions.ts'

export interface Hosted {
  readonly instance: StrategyInstance
  readonly positions: TopicPositions
  /** Intents with an answer that no snapshot knows yet. */
  readonly answered: IntentId[]
  /** Has taken in something since its last snapshot. */
  dirty: boolean
}

export interface HostPorts {
  readonly scheduler: Scheduler
  readonly rpc: RpcClient
  readonly logger: Logger
  readonly metrics: Metrics
}

export interface InstanceHost {
  readonly ports: HostPorts
  readonly config: StrategyFrameworkConfig
  /** Only within a turn. Resolved means: whatever it led to is durable and on its way. */
  apply(hosted: Hosted, input: InstanceInput): void | Promise<void>
  /** Work that nobody waits for: what it throws is fatal. */
  inTurn(work: () => void | Promise<void>): void
  /** Everything published so far has been taken in. */
  idle(): boolean
}
