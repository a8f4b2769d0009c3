/** The embedded system's configuration for the chaos run: quick trading on several instruments, limits that bind. */
import { type OtsConfig, parseConfig } from '@oasis/ots'
import { BUILT_IN_STRATEGIES, createStrategyRegistry } from '@oasis/strategy-sdk'
import { restlessTrader } from '../../simulation/strategies/restless-trader.ts'
import { chaosInstruments } from '../market/chaos-market.ts'
import { MAKER_FEE, TAKER_FEE } from '../venue/venue-setup.ts'

export const CHAOS_ACCOUNT = 'coinbase.main.paper'
export const TICK_MS = 50

/** In quote currency, as everywhere. */
export const CHAOS_LIMITS = {
  maxOrderNotional: '200',
  maxPositionNotional: '1500',
  maxGrossExposure: '4000',
  maxNetExposure: '4000',
  maxOpenOrders: 20,
} as const

export const chaosStrategies = createStrategyRegistry([...BUILT_IN_STRATEGIES, restlessTrader])

export function chaosConfig(seed: number): OtsConfig {
  const strategies = chaosInstruments(seed).map(({ instrument, quantity }, n) => {
    const ticks = { type: 'every-n-ticks', params: { n: 2, quantity } }
    const params = { eagerness: 0.3, orderValue: 60, fickleness: 0.3, quotes: false }
    const wanted = n % 2 === 0 ? ticks : { type: 'restless-trader', params }
    return { id: `chaos-${n}`, instruments: [instrument.id], ...wanted }
  })
  const tree = {
    accounts: [{ id: CHAOS_ACCOUNT }],
    strategies,
    limits: {
      account: {
        [CHAOS_ACCOUNT]: {
          ...CHAOS_LIMITS,
          maxOrdersPerSecond: 50,
          maxCancelsPerSecond: 50,
          maxDailyLoss: '0.9',
          maxDrawdown: '0.9',
        },
      },
    },
    // What the account begins with is the venue's; here it only says which instruments price it.
    venues: { paper: { makerFee: MAKER_FEE, takerFee: TAKER_FEE, openingBalances: { USD: '1', ETH: '1' } } },
  }
  return parseConfig(tree, 'the chaos run', chaosStrategies)
}
