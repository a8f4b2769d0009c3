/**
 * The embedded system: every service in one process over the embedded bus, in-process RPC and SQLite, on whatever
 * market feed and clock it is given. `ots up` and `ots replay` differ in those two alone.
 */
import { randomBytes } from 'node:crypto'
import { createMemoryCache } from '@oasis/cache-memory'
import { topicSpecs } from '@oasis/contracts'
import { createDataNormalizer } from '@oasis/data-normalizer'
import type { OrderIntent, UnixNanos } from '@oasis/domain'
import { createMarketConnector, type MarketConnector } from '@oasis/market-connector'
import { createOrderManager, type OrderManager } from '@oasis/order-manager'
import {
  type Bus,
  type Logger,
  type MarketFeed,
  type MarketReference,
  NO_CRASH_POINTS,
  type OrderStore,
  type PortfolioCache,
  type Random,
  type Scheduler,
} from '@oasis/ports'
import { createRiskEngine, type RiskEngine } from '@oasis/risk-engine'
import { createInProcessRpc } from '@oasis/rpc-inprocess'
import { countedBus, type Metrics, Secret, type Service } from '@oasis/runtime'
import { createStrategyFramework, type StrategyFramework } from '@oasis/strategy-framework'
import type { StrategyRegistry } from '@oasis/strategy-sdk'
import { createPaperVenue } from '@oasis/venue-paper'
import type { OtsConfig } from '../config/schema.ts'
import { openState, type StateOptions } from './open-state.ts'
import { serviceConfigs } from './service-configs.ts'

export interface EmbeddedSystemPorts {
  readonly feed: MarketFeed
  readonly reference: MarketReference
  readonly scheduler: Scheduler
  readonly random: Random
  readonly logger: Logger
  readonly metrics: Metrics
  /** A service cannot go on: everything must stop. */
  readonly onFatal: (error: unknown) => void
  /** Where strategy types are looked up; the built-in ones by default. */
  readonly strategyTypes?: StrategyRegistry
  /** Told in the moment an order is handed to the venue. */
  readonly onHandedToVenue?: (intent: OrderIntent, at: UnixNanos) => void
}

export interface EmbeddedSystem {
  /** In the order of starting. */
  readonly services: readonly Service[]
  readonly bus: Bus
  readonly orders: OrderStore
  readonly portfolios: PortfolioCache
  readonly connector: MarketConnector
  readonly strategies: StrategyFramework
  readonly risk: RiskEngine
  readonly orderManager: OrderManager
  /** After the services have stopped. */
  close(): Promise<void>
}

const APPROVAL_KEY_BYTES = 32

export async function createEmbeddedSystem(
  ports: EmbeddedSystemPorts,
  config: OtsConfig,
  stateOptions: StateOptions,
): Promise<EmbeddedSystem> {
  const { scheduler, logger, metrics, random, onFatal } = ports
  const state = await openState(stateOptions, scheduler, logger)
  const bus = countedBus(state.bus, metrics)
  await bus.createTopics(topicSpecs([ports.feed.venue]))
  const portfolios = createMemoryCache()
  const rpc = createInProcessRpc({ scheduler, logger })
  const configs = serviceConfigs(config, { bookChecks: ports.feed.source === 'LIVE' })
  // Approvals live for seconds and within this process: a key that nobody ever sees is the best one.
  const signingKey = { id: 'process', secret: new Secret(randomBytes(APPROVAL_KEY_BYTES).toString('hex')) }
  const keys = new Map([[signingKey.id, Buffer.from(signingKey.secret.reveal(), 'utf8')]])
  const common = (service: string) => ({
    bus,
    scheduler,
    metrics,
    onFatal,
    logger: logger.child({ service }),
  })

  const venue = createPaperVenue(
    { ...common('venue-paper'), journal: state.journal, random },
    configs.paperVenue,
  )
  const orderManager = createOrderManager(
    {
      ...common('order-manager'),
      rpcServer: rpc,
      store: state.orders,
      venue,
      crashPoints: NO_CRASH_POINTS,
      keys,
      ...(ports.onHandedToVenue ? { onHandedToVenue: ports.onHandedToVenue } : {}),
    },
    configs.orderManager,
  )
  const risk = createRiskEngine(
    {
      ...common('risk-engine'),
      rpcClient: rpc,
      rpcServer: rpc,
      store: state.risk,
      cache: portfolios,
      signingKey,
    },
    configs.riskEngine,
  )
  const strategies = createStrategyFramework(
    {
      ...common('strategy-framework'),
      rpc,
      store: state.strategies,
      candles: ports.reference,
      ...(ports.strategyTypes ? { strategies: ports.strategyTypes } : {}),
    },
    configs.strategyFramework,
  )
  const normalizer = createDataNormalizer(common('data-normalizer'), configs.dataNormalizer)
  const connector = createMarketConnector(
    { ...common('market-connector'), feed: ports.feed, reference: ports.reference, random },
    configs.marketConnector,
  )
  return {
    services: [orderManager, risk, strategies, normalizer, connector],
    bus,
    orders: state.orders,
    portfolios,
    connector,
    strategies,
    risk,
    orderManager,
    close: state.close,
  }
}
