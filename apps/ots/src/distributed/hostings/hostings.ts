/** Every service that can be a process of its own. */
import type { ServiceName } from '../../config/service-environment.ts'
import type { Hosting } from '../service-context.ts'
import { hostAuditor } from './auditor.ts'
import { hostControlCenterApi } from './control-center-api.ts'
import { hostDataNormalizer, hostMarketConnector } from './market-data.ts'
import { hostOrderManager } from './order-manager.ts'
import { hostRiskEngine } from './risk-engine.ts'
import { hostStrategyFramework } from './strategy-framework.ts'

export const HOSTINGS: Readonly<Record<ServiceName, Hosting>> = {
  'market-connector': hostMarketConnector,
  'data-normalizer': hostDataNormalizer,
  'strategy-framework': hostStrategyFramework,
  'risk-engine': hostRiskEngine,
  'order-manager': hostOrderManager,
  auditor: hostAuditor,
  'control-center-api': hostControlCenterApi,
}
