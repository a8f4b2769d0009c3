/**
 * How each service is made from its ports, once for both ways to run: the embedded system and the processes of the
 * distributed one differ in the adapters that they hand over, and in nothing here.
 */
import { type Auditor, type AuditorPorts, createAuditor } from '@oasis/auditor'
import { createDataNormalizer } from '@oasis/data-normalizer'
import { createMarketConnector, type MarketConnector } from '@oasis/market-connector'
import { createOrderManager, type OrderManager, type OrderManagerPorts } from '@oasis/order-manager'
import type {
  CandleSource,
  MarketFeed,
  MarketReference,
  OrderStore,
  PaperJournal,
  PortfolioCache,
  Random,
  RiskStore,
  RpcClient,
  RpcServer,
  StrategyStore,
  Venue,
} from '@oasis/ports'
import { createRiskEngine, type RiskEngine, type RiskEnginePorts } from '@oasis/risk-engine'
import type { Service } from '@oasis/runtime'
import { createStrategyFramework, type StrategyFramework, type UserStrategy } from '@oasis/strategy-framework'
import type { StrategyRegistry } from '@oasis/strategy-sdk'
import { createStrategyRunners } from '@oasis/strategy-worker'
import { createPaperVenue } from '@oasis/venue-paper'
import type { ApprovalKeyRing } from './approval-keys.ts'
import type { ServiceConfigs } from './service-configs.ts'
import { portsOf, type ServicePorts } from './service-ports.ts'

type OrderManagerParts = Pick<
  OrderManagerPorts,
  'haltLatch' | 'sharedLatch' | 'lease' | 'onHandedToVenue'
> & {
  readonly rpcServer: RpcServer
  readonly store: OrderStore
  readonly venue: Venue
  readonly approvalKeys: ApprovalKeyRing
}

export function orderManagerOf(
  common: ServicePorts,
  { approvalKeys, ...parts }: OrderManagerParts,
  configs: ServiceConfigs,
): OrderManager {
  const ports = { ...portsOf(common, 'order-manager'), ...parts, keys: approvalKeys.verifying }
  return createOrderManager(ports, configs.orderManager)
}

export interface PaperVenueParts {
  readonly journal: PaperJournal
  readonly random: Random
}

export const paperVenueOf = (common: ServicePorts, parts: PaperVenueParts, configs: ServiceConfigs): Venue =>
  createPaperVenue({ ...portsOf(common, 'venue-paper'), ...parts }, configs.paperVenue())

type RiskEngineParts = Pick<RiskEnginePorts, 'sharedLatches'> & {
  /** Towards the order manager. */
  readonly rpcClient: RpcClient
  readonly rpcServer: RpcServer
  readonly store: RiskStore
  readonly cache: PortfolioCache
  readonly approvalKeys: ApprovalKeyRing
}

export function riskEngineOf(
  common: ServicePorts,
  { approvalKeys, ...parts }: RiskEngineParts,
  configs: ServiceConfigs,
): RiskEngine {
  const ports = { ...portsOf(common, 'risk-engine'), ...parts, signingKeys: approvalKeys.signing }
  return createRiskEngine(ports, configs.riskEngine)
}

type AuditorParts = Pick<AuditorPorts, 'rpc' | 'history' | 'cache' | 'venueBalances'>

export const auditorOf = (common: ServicePorts, parts: AuditorParts, configs: ServiceConfigs): Auditor =>
  createAuditor({ ...portsOf(common, 'auditor'), ...parts }, configs.auditor)

interface StrategyFrameworkParts {
  readonly rpc: RpcClient
  readonly store: StrategyStore
  readonly candles: CandleSource
  readonly userStrategies: readonly UserStrategy[]
  /** Where strategy types are looked up; the built-in ones by default. */
  readonly strategies?: StrategyRegistry
}

export const strategyFrameworkOf = (
  common: ServicePorts,
  parts: StrategyFrameworkParts,
  config: ServiceConfigs['strategyFramework'],
): StrategyFramework =>
  createStrategyFramework(
    { ...portsOf(common, 'strategy-framework'), ...parts, runners: createStrategyRunners() },
    config,
  )

export const dataNormalizerOf = (common: ServicePorts, configs: ServiceConfigs): Service =>
  createDataNormalizer(portsOf(common, 'data-normalizer'), configs.dataNormalizer)

interface MarketConnectorParts {
  readonly feed: MarketFeed
  readonly reference: MarketReference
  readonly random: Random
}

export const marketConnectorOf = (
  common: ServicePorts,
  parts: MarketConnectorParts,
  configs: ServiceConfigs,
): MarketConnector =>
  createMarketConnector({ ...portsOf(common, 'market-connector'), ...parts }, configs.marketConnector)
