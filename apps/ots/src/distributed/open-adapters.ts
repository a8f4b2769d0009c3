/**
 * The adapters of the distributed system, chosen here and nowhere else: Kafka, gRPC, PostgreSQL, Redis. Everything is
 * measured on its way.
 */
import { createKafkaBus, type KafkaConnection } from '@oasis/bus-kafka'
import { createRedisCache } from '@oasis/cache-redis'
import { topicSpecs } from '@oasis/contracts'
import type { Lease, Logger, Scheduler } from '@oasis/ports'
import {
  countedBus,
  type MetricsRegistry,
  measuredLeases,
  measuredRpcClient,
  measuredRpcServer,
} from '@oasis/runtime'
import {
  claimDatabase,
  createLeaseBoard,
  createPostgresLeases,
  openControlCenterStore,
  openOrderHistory,
  openOrderStore,
  openPaperJournal,
  openReadModelStore,
  openRiskStore,
  openStrategyStore,
} from '@oasis/store-sql'
import { postgresOf } from '../config/postgres-of.ts'
import { redisOf } from '../config/redis-of.ts'
import { accountOf, type OtsConfig } from '../config/schema.ts'
import type { ServiceEnvironment } from '../config/service-environment.ts'
import type { Adapters } from './adapters.ts'
import { openRpcClient, openRpcServer } from './open-rpc.ts'
import { requireTopics } from './require-topics.ts'
import { SCHEMAS, schemaOfStrategy } from './schemas.ts'

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

export function openAdapters(options: AdapterOptions): Adapters {
  const { environment, kafka, config, scheduler, logger, metrics, onFatal } = options
  const measured = { metrics, scheduler }
  const database = () => postgresOf(environment, logger)
  let claim: Promise<void> | undefined
  /** In a database of this account, and of no other. */
  const store = async (schema: string, lease: Lease) => {
    claim ??= claimDatabase(database(), accountOf(config).id)
    await claim.catch((error) => {
      claim = undefined
      throw error
    })
    return { ...database(), schema, lease, onFatal }
  }
  return {
    openBus: async () => {
      const bus = await createKafkaBus({ ...kafka, scheduler, logger, metrics })
      try {
        await requireTopics(bus, topicSpecs([accountOf(config).venue]), scheduler)
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
    openOrderStore: async (lease) => openOrderStore(await store(SCHEMAS.orders, lease)),
    openPaperJournal: async (lease) => openPaperJournal(await store(SCHEMAS.paper, lease)),
    openRiskStore: async (lease) => openRiskStore(await store(SCHEMAS.risk, lease)),
    openStrategyStore: async (strategy, lease) =>
      openStrategyStore(await store(schemaOfStrategy(strategy), lease)),
    openControlCenterStore: async (lease) =>
      openControlCenterStore(await store(SCHEMAS.controlCenter, lease)),
    openReadModelStore: async (lease) => openReadModelStore(await store(SCHEMAS.readModels, lease)),
    openOrderHistory: () => openOrderHistory({ ...database(), schema: SCHEMAS.orders }),
    openPortfolioCache: async () => createRedisCache({ ...redisOf(environment), logger }),
  }
}
