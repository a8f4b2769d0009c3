/**
 * The distributed system's services in this one process, on virtual time: each is hosted as its process hosts it, over
 * real Kafka, gRPC, PostgreSQL and Redis, whose own clocks are real. What processes add (signals, exits, two at once) is
 * not here.
 */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { topicSpecs } from '@oasis/contracts'
import {
  type Bus,
  type Leases,
  type MarketFeed,
  type MarketReference,
  NO_CRASH_POINTS,
  type Random,
} from '@oasis/ports'
import {
  createLifecycle,
  createLogger,
  createMetrics,
  createRealScheduler,
  type Lifecycle,
  type VirtualScheduler,
} from '@oasis/runtime'
import type { OrderHistory } from '@oasis/store-sql'
import { freePort } from '../../../../tools/services/src/free-ports.ts'
import { marketConnectorOf } from '../../src/composition/create-services.ts'
import { serviceConfigs } from '../../src/composition/service-configs.ts'
import { readKafkaEnvironment } from '../../src/config/kafka-environment.ts'
import type { LoadedConfig } from '../../src/config/load-config.ts'
import { readServiceEnvironment, type ServiceName } from '../../src/config/service-environment.ts'
import type { Adapters, ClosableCache, ClosableRpcClient } from '../../src/distributed/adapters.ts'
import { createSystemTopics } from '../../src/distributed/create-system-topics.ts'
import { HOSTINGS } from '../../src/distributed/hostings/hostings.ts'
import { openAdapters } from '../../src/distributed/open-adapters.ts'
import { ProcessState } from '../../src/distributed/process-state.ts'
import {
  commonPorts,
  type Hosting,
  kept,
  type ServiceContext,
} from '../../src/distributed/service-context.ts'
import { CallsInTransit } from './calls-in-transit.ts'
import { held, holding } from './held-ports.ts'
import { ownPlace, type RealServers } from './real-servers.ts'
import { Settlement } from './settling-bus.ts'

export type HostedService = Exclude<ServiceName, 'control-center-api'>

/** In the order of starting; the embedded system's. */
const ORDER: readonly HostedService[] = [
  'order-manager',
  'risk-engine',
  'strategy-framework',
  'data-normalizer',
  'market-connector',
  'auditor',
]

export interface InProcessOptions {
  readonly servers: RealServers
  readonly loaded: Pick<LoadedConfig, 'config' | 'trading'>
  readonly scheduler: VirtualScheduler
  readonly random: Random
  readonly market: MarketFeed & MarketReference
}

export interface InProcessDistributed {
  readonly bus: Bus
  readonly rpc: ClosableRpcClient
  readonly orders: OrderHistory
  readonly portfolios: ClosableCache
  restart(service: HostedService): Promise<void>
  failure(): unknown
  stop(): Promise<void>
}

interface Hosted {
  readonly lifecycle: Lifecycle
  readonly resources: AsyncDisposableStack
  readonly stop: AbortController
}

