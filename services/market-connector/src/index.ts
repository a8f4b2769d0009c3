import type { MarketConnectorConfig } from './config.ts'
import { type MarketConnector, type MarketConnectorPorts, MarketConnectorService } from './service.ts'

export { type MarketConnectorConfig, marketConnectorConfigSchema } from './config.ts'
export type { BookPhase, ConnectorCounters } from './core/connector-state.ts'
export type { BookSummary, MarketConnector, MarketConnectorPorts } from './service.ts'

/** One venue's market data. Throws a RangeError for an instrument of another venue. */
export const createMarketConnector = (
  ports: MarketConnectorPorts,
  config: MarketConnectorConfig,
): MarketConnector => new MarketConnectorService(ports, config)
