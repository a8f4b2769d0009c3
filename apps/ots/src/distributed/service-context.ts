/** What the hosting of a service is given: settings, the ports that all share, and how to open the others. */
import type { CrashPoints, Logger, Random, Scheduler } from '@oasis/ports'
import type { HealthReport, MetricsRegistry, OtsError, Service } from '@oasis/runtime'
import type { ServicePorts } from '../composition/service-ports.ts'
import type { OtsConfig } from '../config/schema.ts'
import type { ServiceEnvironment } from '../config/service-environment.ts'
import type { TradingEnvironment } from '../config/trading-environment.ts'
import type { Adapters } from './adapters.ts'
import type { InterposedPorts } from './interposed.ts'
import type { ProcessState } from './process-state.ts'

export interface ServiceContext {
  readonly environment: ServiceEnvironment
  readonly config: OtsConfig
  readonly trading: TradingEnvironment
  readonly scheduler: Scheduler
  readonly random: Random
  readonly logger: Logger
  readonly metrics: MetricsRegistry
  readonly crashPoints: CrashPoints
  readonly adapters: Adapters
  readonly interposed: InterposedPorts
  readonly state: ProcessState
  /** Closed in reverse order once the services have stopped. */
  readonly resources: AsyncDisposableStack
  /** The process is to stop: whatever waits, ends. */
  readonly stopping: AbortSignal
  readonly onFatal: (error: unknown) => void
  /** Ends the process: in this very turn, or when `last` is done or its time is over. */
  readonly onLeaseLost: (error: OtsError, last?: Promise<void>) => void
}

export interface HostedServices {
  /** In the order of starting. */
  readonly services: readonly Service[]
  /** Besides theirs. */
  readonly health?: () => Readonly<Record<string, HealthReport>>
}

/** Opens what the service needs. One that leads waits here for its turn. */
export type Hosting = (context: ServiceContext) => Promise<HostedServices>

/** Opened, and closed with the process. */
export async function kept<T extends { close(): unknown }>(
  { resources }: Pick<ServiceContext, 'resources'>,
  opening: T | Promise<T>,
): Promise<T> {
  const resource = await opening
  resources.defer(async () => void (await resource.close()))
  return resource
}

export const commonPorts = (context: ServiceContext, bus: ServicePorts['bus']): ServicePorts => {
  const { scheduler, logger, metrics, onFatal, crashPoints } = context
  return { bus, scheduler, logger, metrics, onFatal, crashPoints }
}
