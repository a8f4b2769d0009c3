/** The status page and what it shows, once for both ways to run. */
import type { OrderStore, PortfolioCache } from '@oasis/ports'
import type { HealthReport, MetricsRegistry } from '@oasis/runtime'
import { type ControlView, createControlView } from '../status/control-view.ts'
import { createLiveView, type LiveView, type LiveViewConfig } from '../status/live-view.ts'
import type { SystemFacts } from '../status/status-ports.ts'
import { createStatusServer, type StatusServer } from '../status/status-server.ts'
import type { CommonPorts } from './common-ports.ts'

export interface StatusParts {
  readonly control: ControlView
  readonly live: LiveView
  readonly server: StatusServer
}

export interface StatusPorts {
  readonly common: Pick<CommonPorts, 'bus' | 'scheduler' | 'logger'>
  readonly metrics: MetricsRegistry
  readonly orders: Pick<OrderStore, 'listOrders' | 'executionsOf'>
  readonly portfolios: PortfolioCache
  /** Of every service of the system. */
  readonly health: () => Readonly<Record<string, HealthReport>>
}

export interface StatusConfig {
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
  readonly facts: SystemFacts
  readonly live: LiveViewConfig
}

export function statusParts(ports: StatusPorts, config: StatusConfig): StatusParts {
  const { metrics, orders, portfolios, health, common } = ports
  const views = { ...common, metrics }
  const control = createControlView(views)
  const live = createLiveView(views, config.live)
  const { scheduler, logger } = common
  const shown = { scheduler, logger, metrics, live, control, orders, portfolios, health }
  return { control, live, server: createStatusServer(shown, config) }
}
