/** What the Control Center shows and the terminal asks, once for both ways to run. */
import {
  type ControlView,
  createControlView,
  createLiveView,
  type LiveView,
  type LiveViewConfig,
} from '@oasis/control-center-api'
import type { OrderStore, PortfolioCache } from '@oasis/ports'
import type { HealthReport, MetricsRegistry } from '@oasis/runtime'
import type { StatusServerPorts } from '../status/status-ports.ts'
import type { ServicePorts } from './service-ports.ts'

export interface StatusViews {
  readonly control: ControlView
  readonly live: LiveView
  /** What the page is made from. */
  readonly shown: StatusServerPorts
}

export interface StatusPorts {
  readonly common: Pick<ServicePorts, 'bus' | 'scheduler' | 'logger'>
  readonly metrics: MetricsRegistry
  readonly orders: Pick<OrderStore, 'listOrders' | 'executionsOf'>
  readonly portfolios: PortfolioCache
  /** Of every service of the system. */
  readonly health: () => Readonly<Record<string, HealthReport>>
}

export function statusViews(ports: StatusPorts, config: LiveViewConfig): StatusViews {
  const { metrics, orders, portfolios, health, common } = ports
  const views = { ...common, metrics }
  const control = createControlView(views)
  const live = createLiveView(views, config)
  const { scheduler, logger } = common
  return { control, live, shown: { scheduler, logger, metrics, live, control, orders, portfolios, health } }
}
