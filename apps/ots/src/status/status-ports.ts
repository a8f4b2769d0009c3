/** What the status API shows, and where it gets it. */
import type { Logger, OrderStore, PortfolioCache, Scheduler } from '@oasis/ports'
import type { HealthReport, MetricsRegistry } from '@oasis/runtime'
import type { LiveView } from './live-view.ts'

export interface SystemFacts {
  readonly mode: 'PAPER'
  /** `live`, `simulator` or `replay`. */
  readonly source: string
  readonly version: string
  readonly startedAt: string
  readonly strategies: readonly {
    readonly id: string
    readonly type: string
    readonly instruments: readonly string[]
  }[]
}

export interface StatusServerPorts {
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly metrics: MetricsRegistry
  readonly orders: Pick<OrderStore, 'listOrders' | 'executionsOf'>
  readonly portfolios: PortfolioCache
  readonly live: LiveView
  readonly health: () => Readonly<Record<string, HealthReport>>
}