export async function openInProcess(options: InProcessOptions): Promise<InProcessDistributed> {
  const { servers, loaded, scheduler, random, market } = options
  const { config } = loaded
  const folder = mkdtempSync(join(tmpdir(), 'ots-in-process-'))
  const place = await ownPlace(servers)
  const settlement = new Settlement(scheduler, place.prefix)
  const calls = new CallsInTransit(scheduler)
  const [riskPort, ordersPort] = [await freePort(), await freePort()]
  const env = {
    OTS_KAFKA_BROKERS: servers.kafka.brokers,
    OTS_POSTGRES_URL: place.postgresUrl,
    OTS_REDIS_URL: place.redisUrl,
    OTS_RISK_ENGINE_ADDRESSES: `127.0.0.1:${riskPort}`,
    OTS_ORDER_MANAGER_ADDRESSES: `127.0.0.1:${ordersPort}`,
    OTS_RPC_TOKEN: randomBytes(24).toString('hex'),
    OTS_APPROVAL_KEYS: `test:${randomBytes(32).toString('hex')}`,
    OTS_DATA_DIR: folder,
    OTS_HOST_ID: 'only',
    // One process for all of them, on a busy machine: nobody takes over here.
    OTS_LEASE_TTL_MS: '120000',
  }
  const rpcPorts: Partial<Record<HostedService, number>> = {
    'risk-engine': riskPort,
    'order-manager': ordersPort,
  }
  const hosted = new Map<HostedService, Hosted>()
  let failure: unknown
  const onFatal = (error: unknown): void => {
    failure ??= error
  }

  function contextOf(service: HostedService): ServiceContext & Pick<Hosted, 'stop' | 'resources'> {
    const own = { ...env, OTS_RPC_PORT: String(rpcPorts[service] ?? 0) }
    const environment = readServiceEnvironment(own, service)
    const logger = createLogger({ level: config.logLevel, pretty: false, fields: { process: service } })
    const metrics = createMetrics()
    const adapters = openAdapters({
      ...{ environment, config, logger, metrics, onFatal, holder: service },
      kafka: readKafkaEnvironment(own),
      // Sockets and brokers know no other time.
      scheduler: createRealScheduler(),
    })
    const stop = new AbortController()
    return {
      ...loaded,
      ...{ environment, scheduler, random, logger, metrics, onFatal, stop, stopping: stop.signal },
      ...{ crashPoints: NO_CRASH_POINTS, interposed: {}, state: new ProcessState() },
      adapters: heldAdapters(adapters, { settlement, calls, scheduler }),
      resources: new AsyncDisposableStack(),
      onLeaseLost: onFatal,
    }
  }

  const hostConnector: Hosting = async (context) => {
    const bus = await kept(context, context.adapters.openBus())
    const configs = serviceConfigs(config, { bookChecks: market.source === 'LIVE' })
    const parts = { feed: market, reference: market, random }
    return { services: [marketConnectorOf(commonPorts(context, bus), parts, configs)] }
  }

  async function start(service: HostedService): Promise<void> {
    const context = contextOf(service)
    const { stop, resources, logger } = context
    const hosting = service === 'market-connector' ? hostConnector : HOSTINGS[service]
    const { services } = await scheduler.runUntilSettled(hosting(context))
    const lifecycle = createLifecycle({ services, scheduler, logger, stopTimeoutMs: 60_000 })
    await scheduler.runUntilSettled(lifecycle.start())
    hosted.set(service, { lifecycle, resources, stop })
  }

  async function end(service: HostedService): Promise<void> {
    const running = hosted.get(service)
    if (running === undefined) return
    hosted.delete(service)
    running.stop.abort(new Error(`${service} is to stop`))
    await scheduler.runUntilSettled(running.lifecycle.stop())
    await holding(running.resources.disposeAsync(), scheduler)
  }

  const { adapters, resources } = contextOf('auditor')
  await createSystemTopics({ brokers: servers.kafka.brokers, clientId: 'scenarios' })
  const bus = await adapters.openBus()
  resources.defer(() => bus.close())
  await bus.createTopics(topicSpecs([market.venue]))
  const rpc = adapters.openRpcClient()
  resources.defer(async () => void (await rpc.close()))
  for (const service of ORDER.slice(0, 1)) await start(service)
  const orders = await adapters.openOrderHistory()
  resources.defer(() => orders.close())
  const portfolios = await adapters.openPortfolioCache()
  resources.defer(() => portfolios.close())
  for (const service of ORDER.slice(1)) await start(service)
  return {
    ...{ bus, rpc, orders, portfolios },
    restart: async (service) => {
      await end(service)
      await start(service)
    },
    failure: () => failure,
    stop: async () => {
      for (const service of ORDER.toReversed()) await end(service)
      await holding(resources.disposeAsync(), scheduler)
      await place.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

interface Held {
  readonly settlement: Settlement
  readonly calls: CallsInTransit
  readonly scheduler: VirtualScheduler
}

function heldAdapters(adapters: Adapters, { settlement, calls, scheduler }: Held): Adapters {
  const opened = async <T extends object>(opening: Promise<T>): Promise<T> =>
    held(await holding(opening, scheduler), scheduler)
  return {
    openBus: async () => settlement.bus(await holding(adapters.openBus(), scheduler)),
    openRpcClient: () => calls.client(adapters.openRpcClient()),
    openRpcServer: () => calls.server(adapters.openRpcServer()),
    openLeases: () => heldLeases(adapters.openLeases(), scheduler),
    openLeaseBoard: () => held(adapters.openLeaseBoard(), scheduler),
    openOrderStore: (lease) => opened(adapters.openOrderStore(lease)),
    openPaperJournal: (lease) => opened(adapters.openPaperJournal(lease)),
    openRiskStore: (lease) => opened(adapters.openRiskStore(lease)),
    openStrategyStore: (strategy, lease) => opened(adapters.openStrategyStore(strategy, lease)),
    openControlCenterStore: (lease) => opened(adapters.openControlCenterStore(lease)),
    openReadModelStore: (lease) => opened(adapters.openReadModelStore(lease)),
    openOrderHistory: () => opened(adapters.openOrderHistory()),
    openPortfolioCache: () => opened(adapters.openPortfolioCache()),
  }
}

function heldLeases(leases: Leases, scheduler: VirtualScheduler): Leases {
  return {
    acquire: async (name, options) => {
      const lease = await holding(leases.acquire(name, options), scheduler)
      return held(lease, scheduler)
    },
    close: () => holding(leases.close(), scheduler),
  }
}
