/**
 * The embedded system: every service in one process over the embedded bus, in-process RPC and SQLite, on whatever
 * market feed and clock it is given. `ots up` and `ots replay` differ in those two alone.
 */
import { join } from 'node:path'
import type { Auditor } from '@oasis/auditor'
import { createMemoryCache } from '@oasis/cache-memory'
import { topicSpecs } from '@oasis/contracts'
import type { OrderIntent, UnixNanos } from '@oasis/domain'
import type { MarketConnector } from '@oasis/market-connector'
import type { OrderManager } from '@oasis/order-manager'
import {
  type Bus,
  type CrashPoints,
  type Logger,
  type MarketFeed,
  type MarketReference,
  NO_CRASH_POINTS,
  type OrderStore,
  type PortfolioCache,
  type Random,
  type RpcClient,
  type RpcServer,
  type Scheduler,
  type Venue,
} from '@oasis/ports'
import type { RiskEngine } from '@oasis/risk-engine'
import { createInProcessRpc } from '@oasis/rpc-inprocess'
import {
  countedBus,
  createFileHaltLatch,
  type MeasuringOptions,
  type Metrics,
  measuredRpcClient,
  measuredRpcServer,
  OtsError,
  type Service,
} from '@oasis/runtime'
import type { StrategyFramework, UserStrategy } from '@oasis/strategy-framework'
import type { StrategyRegistry } from '@oasis/strategy-sdk'
import { accountOf, type OtsConfig } from '../config/schema.ts'
import { userStrategiesOf } from '../config/user-strategies.ts'
import { processApprovalKeys } from './approval-keys.ts'
import {
  auditorOf,
  dataNormalizerOf,
  marketConnectorOf,
  orderManagerOf,
  paperVenueOf,
  riskEngineOf,
  strategyFrameworkOf,
} from './create-services.ts'
import { endingOnFullDisk } from './ending-on-full-disk.ts'
import { openState, type State, type StateOptions } from './open-state.ts'
import { type AccountFacts, type ServiceConfigs, serviceConfigs } from './service-configs.ts'
import type { ServicePorts } from './service-ports.ts'

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
  /** Where orders go; a paper venue on the same market data by default. */
  readonly venue?: Venue
  /** What is known of the account at the venue; the paper venue's own settings by default. */
  readonly account?: AccountFacts
  /** Told of the moments at which a crash would hurt most; for tests that crash there. */
  readonly crashPoints?: CrashPoints
  /** Told in the moment an order is handed to the venue. */
  readonly onHandedToVenue?: (intent: OrderIntent, at: UnixNanos) => void
  readonly interposed?: Interposed
}

/** Put between a service and what it uses, for tests that show what a fault there, or a broken promise, comes to. */
export interface Interposed {
  /** Of the order manager. */
  readonly orderStore?: (store: OrderStore, bus: Bus) => OrderStore
  /** Of the risk engine, towards the order manager. */
  readonly riskRpc?: (rpc: RpcClient) => RpcClient
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
  readonly auditor: Auditor
  /** For whoever asks the services directly: the operator at the terminal. */
  readonly rpc: RpcClient
  /** After the services have stopped. */
  close(): Promise<void>
}

/** In the data folder; the order manager reads it before it sends anything. */
export const HALT_LATCH = 'halt-latch.json'

/** What every part is given. */
interface Foundation {
  readonly ports: EmbeddedSystemPorts
  readonly common: ServicePorts
  readonly configs: ServiceConfigs
  readonly state: State
  readonly rpc: RpcServer & RpcClient
  readonly portfolios: PortfolioCache
  readonly haltLatchPath: string
  readonly userStrategies: readonly UserStrategy[]
}

