/** What every service is given, in whichever way the system runs. */
import type { Bus, CrashPoints, Logger, Scheduler } from '@oasis/ports'
import type { Metrics } from '@oasis/runtime'

export interface ServicePorts {
  readonly bus: Bus
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly metrics: Metrics
  /** A service cannot go on: its process must end. */
  readonly onFatal: (error: unknown) => void
  readonly crashPoints: CrashPoints
}

/** The same, and the service's name on each line of its log. */
export const portsOf = (common: ServicePorts, service: string): ServicePorts => ({
  ...common,
  logger: common.logger.child({ service }),
})
