/**
 * The adapters of the distributed system, chosen here and nowhere else: Kafka, gRPC, PostgreSQL, Redis. Everything is
 * measured on its way.
 */
import { readFileSync } from 'node:fs'
import { createKafkaBus, type KafkaConnection } from '@oasis/bus-kafka'
import { createRedisCache } from '@oasis/cache-redis'
import { topicSpecs } from '@oasis/contracts'
import type { StrategyId } from '@oasis/domain'
import type { Lease, Logger, Scheduler } from '@oasis/ports'
import {
  countedBus,
  type MetricsRegistry,
  measuredLeases,
  measuredRpcClient,
  measuredRpcServer,
  OtsError,
} from '@oasis/runtime'
import {
  createLeaseBoard,
  createPostgresLeases,
  openOrderHistory,
  openOrderStore,
  openPaperJournal,
  openRiskStore,
  openStrategyStore,
  type PostgresTls,
  schemaFor,
} from '@oasis/store-sql'
import { accountOf, type OtsConfig } from '../config/schema.ts'
import { required, type ServiceEnvironment } from '../config/service-environment.ts'
import type { Adapters } from './adapters.ts'
import { openRpcClient, openRpcServer } from './open-rpc.ts'
import { requireTopics } from './require-topics.ts'

export interface AdapterOptions {
  readonly environment: ServiceEnvironment
  readonly kafka: KafkaConnection
  readonly config: OtsConfig
  /** How the process calls itself, where a person reads who holds what. */
  readonly holder: string
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly metrics: MetricsRegistry
  readonly onFatal: (error: unknown) => void
}

/** Of each owner, in the one database. */
export const SCHEMAS = {
  orders: 'order_manager',
  paper: 'venue_paper',
  risk: 'risk_engine',
} as const

/** Each strategy has one of its own: they move from host to host one by one. */
export const schemaOfStrategy = (strategy: StrategyId): string => schemaFor('strategy', strategy)

export function openAdapters(options: AdapterOptions): Adapters {
  const { environment, kafka, config, scheduler, logger, metrics, onFatal } = options
  const measured = { metrics, scheduler }
  const database = () => postgresOf(environment, logger)
  const store = (schema: string, lease: Lease) => ({ ...database(), schema, lease, onFatal })
  return {
    openBus: async () => {
      const bus = await createKafkaBus({ ...kafka, scheduler, logger, metrics })
      try {
        await requireTopics(bus, topicSpecs([accountOf(config).venue]))
        return countedBus(bus, metrics)
      } catch (error) {
        await bus.close()
        throw error
      }
    },
    openRpcClient: () => {
      const client = openRpcClient(environment, { logger, scheduler })
      return Object.assign(measuredRpcClient(client, measured), { close: () => client.close() })
    },
    openRpcServer: () => {
      const server = openRpcServer(environment, { logger, scheduler })
      const handling = measuredRpcServer(server, measured)
      return Object.assign(handling, { listen: () => server.listen(), close: () => server.close() })
    },
    openLeases: () => {
      const leases = createPostgresLeases({ ...database(), holder: options.holder })
      return measuredLeases(leases, metrics)
    },
    openLeaseBoard: () => createLeaseBoard(database()),
    openOrderStore: (lease) => openOrderStore(store(SCHEMAS.orders, lease)),
    openPaperJournal: (lease) => openPaperJournal(store(SCHEMAS.paper, lease)),
    openRiskStore: (lease) => openRiskStore(store(SCHEMAS.risk, lease)),
    openStrategyStore: (strategy, lease) => openStrategyStore(store(schemaOfStrategy(strategy), lease)),
    openOrderHistory: () => openOrderHistory({ ...database(), schema: SCHEMAS.orders }),
    openPortfolioCache: async () =>
      createRedisCache({ url: required(environment, 'OTS_REDIS_URL').reveal(), logger }),
  }
}

export function postgresOf(environment: ServiceEnvironment, logger: Logger) {
  const tls = postgresTlsOf(environment)
  return { url: required(environment, 'OTS_POSTGRES_URL').reveal(), logger, ...(tls ? { tls } : {}) }
}

function postgresTlsOf(environment: ServiceEnvironment): PostgresTls | undefined {
  const { OTS_POSTGRES_CA_FILE: ca, OTS_POSTGRES_CERT_FILE: cert, OTS_POSTGRES_KEY_FILE: key } = environment
  if (ca === undefined && cert === undefined) return undefined
  return {
    ...(ca === undefined ? {} : { ca: readPem(ca) }),
    ...(cert === undefined ? {} : { cert: readPem(cert) }),
    ...(key === undefined ? {} : { key: readPem(key) }),
  }
}

function readPem(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new OtsError('OTS_TLS_UNUSABLE', `${path} cannot be read: ${(cause as Error).message}`, { cause })
  }
}