export async function createEmbeddedSystem(
  ports: EmbeddedSystemPorts,
  config: OtsConfig,
  stateOptions: Omit<StateOptions, 'paperJournal'>,
): Promise<EmbeddedSystem> {
  const { scheduler, logger, metrics, onFatal, crashPoints = NO_CRASH_POINTS } = ports
  const userStrategies = await userStrategiesOf(config)
  requireRealMeans(ports, config, stateOptions)
  const paperJournal = ports.venue === undefined
  const state = await openState({ ...stateOptions, paperJournal }, scheduler, logger)
  const bus = endingOnFullDisk(countedBus(state.bus, metrics), onFatal)
  await bus.createTopics(topicSpecs([ports.feed.venue]))
  const foundation: Foundation = {
    ...{ ports, state, userStrategies },
    common: { bus, scheduler, logger, metrics, onFatal, crashPoints },
    configs: serviceConfigs(config, {
      bookChecks: ports.feed.source === 'LIVE',
      ...(ports.account ? { account: ports.account } : {}),
    }),
    rpc: measured(createInProcessRpc({ scheduler, logger }), { metrics, scheduler }),
    portfolios: createMemoryCache(),
    haltLatchPath: join(stateOptions.folder, HALT_LATCH),
  }
  const { orderManager, risk, auditor } = tradingServices(foundation)
  const { strategies, normalizer, connector } = marketServices(foundation)
  return {
    services: [orderManager, risk, strategies, normalizer, connector, auditor],
    bus,
    orders: state.orders,
    portfolios: foundation.portfolios,
    connector,
    strategies,
    risk,
    orderManager,
    auditor,
    rpc: foundation.rpc,
    close: state.close,
  }
}

const measured = (rpc: RpcServer & RpcClient, options: MeasuringOptions): RpcServer & RpcClient => ({
  ...measuredRpcServer(rpc, options),
  ...measuredRpcClient(rpc, options),
})

/** From an intent to the venue and back. */
function tradingServices(foundation: Foundation) {
  const { ports, common, configs, state, rpc, portfolios, haltLatchPath } = foundation
  const approvalKeys = processApprovalKeys()
  const venue = ports.venue ?? paperVenue(foundation)
  const { orderStore, riskRpc } = ports.interposed ?? {}
  const orderManager = orderManagerOf(
    common,
    {
      rpcServer: rpc,
      store: orderStore?.(state.orders, state.bus) ?? state.orders,
      ...{ venue, approvalKeys },
      haltLatch: createFileHaltLatch(haltLatchPath, ports.scheduler),
      ...(ports.onHandedToVenue ? { onHandedToVenue: ports.onHandedToVenue } : {}),
    },
    configs,
  )
  const rpcClient = riskRpc?.(rpc) ?? rpc
  const risk = riskEngineOf(
    common,
    { rpcClient, rpcServer: rpc, store: state.risk, cache: portfolios, approvalKeys },
    configs,
  )
  const venueBalances = (signal: AbortSignal) => venue.balances(signal)
  const auditor = auditorOf(common, { rpc, history: state.orders, cache: portfolios, venueBalances }, configs)
  return { orderManager, risk, auditor }
}

function paperVenue({ ports: { random }, common, configs, state: { journal } }: Foundation): Venue {
  if (journal === undefined) throw new Error('the paper venue needs its journal')
  return paperVenueOf(common, { journal, random }, configs)
}

/** Whoever puts a system together gets no REAL account whose orders are made up, or may be forgotten. */
function requireRealMeans(
  { venue }: EmbeddedSystemPorts,
  config: OtsConfig,
  { durability }: Pick<StateOptions, 'durability'>,
): void {
  if (accountOf(config).mode === 'PAPER') return
  if (venue === undefined) {
    throw new OtsError('OTS_REAL_REFUSED', 'a REAL account does not trade at the paper venue')
  }
  if (durability !== 'power') {
    throw new OtsError('OTS_REAL_REFUSED', 'the state of a REAL account has to survive the loss of power')
  }
}

/** From the market to an intent. */
function marketServices({ ports, common, configs, state, rpc, userStrategies }: Foundation) {
  const { feed, reference, random, strategyTypes } = ports
  const strategies = strategyFrameworkOf(
    common,
    {
      ...{ rpc, userStrategies },
      store: state.strategies,
      candles: reference,
      ...(strategyTypes ? { strategies: strategyTypes } : {}),
    },
    configs.strategyFramework,
  )
  const normalizer = dataNormalizerOf(common, configs)
  const connector = marketConnectorOf(common, { feed, reference, random }, configs)
  return { strategies, normalizer, connector }
}
