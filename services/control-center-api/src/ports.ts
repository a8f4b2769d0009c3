/** What the service is given. */
import type {
  Bus,
  CandleSource,
  ControlCenterStore,
  Logger,
  PortfolioCache,
  ReadModelStore,
  RpcClient,
  Scheduler,
} from '@oasis/ports'
import type { HealthReport, MetricsRegistry, Secret } from '@oasis/runtime'
import type { FastifyInstance } from 'fastify'
import type { AuditHeadExport } from './audit/audited-writer.ts'
import type { NewPassword } from './auth/user-administration.ts'
import type { ControlView } from './views/control-view.ts'
import type { LiveView } from './views/live-view.ts'
import type { WebFiles } from './web/web-files.ts'

export interface ControlCenterPorts {
  readonly store: ControlCenterStore
  /** From which all keys are derived; it is never in the store. */
  readonly secret: Secret
  readonly auditHeads: AuditHeadExport
  readonly bus: Bus
  /** Towards the risk engine and the order manager: the direct path of a halt. */
  readonly rpc: RpcClient
  readonly portfolios: PortfolioCache
  /** Follows from the topics alone: it can be thrown away and made again (`rebuildReadModels`). */
  readonly readModels: ReadModelStore
  /** Started and stopped by whoever made them: others look at them, too. */
  readonly control: ControlView
  readonly live: LiveView
  /** The venue's, of the time before this system was there; without it candles begin with the first trade. */
  readonly candles?: CandleSource
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly metrics: MetricsRegistry
  /** Of every service that this process knows of. */
  readonly health: () => Readonly<Record<string, HealthReport>>
  /** Told once, at the first start of all: nobody else ever knows this password. */
  readonly onFirstAdmin: (admin: NewPassword) => void
  /** Registers pages on the same server; see `grantAccess`. */
  readonly pages?: (scope: FastifyInstance) => void | Promise<void>
  /** The built pages; without them, the API is served alone. */
  readonly web?: WebFiles
}
