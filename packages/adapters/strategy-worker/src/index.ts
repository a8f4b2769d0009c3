export { findUserStrategies, type UserStrategyFile } from './find-user-strategies.ts'
export { createStrategyRunners } from './strategy-runners.ts'
