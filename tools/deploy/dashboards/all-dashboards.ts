import type { Dashboard } from './dashboard.ts'
import { marketDataDashboard } from './market-data.ts'
import { pipelineDashboard } from './pipeline.ts'
import { servicesDashboard } from './services.ts'
import { tradingDashboard } from './trading.ts'

export const DASHBOARDS: readonly Dashboard[] = [
  tradingDashboard,
  marketDataDashboard,
  pipelineDashboard,
  servicesDashboard,
]
