import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  absDecimal,
  addDecimals,
  compareDecimals,
  digitsOf,
  divideDecimals,
  isDecimal,
  negateDecimal,
  shareOf,
  signOf,
  subtractDecimals,
  sumDecimals,
} from '../src/ui/format/decimal.ts'

const SCALE = 12
/** Whole units at a scale: what the text stands for, without the code under test. */
const units = fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n })
const written = (value: bigint): string => {
  const digits = (value < 0n ? -value : value).toString().padStart(SCALE + 1, '0')
  return `${value < 0n ? '-' : ''}${digits.slice(0, -SCALE)}.${digits.slice(-SCALE)}`
}
const read = (text: string): bigint => {
  const [whole = '', fraction = ''] = text.replace('-', '').split('.')
  const size = BigInt(whole + fraction.padEnd(SCALE, '0'))
  return text.startsWith('-') ? -size : size
}

describe('decimals as text', () => {
  test('are added, taken away and compared exactly, as whole units are', () => {
    fc.assert(
      fc.property(units, units, (a, b) => {
        expect(read(addDecimals(written(a), written(b)))).toBe(a + b)
        expect(read(subtractDecimals(written(a), written(b)))).toBe(a - b)
        expect(compareDecimals(written(a), written(b))).toBe(a < b ? -1 : a > b ? 1 : 0)
        expect(signOf(written(a))).toBe(a < 0n ? -1 : a > 0n ? 1 : 0)
        expect(read(negateDecimal(written(a)))).toBe(-a)
        expect(read(absDecimal(written(a)))).toBe(a < 0n ? -a : a)
      }),
    )
  })

  test('keep what a float would lose', () => {
    expect(addDecimals('0.1', '0.2')).toBe('0.3')
    expect(addDecimals('9007199254740993', '0.00000001')).toBe('9007199254740993.00000001')
    expect(sumDecimals(['0.1', '0.2', '-0.3'])).toBe('0')
    expect(sumDecimals([])).toBe('0')
  })

  test('are divided towards zero, to as many digits as asked for, and never by zero', () => {
    expect(divideDecimals('1', '3', 4)).toBe('0.3333')
    expect(divideDecimals('-1', '3', 4)).toBe('-0.3333')
    expect(divideDecimals('1', '0.000', 4)).toBeUndefined()
    expect(shareOf('1', '4')).toBe(0.25)
    expect(shareOf('1', '0')).toBeUndefined()
  })

  test('are told from other text', () => {
    for (const text of ['', '-', '1.', '.5', '1e3', '1,000', ' 1']) {
      expect([text, isDecimal(text)]).toEqual([text, false])
      expect(() => addDecimals(text, '1')).toThrow('not a decimal number')
    }
    expect(isDecimal('-0.10')).toBe(true)
    expect(digitsOf('0.01')).toBe(2)
    expect(digitsOf('1')).toBe(0)
  })
})
