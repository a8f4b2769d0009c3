/** The instruments of the chaos run and their prices, the same in every process of it. */
import {
  currency,
  type Instrument,
  instrumentOf,
  parseMoney,
  parsePrice,
  parseQuantity,
  type UnixNanos,
  venueId,
} from '@oasis/domain'
import { SyntheticPrices } from './synthetic-prices.ts'

export const CHAOS_VENUE = venueId('coinbase')
export const VALUATION = currency('USD')

const BASES = [
  ['BTC', 20_000],
  ['ETH', 1_000],
  ['SOL', 100],
  ['LTC', 80],
  ['ADA', 50],
  ['XRP', 40],
] as const

export interface ChaosInstrument {
  readonly instrument: Instrument
  readonly prices: SyntheticPrices
  /** A small order: about 50 in quote currency. */
  readonly quantity: string
}

export const chaosInstruments = (seed: number): readonly ChaosInstrument[] =>
  BASES.map(([base, price]) => ({
    instrument: instrumentWith(base),
    prices: new SyntheticPrices(instrumentOf(CHAOS_VENUE, `${base}-USD`), price, seed),
    quantity: (50 / price).toFixed(4),
  }))

function instrumentWith(base: string): Instrument {
  const symbol = `${base}-USD`
  return {
    id: instrumentOf(CHAOS_VENUE, symbol),
    venue: CHAOS_VENUE,
    symbol,
    base: currency(base),
    quote: VALUATION,
    priceIncrement: parsePrice('0.01'),
    quantityIncrement: parseQuantity('0.0001'),
    minQuantity: parseQuantity('0.0001'),
    maxQuantity: parseQuantity('10000'),
    minNotional: parseMoney('1'),
    maxNotional: parseMoney('1000000'),
    status: 'TRADING',
    tsEvent: 0n as UnixNanos,
  }
}
