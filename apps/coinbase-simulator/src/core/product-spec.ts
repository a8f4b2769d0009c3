/**
 * What a synthetic product is and how it behaves. Increments, sizes and limits of the built-in products are those
 * Coinbase listed in August 2026; depth and activity are of the size seen in a recording of that month.
 */
import { z } from 'zod'

const decimal = z.string().regex(/^\d+(\.\d+)?$/, 'plain decimal digits')
/** Decimals of price and size together: their product has to be exact in 10^-18. */
const MOST_DECIMALS = 18
const decimalsOf = (text: string): number => text.split('.')[1]?.length ?? 0

const range = z.tuple([z.number().positive(), z.number().positive()])

export const productSpecSchema = z
  .strictObject({
    id: z.string().regex(/^[A-Z0-9]+-[A-Z0-9]+$/, 'as in BTC-USD'),
    baseName: z.string().default(''),
    startPrice: decimal,
    priceIncrement: decimal.default('0.01'),
    baseIncrement: decimal.default('0.00000001'),
    baseMaxSize: decimal.default('1000000'),
    quoteMaxSize: decimal.default('10000000'),
    /** Arrivals of takers; each may make several trades. */
    tradesPerSecond: z.number().positive().max(1000).default(1),
    /** Medians, in the quote currency. */
    tradeNotional: z.number().positive().default(60),
    levelNotional: z.number().positive().default(2000),
    bookChangesPerSecond: z.number().positive().max(10_000).default(40),
    levelsPerSide: z.number().int().min(20).max(30_000).default(600),
    spreadTicks: z.number().int().min(1).default(1),
    /** Standard deviation of the log price, in percent per square root of a minute. */
    calmVolatility: z.number().positive().default(0.03),
    trendVolatility: z.number().positive().default(0.04),
    /** Absolute drift of a trend, in percent per minute. */
    trendDrift: range.default([0.05, 0.09]),
    calmMinutes: range.default([1, 5]),
    trendMinutes: range.default([8, 15]),
  })
  .refine(
    ({ priceIncrement, baseIncrement }) =>
      decimalsOf(priceIncrement) + decimalsOf(baseIncrement) <= MOST_DECIMALS,
    'priceIncrement and baseIncrement have more than 18 decimals together',
  )

export type ProductSpec = z.infer<typeof productSpecSchema>

const BUILT_IN: readonly z.input<typeof productSpecSchema>[] = [
  {
    id: 'BTC-USD',
    baseName: 'Bitcoin',
    startPrice: '65083.67',
    baseMaxSize: '3400',
    quoteMaxSize: '150000000',
    tradesPerSecond: 5.5,
    levelNotional: 4000,
    bookChangesPerSecond: 100,
    levelsPerSide: 1500,
    trendDrift: [0.04, 0.07],
  },
  {
    id: 'ETH-USD',
    baseName: 'Ethereum',
    startPrice: '1919.41',
    baseMaxSize: '42000',
    quoteMaxSize: '150000000',
    tradesPerSecond: 3,
    levelNotional: 4000,
    bookChangesPerSecond: 80,
    levelsPerSide: 1000,
    spreadTicks: 3,
    // Lively enough that a momentum strategy finds an entry in most half hours.
    trendDrift: [0.07, 0.11],
    calmMinutes: [1, 4],
    trendMinutes: [7, 12],
  },
  {
    id: 'SOL-USD',
    baseName: 'Solana',
    startPrice: '77.12',
    baseMaxSize: '1274000',
    quoteMaxSize: '25000000',
    tradesPerSecond: 1.5,
    bookChangesPerSecond: 40,
    levelsPerSide: 400,
  },
  {
    id: 'DOGE-USD',
    baseName: 'Dogecoin',
    startPrice: '0.0704',
    priceIncrement: '0.00001',
    baseIncrement: '0.1',
    baseMaxSize: '141834300',
    tradesPerSecond: 0.8,
    bookChangesPerSecond: 20,
    levelsPerSide: 300,
  },
]

export const builtInProducts: readonly ProductSpec[] = BUILT_IN.map((spec) => productSpecSchema.parse(spec))
