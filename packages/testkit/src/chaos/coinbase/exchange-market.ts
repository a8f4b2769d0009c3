/** The Coinbase simulator's market in a chaos run, and what trades on it. */
import type { SimulatorOptionsInput } from '@oasis/coinbase-simulator'
import { formatPrice, formatQuantity, type Instrument, type InstrumentId, instrumentId } from '@oasis/domain'
import type { OtsConfig } from '@oasis/ots'
import type { ChaosLimits } from '../place/place.ts'
import type { OpenVenue } from '../place/venue-messages.ts'
import { chaosConfig } from '../trading/chaos-config.ts'
import { coinbaseSettings } from './coinbase-settings.ts'
import { CHAOS_FAULTS } from './exchange-faults.ts'

/** Light ones among the built-in; the rest are made up. */
const NAMED = ['SOL-USD', 'DOGE-USD'] as const
export const FEWEST_INSTRUMENTS = NAMED.length + 1
export const MOST_INSTRUMENTS = 40

const ORDER_VALUE = 30
const ORDERS_PER_SECOND = 100
export const TAKER_FEE = '0.009'

export const exchangeOptions = ({
  seed,
  instruments,
  sabotage,
  conclusive,
}: OpenVenue): SimulatorOptionsInput => ({
  port: 0,
  seed: `chaos ${seed}`,
  products: [...NAMED],
  generatedProducts: instruments - NAMED.length,
  historyHours: 1,
  balances: { USD: '50000' },
  takerFeeRate: TAKER_FEE,
  // Our own limiter is to be met, not the venue's; 429 is one of its faults.
  privateRequestsPerSecond: 0,
  duplicateClientOrderId: coinbaseSettings(sabotage).duplicates,
  faults: conclusive ? 'none' : CHAOS_FAULTS,
  faultSeed: String(seed),
})

export const instrumentOfProduct = (productId: string): InstrumentId => instrumentId(`coinbase:${productId}`)

/** Two that do everything a strategy may, and one that takes, on each instrument. */
export function coinbaseConfig(instruments: readonly Instrument[], limits: ChaosLimits): OtsConfig {
  return chaosConfig({
    limits,
    perSecond: ORDERS_PER_SECOND,
    strategies: instruments.flatMap((instrument, n) => {
      const on = { instruments: [instrument.id] }
      const params = {
        ...{ eagerness: 0.7, orderValue: ORDER_VALUE, fickleness: 0.35 },
        priceIncrement: formatPrice(instrument.priceIncrement),
        quantityIncrement: formatQuantity(instrument.quantityIncrement),
      }
      return [
        {
          ...on,
          id: `eager-${n}`,
          type: 'restless-trader',
          params: { ...params, quotes: true, eagerness: 0.12 },
        },
        { ...on, id: `calm-${n}`, type: 'restless-trader', params: { ...params, quotes: false } },
      ]
    }),
  })
}
