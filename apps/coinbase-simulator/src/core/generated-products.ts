/**
 * Many products at once, for runs that need them: real names, made-up numbers of the usual sizes. Lighter than the
 * built-in ones, so that dozens of them fit beside each other.
 */
import { type ProductSpec, productSpecSchema } from './product-spec.ts'

const NAMES = [
  ...['ADA', 'XRP', 'LTC', 'LINK', 'AVAX', 'DOT', 'UNI', 'AAVE', 'ATOM', 'ALGO', 'BCH', 'ETC', 'FIL', 'HBAR'],
  ...['ICP', 'NEAR', 'APT', 'ARB', 'OP', 'SUI', 'SEI', 'TIA', 'INJ', 'RNDR', 'GRT', 'MKR', 'SNX', 'COMP'],
  ...['CRV', 'LDO', 'XLM', 'XTZ', 'EOS', 'SAND', 'MANA', 'AXS', 'CHZ', 'ENJ', 'BAT', 'ZRX'],
] as const

export const MOST_GENERATED = NAMES.length

/** Price, its increment, the size's increment: of the spread there is between coins. */
const SHAPES = [
  ['0.52', '0.0001', '0.00000001'],
  ['2.31', '0.0001', '0.000001'],
  ['84.17', '0.01', '0.00000001'],
  ['14.62', '0.001', '0.01'],
  ['27.9', '0.01', '0.00000001'],
  ['6.44', '0.001', '0.00000001'],
] as const

/** The first `count`, always the same. */
export const generatedProducts = (count: number): readonly ProductSpec[] =>
  NAMES.slice(0, count).map((name, index) => {
    const [startPrice, priceIncrement, baseIncrement] = SHAPES[index % SHAPES.length] ?? SHAPES[0]
    return productSpecSchema.parse({
      id: `${name}-USD`,
      startPrice,
      priceIncrement,
      baseIncrement,
      tradesPerSecond: 0.6 + (index % 4) * 0.3,
      bookChangesPerSecond: 15,
      levelsPerSide: 120,
      spreadTicks: 1 + (index % 3),
    })
  })
