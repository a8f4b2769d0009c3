/** What a replay prints and hashes. */
import type { StrategyId } from '@oasis/domain'
import { ThreadInstance } from './code/thread-instance.ts'
import type { ConfiguredStrategy } from './control/configured-strategy.ts'
import type { Hosted } from './hosted.ts'

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
    /** Why it is stopped, if it is. */
    readonly stopped: string | undefined
  }[]
}

export function summarize(all: readonly ConfiguredStrategy[]): StrategySummary {
  const strategies = all.flatMap(({ hosted, control }) =>
    hosted.map((one) => ({
      strategyId: one.key.strategyId,
      generation: one.instance.generation,
      signals: one.instance.signals,
      state: stateOf(one),
      lateTrades: one.instance.lateTrades,
      stopped: control.status === 'STOPPED' ? control.reason : undefined,
    })),
  )
  return { signals: strategies.reduce((sum, one) => sum + one.signals, 0), strategies }
}

/** What runs in a thread is told as it was last written down, which a stop does: it may be busy, and takes one question at a time. */
function stateOf({ instance, saved }: Hosted): string {
  const state = instance instanceof ThreadInstance ? saved : instance.encodeState()
  return typeof state === 'string' ? state : saved
}
