/** What the status API shows, and where it gets it. */

import type { ControlView, LiveView } from '@oasis/control-center-api'
import type { AccountId, InstrumentId, StrategyId, TradingMode } from '@oasis/domain'
import type { Logger, OrderStore, PortfolioCache, Scheduler } from '@oasis/ports'
import type { HealthReport, MetricsRegistry } from '@oasis/runtime'

export interface StrategyFacts {
  readonly id: StrategyId
  readonly type: string
  readonly instruments: readonly InstrumentId[]
}

export interface SystemFacts {
  readonly mode: TradingMode
  /** Orders are previewed and never sent. */
  readonly dryRun: boolean
  readonly venue: 'paper' | 'coinbase'
  /** `live`, `simulator` or `replay`. */
  readonly source: string
  readonly version: string
  readonly startedAt: string
  readonly accountId: AccountId
  readonly strategies: readonly StrategyFacts[]
}

export interface StatusServerPorts {
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly metrics: MetricsRegistry
  readonly orders: Pick<OrderStore, 'listOrders' | 'executionsOf'>
  readonly portfolios: PortfolioCache
  readonly live: LiveView
  readonly control: ControlView
  readonly health: () => Readonly<Record<string, HealthReport>>
}
