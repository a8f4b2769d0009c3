import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  absMoney,
  absQuantity,
  addMoney,
  addQuantity,
  averagePrice,
  formatMoney,
  formatPrice,
  formatQuantity,
  formatRate,
  InexactResult,
  InvalidDecimal,
  isMultipleOf,
  type Money,
  midPrice,
  minQuantity,
  multiplyByRate,
  negateMoney,
  negateQuantity,
  notional,
  notionalRounded,
  type Price,
  parseMoney,
  parsePrice,
  parseQuantity,
  parseRate,
  parseSignedQuantity,
  priceByRate,
  priceOfDigits,
  type Quantity,
  quantityFor,
  quantityOfDigits,
  ratio,
  roundPrice,
  roundQuantity,
  subtractMoney,
  subtractQuantity,
  sumMoney,
} from '../src/index.ts'

const amount = fc.bigInt({ min: 1n, max: 10n ** 20n })
const price = amount.map((n) => n as Price)
const quantity = amount.map((n) => n as Quantity)
const money = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }).map((n) => n as Money)

describe('text', () => {
  test('prices, quantities, rates and money keep every digit through text', () => {
    fc.assert(
      fc.property(price, quantity, money, (p, q, m) => {
        expect(parsePrice(formatPrice(p))).toBe(p)
        expect(parseQuantity(formatQuantity(q))).toBe(q)
        expect(parseSignedQuantity(formatQuantity(-q as Quantity))).toBe(-q)
        expect(parseMoney(formatMoney(m))).toBe(m)
      }),
    )
    expect(formatRate(parseRate('-0.009'))).toBe('-0.009')
  })

  test('prices and quantities have no sign, money and rates may', () => {
    expect(() => parsePrice('-1')).toThrow(InvalidDecimal)
    expect(() => parseQuantity('-1')).toThrow(InvalidDecimal)
    expect(parseMoney('-1')).toBe(-(10n ** 18n))
  })

  test('money holds price × quantity × fee rate of the venue: 13 digits and more', () => {
    const value = notional(parsePrice('13752.18233851'), parseQuantity('0.01'))
    expect(formatMoney(multiplyByRate(value, parseRate('0.001'), 'HALF_EVEN'))).toBe('0.1375218233851')
  })
})

describe('products', () => {
  test('notional is exact, or refuses', () => {
    fc.assert(
      fc.property(price, quantity, (p, q) => {
        if ((p * q) % 10n ** 6n === 0n) expect(notional(p, q) * 10n ** 6n).toBe(p * q)
        else expect(() => notional(p, q)).toThrow(InexactResult)
      }),
    )
  })

  test('whatever has 8 digits each, as on any venue, has an exact notional', () => {
    fc.assert(
      fc.property(price, quantity, (p, q) => {
        const [p8, q8] = [p * 10n ** 4n, q * 10n ** 4n]
        expect(notional(p8 as Price, q8 as Quantity) * 10n ** 6n).toBe(p8 * q8)
      }),
    )
  })

  test('a rounded notional is the exact one where that exists', () => {
    fc.assert(
      fc.property(price, quantity, (p, q) => {
        const even = (q * 10n ** 6n) as Quantity
        expect(notionalRounded(p, even, 'DOWN')).toBe(notional(p, even))
        expect(notionalRounded(p, even, 'UP')).toBe(notional(p, even))
      }),
    )
  })

  test('what an amount buys costs at most the amount, and one unit more would cost more', () => {
    fc.assert(
      fc.property(amount, price, (n, p) => {
        const budget = n as Money
        const bought = quantityFor(budget, p, 'DOWN')
        expect(notionalRounded(p, bought, 'FLOOR') <= budget).toBe(true)
        expect(p * (bought + 1n) > budget * 10n ** 6n).toBe(true)
      }),
    )
  })

  test('an average price gives back the amount within rounding, for longs and shorts', () => {
    fc.assert(
      fc.property(amount, quantity, fc.boolean(), (n, q, short) => {
        const [cost, held] = short ? [-n, -q] : [n, q]
        const average = averagePrice(cost as Money, held as Quantity, 'HALF_EVEN')
        const off = average * q - n * 10n ** 6n
        expect(2n * (off < 0n ? -off : off) <= q).toBe(true)
      }),
    )
  })

  test('rates scale money and prices', () => {
    expect(formatMoney(multiplyByRate(parseMoney('1000'), parseRate('0.009'), 'UP'))).toBe('9')
    expect(formatPrice(priceByRate(parsePrice('50000'), parseRate('0.02'), 'DOWN'))).toBe('1000')
    expect(formatRate(ratio(parseMoney('-1'), parseMoney('3'), 'FLOOR'))).toBe('-0.333333333334')
  })

  test('nothing is divided by nothing', () => {
    expect(() => quantityFor(parseMoney('1'), 0n as Price, 'DOWN')).toThrow(RangeError)
    expect(() => averagePrice(parseMoney('1'), 0n as Quantity, 'DOWN')).toThrow(RangeError)
    expect(() => ratio(parseMoney('1'), 0n as Money, 'DOWN')).toThrow(RangeError)
  })
})

test('the mid lies between bid and ask', () => {
  fc.assert(
    fc.property(price, price, (a, b) => {
      const [bid, ask] = a < b ? [a, b] : [b, a]
      const mid = midPrice(bid, ask)
      expect(mid >= bid && mid <= ask).toBe(true)
    }),
  )
})

test('rounding to an increment gives what the venue takes', () => {
  fc.assert(
    fc.property(price, amount, (p, n) => {
      const increment = (n % 10n ** 12n) + 1n
      expect(isMultipleOf(roundPrice(p, increment as Price, 'DOWN'), increment as Price)).toBe(true)
      const q = p as bigint as Quantity
      expect(roundQuantity(q, increment as Quantity, 'DOWN')).toBe(q - (q % increment))
    }),
  )
})

test('sums, differences, signs and minima are those of integers', () => {
  fc.assert(
    fc.property(money, money, (a, b) => {
      const [q, r] = [a as bigint as Quantity, b as bigint as Quantity]
      expect(addMoney(a, b)).toBe(a + b)
      expect(subtractMoney(a, b)).toBe(a - b)
      expect(sumMoney([a, b, negateMoney(a)])).toBe(b)
      expect(absMoney(a) === a || absMoney(a) === -a).toBe(true)
      expect(absMoney(a) >= 0n).toBe(true)
      expect(addQuantity(q, r)).toBe(a + b)
      expect(subtractQuantity(q, r)).toBe(a - b)
      expect(negateQuantity(negateQuantity(q))).toBe(q)
      expect(absQuantity(q)).toBe(absMoney(a))
      expect([q, r]).toContain(minQuantity(q, r))
      expect(minQuantity(q, r) <= q && minQuantity(q, r) <= r).toBe(true)
    }),
  )
})

test('digits without their point are the number that the text with it writes', () => {
  fc.assert(
    fc.property(fc.nat(10 ** 9), fc.integer({ min: 1, max: 12 }), (digits, fraction) => {
      const padded = String(digits).padStart(fraction + 1, '0')
      const text = `${padded.slice(0, -fraction)}.${padded.slice(-fraction)}`
      expect(priceOfDigits(digits, fraction)).toBe(parsePrice(text))
      expect(quantityOfDigits(digits, fraction)).toBe(parseQuantity(text))
    }),
  )
})
