/** The status page and what it shows, once for both ways to run. */
import {
  type ControlView,
  createControlView,
  createLiveView,
  type LiveView,
  type LiveViewConfig,
} from '@oasis/control-center-api'
import type { OrderStore, PortfolioCache } from '@oasis/ports'
import type { HealthReport, MetricsRegistry } from '@oasis/runtime'
import type { StatusServerPorts, SystemFacts } from '../status/status-ports.ts'
import { createStatusServer, type StatusServer } from '../status/status-server.ts'
import type { ServicePorts } from './service-ports.ts'

export interface StatusViews {
  readonly control: ControlView
  readonly live: LiveView
  /** What the page is made from. */
  readonly shown: StatusServerPorts
}

export interface StatusParts extends StatusViews {
  readonly server: StatusServer
}

export interface StatusPorts {
  readonly common: Pick<ServicePorts, 'bus' | 'scheduler' | 'logger'>
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

/** For whoever serves the page beside something else. */
export function statusViews(ports: StatusPorts, config: LiveViewConfig): StatusViews {
  const { metrics, orders, portfolios, health, common } = ports
  const views = { ...common, metrics }
  const control = createControlView(views)
  const live = createLiveView(views, config)
  const { scheduler, logger } = common
  return { control, live, shown: { scheduler, logger, metrics, live, control, orders, portfolios, health } }
}

/** With a server of its own. */
export function statusParts(ports: StatusPorts, config: StatusConfig): StatusParts {
  const views = statusViews(ports, config.live)
  return { ...views, server: createStatusServer(views.shown, config) }
}
