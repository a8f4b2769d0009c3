import type { Bus, Logger, Scheduler } from '@oasis/ports'
import type { Metrics } from '@oasis/runtime'

export interface DataNormalizerPorts {
  readonly bus: Bus
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly metrics: Metrics
  /** The service has ended by a bug or a broken bus; the process should, too. */
  readonly onFatal?: (error: unknown) => void
}
