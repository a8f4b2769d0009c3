/** What a replay prints and hashes. */
import type { StrategyId } from '@oasis/domain'
import type { StrategyHost } from './strategy-host.ts'

export interface StrategySummary {
  /** Intents emitted, all strategies together. */
  readonly signals: number
  /** In the order of the configuration. */
  readonly strategies: readonly {
    readonly strategyId: StrategyId
    readonly generation: number
    readonly signals: number
    /** Canonical text of the whole instance: strategy, position, orders, bars. No bus positions. */
    readonly state: string
    /** Trades that came after their bar had closed. */
    readonly lateTrades: number
    /** What it threw, if it was stopped. */
    readonly failure: string | undefined
  }[]
}

export function summarize(host: Pick<StrategyHost, 'all'>): StrategySummary {
  const strategies = host.all.map(({ instance }) => ({
    strategyId: instance.spec.strategyId,
    generation: instance.generation,
    signals: instance.signals,
    state: instance.encodeState(),
    lateTrades: instance.lateTrades,
    failure: instance.failure === undefined ? undefined : String(instance.failure),
  }))
  return { signals: strategies.reduce((sum, one) => sum + one.signals, 0), strategies }
}
