export {
  type StrategyConfig,
  type StrategyFrameworkConfig,
  strategyConfigSchema,
  strategyFrameworkConfigSchema,
} from './config.ts'
export type { UserStrategy } from './core/instance-spec.ts'
export { createStrategyFramework, type StrategyFramework, type StrategyFrameworkPorts } from './service.ts'
export type { StrategySummary } from './strategy-summary.ts'
