import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  decimalOf,
  divideRounded,
  formatDecimal,
  InvalidDecimal,
  parseDecimal,
  type RoundingMode,
  roundToIncrement,
} from '../src/index.ts'

const signed = { signed: true }
const unsigned = { signed: false }
const scale = fc.integer({ min: 0, max: 18 })
const value = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n })
const MODES: readonly RoundingMode[] = ['DOWN', 'UP', 'FLOOR', 'CEILING', 'HALF_EVEN']

/** Digits with a point somewhere, as a venue may write them: leading and trailing zeros included. */
const plainText = fc
  .tuple(fc.stringMatching(/^\d{1,20}$/), fc.option(fc.stringMatching(/^\d{1,12}$/), { nil: undefined }))
  .map(([whole, fraction]) => ({
    whole,
    fraction,
    text: fraction === undefined ? whole : `${whole}.${fraction}`,
  }))

describe('parsing', () => {
  test('a value that is formatted and parsed again is the same', () => {
    fc.assert(
      fc.property(value, scale, (units, places) => {
        expect(parseDecimal(formatDecimal(units, places), places, signed)).toBe(units)
      }),
    )
  })

  test('text is read as exactly the number it writes', () => {
    fc.assert(
      fc.property(plainText, fc.boolean(), ({ whole, fraction = '', text }, negative) => {
        const magnitude = BigInt(whole + fraction.padEnd(12, '0'))
        expect(parseDecimal(negative ? `-${text}` : text, 12, signed)).toBe(negative ? -magnitude : magnitude)
      }),
    )
  })

  test('it never rounds: a digit beyond the scale is refused, a zero there is not', () => {
    fc.assert(
      fc.property(
        plainText,
        scale,
        fc.integer({ min: 1, max: 9 }),
        fc.nat(6),
        ({ whole }, places, digit, zeros) => {
          const beyond = `${whole}.${'0'.repeat(places + zeros)}`
          expect(() => parseDecimal(`${beyond}${digit}`, places, unsigned)).toThrow(InvalidDecimal)
          expect(parseDecimal(`${beyond}0`, places, unsigned)).toBe(BigInt(whole) * 10n ** BigInt(places))
        },
      ),
    )
  })

  test('zeros beyond the scale carry no value, as many as the longest text holds', () => {
    expect(parseDecimal(`7.${'0'.repeat(62)}`, 12, unsigned)).toBe(7n * 10n ** 12n)
    expect(() => parseDecimal(`7.${'0'.repeat(61)}1`, 12, unsigned)).toThrow(InvalidDecimal)
  })

  test.each([
    '',
    '.',
    '-',
    '-.',
    '1.',
    '.5',
    '-.5',
    '1e3',
    '1E3',
    '+1',
    '--1',
    '1-',
    '1.2.3',
    '1..2',
    ' 1',
    '1 ',
    '1,5',
  ])('"%s" is refused', (text) => {
    expect(() => parseDecimal(text, 12, signed)).toThrow(InvalidDecimal)
  })

  test.each(['NaN', 'Infinity', '-Infinity', '0x10', '１', '1_000', 'null', '1\u0000'])(
    '"%s" is refused',
    (text) => {
      expect(() => parseDecimal(text, 12, signed)).toThrow(InvalidDecimal)
    },
  )

  test('whatever is not plain digits with one point is refused', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), (text) => {
        if (/^-?\d+(\.\d+)?$/.test(text)) return
        expect(() => parseDecimal(text, 12, signed)).toThrow(InvalidDecimal)
      }),
    )
  })

  test('a sign is refused where none belongs, minus zero included', () => {
    expect(() => parseDecimal('-1', 12, unsigned)).toThrow('a sign is not allowed here')
    expect(() => parseDecimal('-0', 12, unsigned)).toThrow(InvalidDecimal)
    expect(parseDecimal('-0', 12, signed)).toBe(0n)
  })

  test('more than 64 characters are refused, and the error does not repeat them all', () => {
    expect(parseDecimal('9'.repeat(64), 0, unsigned)).toBe(BigInt('9'.repeat(64)))
    expect(() => parseDecimal('9'.repeat(65), 0, unsigned)).toThrow(/^"9{64}" is not a valid decimal/)
  })
})

test('digits and the length of their fraction make the same decimal as their text', () => {
  const digits = fc.nat(Number.MAX_SAFE_INTEGER)
  fc.assert(
    fc.property(digits, fc.integer({ min: 0, max: 12 }), (n, fraction) => {
      expect(decimalOf(n, fraction, 12)).toBe(BigInt(n) * 10n ** BigInt(12 - fraction))
    }),
  )
})

describe('formatting', () => {
  test('is the shortest exact text: no exponent, no trailing zero, no lonely point', () => {
    fc.assert(
      fc.property(value, scale, (units, places) => {
        expect(formatDecimal(units, places)).toMatch(/^(0|-?(0|[1-9]\d*)(\.\d*[1-9])?)$/)
      }),
    )
  })

  test.each([
    [0n, 12, '0'],
    [1n, 0, '1'],
    [-1n, 12, '-0.000000000001'],
    [1_500_000_000_000n, 12, '1.5'],
    [-10_000_000_000_000n, 12, '-10'],
  ])('%s at 10^-%s is %s', (units, places, text) => {
    expect(formatDecimal(units, places)).toBe(text)
  })
})

describe('rounding', () => {
  const denominator = fc.bigInt({ min: 1n, max: 10n ** 20n })

  /** By definition, from the floor: the multiple of d at or below n. */
  function naive(n: bigint, d: bigint, mode: RoundingMode): bigint {
    const floor = (n - (((n % d) + d) % d)) / d
    const rest = n - floor * d
    if (rest === 0n) return floor
    const positive = n > 0n
    const evenOne = floor % 2n === 0n ? floor : floor + 1n
    const nearest = 2n * rest < d ? floor : 2n * rest > d ? floor + 1n : evenOne
    return {
      FLOOR: floor,
      CEILING: floor + 1n,
      DOWN: positive ? floor : floor + 1n,
      UP: positive ? floor + 1n : floor,
      HALF_EVEN: nearest,
    }[mode]
  }

  test.each(MODES)('%s agrees with its definition in rational arithmetic', (mode) => {
    fc.assert(
      fc.property(value, denominator, (n, d) => {
        expect(divideRounded(n, d, mode)).toBe(naive(n, d, mode))
      }),
    )
  })

  test.each(MODES)('%s agrees near halves and wholes, where mistakes live', (mode) => {
    for (let n = -20n; n <= 20n; n++) {
      for (const d of [1n, 2n, 3n, 4n, 5n]) expect(divideRounded(n, d, mode)).toBe(naive(n, d, mode))
    }
  })

  test('HALF_EVEN has no bias: a number and its opposite round to opposites', () => {
    fc.assert(
      fc.property(value, denominator, (n, d) => {
        expect(divideRounded(-n, d, 'HALF_EVEN')).toBe(-divideRounded(n, d, 'HALF_EVEN'))
      }),
    )
  })

  test.each([0n, -1n])('a denominator of %s is refused', (d) => {
    expect(() => divideRounded(1n, d, 'DOWN')).toThrow(RangeError)
  })

  test('rounding to an increment gives a multiple of it, less than one increment away', () => {
    fc.assert(
      fc.property(value, denominator, fc.constantFrom(...MODES), (n, increment, mode) => {
        const rounded = roundToIncrement(n, increment, mode)
        expect(rounded % increment).toBe(0n)
        const off = rounded - n
        expect(off < increment && off > -increment).toBe(true)
      }),
    )
  })
})
