/** What a distributed chaos run trades: more than five orders a second, downtimes included, under limits that bind. */
import { formatPrice, formatQuantity, type Instrument, type InstrumentId, symbolOf } from '@oasis/domain'
import { createRealScheduler, createSilentLogger } from '@oasis/runtime'
import { createCoinbaseReference } from '@oasis/venue-coinbase'
import { TAKER_FEE } from '../coinbase/exchange-market.ts'
import type { ChaosLimits, CoinbasePlace } from '../place/place.ts'
import { chaosTree } from '../trading/chaos-config.ts'

/** Tight beside the orders' values, so that they bind all the time. */
export const DISTRIBUTED_LIMITS: ChaosLimits = {
  maxOrderNotional: '100',
  maxPositionNotional: '400',
  maxGrossExposure: '3500',
  maxNetExposure: '3500',
  maxOpenOrders: 70,
}
/** How far the operator narrows and widens the limit of an instrument's position. */
export const POSITION_LIMITS = ['150', '300'] as const

const ORDER_VALUE = 30
const PER_SECOND = 50
/** A standby waits for the lease and this grace: short, so that takeovers are many. */
export const LEASE = { ttlMs: 4_000, graceMs: 2_000 } as const
const FIND_WITHIN_MS = 30_000

export async function instrumentsAt(place: CoinbasePlace): Promise<readonly Instrument[]> {
  const reference = createCoinbaseReference({
    scheduler: createRealScheduler(),
    random: Math.random,
    logger: createSilentLogger(),
    restUrl: place.restUrl,
  })
  return reference.instruments(place.instruments.map(symbolOf), AbortSignal.timeout(FIND_WITHIN_MS))
}

export interface DistributedStrategy {
  readonly id: string
  readonly instruments: readonly InstrumentId[]
  readonly type: string
  readonly params: object
}

/** One for the instruments of each grid of prices and sizes, which a strategy is told; every other one acts on quotes as well. */
export const strategiesOn = (instruments: readonly Instrument[]): readonly DistributedStrategy[] =>
  [...Map.groupBy(instruments, gridOf).values()].map((alike, n) => ({
    id: `restless-${n}`,
    type: 'restless-trader',
    instruments: alike.map(({ id }) => id),
    params: {
      ...{ eagerness: n % 2 === 0 ? 0.6 : 1, orderValue: ORDER_VALUE, fickleness: 0.45 },
      quotes: n % 2 === 0,
      ...(alike[0] ? incrementsOf(alike[0]) : {}),
    },
  }))

const incrementsOf = ({ priceIncrement, quantityIncrement }: Instrument) => ({
  priceIncrement: formatPrice(priceIncrement),
  quantityIncrement: formatQuantity(quantityIncrement),
})
const gridOf = (instrument: Instrument): string => Object.values(incrementsOf(instrument)).join(' ')

/** The environment of every process. */
export const environmentOf = (
  place: CoinbasePlace,
  strategies: readonly DistributedStrategy[],
): Readonly<Record<string, string>> => ({
  OTS_CONFIG: JSON.stringify(
    chaosTree({
      ...{ limits: DISTRIBUTED_LIMITS, perSecond: PER_SECOND, strategies },
      // The account's money is the venue's; nothing else is to be priced.
      paper: { openingBalances: { USD: '1' } },
    }),
  ),
  OTS_VENUE: 'coinbase',
  OTS_COINBASE_KEY_FILE: place.keyFile,
  OTS_TAKER_FEE: TAKER_FEE,
  OTS_LEASE_TTL_MS: String(LEASE.ttlMs),
  OTS_LEASE_GRACE_MS: String(LEASE.graceMs),
})
