/** The embedded system's configuration for a chaos run: quick trading on several instruments, limits that bind. */
import { type OtsConfig, parseConfig } from '@oasis/ots'
import { BUILT_IN_STRATEGIES, createStrategyRegistry } from '@oasis/strategy-sdk'
import { restlessTrader } from '../../simulation/strategies/restless-trader.ts'
import type { ChaosLimits } from '../place/place.ts'

export const CHAOS_ACCOUNT = 'coinbase.main.paper'

export const chaosStrategies = createStrategyRegistry([...BUILT_IN_STRATEGIES, restlessTrader])

export interface ChaosSettings {
  readonly limits: ChaosLimits
  /** Orders, and cancels. */
  readonly perSecond: number
  /** Each on one instrument. */
  readonly strategies: readonly object[]
  readonly paper?: object
}

export const chaosConfig = (settings: ChaosSettings): OtsConfig =>
  parseConfig(chaosTree(settings), 'the chaos run', chaosStrategies)

/** As `ots.yaml` has it. */
export function chaosTree({ limits, perSecond, strategies, paper }: ChaosSettings): object {
  return {
    accounts: [{ id: CHAOS_ACCOUNT }],
    strategies,
    limits: {
      account: {
        [CHAOS_ACCOUNT]: {
          ...limits,
          maxOrdersPerSecond: perSecond,
          maxCancelsPerSecond: perSecond,
          maxDailyLoss: '0.9',
          maxDrawdown: '0.9',
        },
      },
    },
    ...(paper === undefined ? {} : { venues: { paper } }),
  }
}
