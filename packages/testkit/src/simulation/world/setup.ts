/** What a seed's world is made of: instruments, limits, strategies, the venue's promises. All drawn from the seed. */
import {
  accountId,
  addMillis,
  type Currency,
  currency,
  type Instrument,
  instrumentId,
  instrumentOf,
  type Limits,
  type Money,
  type Price,
  parseMoney,
  parsePrice,
  parseQuantity,
  parseRate,
  type ScopedLimits,
  strategyId,
  type UnixNanos,
  venueId,
} from '@oasis/domain'
import type { Random, VenueTraits } from '@oasis/ports'
import { seededRandom } from '@oasis/runtime'

export const ACCOUNT = accountId('coinbase.main.paper')
/** By this name the normalizer knows whose side of a trade is told. */
export const VENUE = venueId('coinbase')
export const QUOTE_CURRENCY = currency('USD')
export const START = 1_795_046_400_000_000_000n as UnixNanos
export const TAKER_FEE = parseRate('0.006')

export interface MarketSetup {
  readonly instrument: Instrument
  readonly firstPrice: Price
  /** Largest step of a price, as a fraction. */
  readonly volatility: number
}

export interface StrategySetup {
  readonly id: string
  readonly type: string
  readonly instruments: readonly string[]
  readonly params: Readonly<Record<string, unknown>>
}

/** What every seed sets, and what only some do. */
export type SetLimits = Partial<Limits> &
  Pick<
    Limits,
    'maxOrderNotional' | 'maxPositionNotional' | 'maxGrossExposure' | 'maxNetExposure' | 'maxOpenOrders'
  >

export interface Setup {
  readonly markets: readonly MarketSetup[]
  readonly strategies: readonly StrategySetup[]
  readonly limits: SetLimits
  readonly instrumentLimits: ReadonlyMap<string, Partial<Limits>>
  readonly strategyLimits: ReadonlyMap<string, Partial<Limits>>
  readonly traits: VenueTraits
  readonly opening: readonly { readonly currency: Currency; readonly amount: Money }[]
  /** Mean time between two things that the operator does; zero: does nothing but end halts. */
  readonly operatorEveryMs: number
  /** Market data comes through the real connector and normalizer; else it is published as they would. */
  readonly wholePipeline: boolean
  /** How long trading goes on before everything heals. */
  readonly tradingMs: number
}

const SYMBOLS = [
  ['AAA', '100'],
  ['BBB', '25'],
  ['CCC', '3.5'],
  ['DDD', '410'],
] as const

export function setupOf(seed: string): Setup {
  const random = seededRandom(`${seed}/setup`)
  const pick = (from: number, to: number) => from + Math.floor(random() * (to - from + 1))
  const markets = SYMBOLS.slice(0, pick(2, 4)).map(([base, price]) => marketOf(base, price, random))
  const ids = markets.map(({ instrument }) => instrument.id as string)
  const position = pick(500, 2_500)
  const orderValue = pick(Math.floor(position / 20), Math.floor(position / 4))
  const strategies = Array.from({ length: pick(2, 3) }, (_, n) => strategyOf(n, ids, orderValue, random))
  return {
    markets,
    strategies,
    limits: {
      maxOrderNotional: money(Math.floor(orderValue * (1 + random()))),
      maxPositionNotional: money(position),
      maxGrossExposure: money(Math.floor(position * (1 + 2 * random()))),
      maxNetExposure: money(Math.floor(position * (1 + 2 * random()))),
      // Fees alone would reach the defaults in many seeds; in some they shall.
      ...(random() < 0.8 ? { maxDailyLoss: parseRate('0.5'), maxDrawdown: parseRate('0.5') } : {}),
      maxOpenOrders: pick(4, 20),
      maxOrdersPerSecond: pick(3, 20),
      // With the default no order of these strategies would ever meet it. A chance of its own leaves all others as they are.
      ...(seededRandom(`${seed}/collar`)() < 0.25 ? { priceCollar: parseRate('0.0025') } : {}),
    },
    instrumentLimits: new Map(
      random() < 0.3 ? [[ids[0] ?? '', { maxPositionNotional: money(pick(200, 900)) }]] : [],
    ),
    strategyLimits: new Map(random() < 0.3 ? [[strategies[0]?.id ?? '', { maxOpenOrders: pick(1, 5) }]] : []),
    traits: traitsOf(random),
    opening: [
      { currency: QUOTE_CURRENCY, amount: money(pick(2 * position, 50_000)) },
      ...markets.flatMap(({ instrument, firstPrice }) =>
        random() < 0.5
          ? [
              {
                currency: instrument.base,
                amount: holding(firstPrice, Math.floor((position / 5) * random())),
              },
            ]
          : [],
      ),
    ],
    operatorEveryMs: random() < 0.4 ? 0 : pick(6_000, 25_000),
    wholePipeline: random() < 0.2,
    tradingMs: pick(40_000, 90_000),
  }
}

/** The limits of its configuration. */
export const scopedLimits = ({
  limits,
  instrumentLimits,
  strategyLimits,
}: Setup): readonly ScopedLimits[] => [
  { scope: { level: 'account', id: ACCOUNT }, limits },
  ...[...instrumentLimits].map(([id, own]) => ({
    scope: { level: 'instrument', id: instrumentId(id) } as const,
    limits: own,
  })),
  ...[...strategyLimits].map(([id, own]) => ({
    scope: { level: 'strategy', id: strategyId(id) } as const,
    limits: own,
  })),
]

const money = (whole: number): Money => parseMoney(String(whole))
/** So much of a base currency as is worth `value`, in whole units. */
const holding = (price: Price, value: number): Money =>
  money(Math.max(1, Math.floor(value / (Number(price) / 1e12))))

function marketOf(base: string, price: string, random: Random): MarketSetup {
  const symbol = `${base}-USD`
  return {
    firstPrice: parsePrice(price),
    volatility: random() < 0.2 ? 0.004 : 0.0008,
    instrument: {
      id: instrumentOf(VENUE, symbol),
      venue: VENUE,
      symbol,
      base: currency(base),
      quote: QUOTE_CURRENCY,
      priceIncrement: parsePrice('0.01'),
      quantityIncrement: parseQuantity('0.001'),
      minQuantity: parseQuantity('0.001'),
      maxQuantity: parseQuantity('100000'),
      minNotional: parseMoney('1'),
      maxNotional: parseMoney('1000000'),
      status: 'TRADING',
      tsEvent: addMillis(START, -1_000),
    },
  }
}

function strategyOf(
  n: number,
  instruments: readonly string[],
  orderValue: number,
  random: Random,
): StrategySetup {
  const count = 1 + Math.floor(random() * Math.min(3, instruments.length))
  const from = Math.floor(random() * instruments.length)
  const own = Array.from({ length: count }, (_, i) => instruments[(from + i) % instruments.length] ?? '')
  if (n === 1 && random() < 0.3) {
    const id = 'ticks'
    return { id, type: 'every-n-ticks', instruments: own, params: { n: 7, quantity: '0.5' } }
  }
  return {
    id: `restless-${n}`,
    type: 'restless-trader',
    instruments: own,
    params: {
      eagerness: 0.1 + 0.35 * random(),
      orderValue,
      fickleness: 0.05 + 0.3 * random(),
      quotes: random() < 0.3,
    },
  }
}

/** One kind of venue deduplicates client ids, one does not, and one tells for certain what it has. */
function traitsOf(random: Random): VenueTraits {
  const draw = random()
  return {
    lookupIsConclusive: draw < 0.15,
    submitIsIdempotent: draw >= 0.5,
    goodTilDate: random() < 0.8,
  }
}
