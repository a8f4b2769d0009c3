/**
 * The four dimensions of trading: price, quantity, rate (all 10^-12) and money (10^-18). Money has more digits
 * because price times quantity times a fee rate needs them. Operations that change dimension return the other type.
 */
import type { Brand } from '../brand.ts'
import {
  decimalOf,
  divideRounded,
  formatDecimal,
  parseDecimal,
  pow10,
  type RoundingMode,
  roundToIncrement,
} from './decimal.ts'

/** Quote currency per unit of base, in 10^-12. */
export type Price = Brand<bigint, 'Price'>
/** Amount of the base currency, in 10^-12; negative in positions only. */
export type Quantity = Brand<bigint, 'Quantity'>
/** A pure number such as a fee rate (0.009) or a ratio, in 10^-12. */
export type Rate = Brand<bigint, 'Rate'>
/** Amount of a quote (valuation) currency, in 10^-18. */
export type Money = Brand<bigint, 'Money'>

export const AMOUNT_SCALE = 12
export const MONEY_SCALE = 18
const PRODUCT_TO_MONEY = pow10(2 * AMOUNT_SCALE - MONEY_SCALE)
const RATE_ONE = pow10(AMOUNT_SCALE)

export const ZERO_MONEY = 0n as Money
export const ZERO_QUANTITY = 0n as Quantity

const UNSIGNED = { signed: false }
const SIGNED = { signed: true }

export const parsePrice = (text: string): Price => parseDecimal(text, AMOUNT_SCALE, UNSIGNED) as Price
export const parseQuantity = (text: string): Quantity =>
  parseDecimal(text, AMOUNT_SCALE, UNSIGNED) as Quantity
/** For scanners of venue messages: the price whose digits are `digits`, `fraction` (at most 12) after the point. */
export const priceOfDigits = (digits: number, fraction: number): Price =>
  decimalOf(digits, fraction, AMOUNT_SCALE) as Price
export const quantityOfDigits = (digits: number, fraction: number): Quantity =>
  decimalOf(digits, fraction, AMOUNT_SCALE) as Quantity
/** For positions, which are negative when short. */
export const parseSignedQuantity = (text: string): Quantity =>
  parseDecimal(text, AMOUNT_SCALE, SIGNED) as Quantity
export const parseRate = (text: string): Rate => parseDecimal(text, AMOUNT_SCALE, SIGNED) as Rate
export const parseMoney = (text: string): Money => parseDecimal(text, MONEY_SCALE, SIGNED) as Money

export const formatPrice = (value: Price): string => formatDecimal(value, AMOUNT_SCALE)
export const formatQuantity = (value: Quantity): string => formatDecimal(value, AMOUNT_SCALE)
export const formatRate = (value: Rate): string => formatDecimal(value, AMOUNT_SCALE)
export const formatMoney = (value: Money): string => formatDecimal(value, MONEY_SCALE)

export const addMoney = (a: Money, b: Money): Money => (a + b) as Money
export const subtractMoney = (a: Money, b: Money): Money => (a - b) as Money
export const negateMoney = (a: Money): Money => -a as Money
export const addQuantity = (a: Quantity, b: Quantity): Quantity => (a + b) as Quantity
export const subtractQuantity = (a: Quantity, b: Quantity): Quantity => (a - b) as Quantity
export const negateQuantity = (a: Quantity): Quantity => -a as Quantity
export const absQuantity = (a: Quantity): Quantity => (a < 0n ? -a : a) as Quantity
export const absMoney = (a: Money): Money => (a < 0n ? -a : a) as Money
export const minQuantity = (a: Quantity, b: Quantity): Quantity => (a < b ? a : b)
export const sumMoney = (values: Iterable<Money>): Money => {
  let total = 0n
  for (const value of values) total += value
  return total as Money
}

/** Thrown where an exact result is required and 10^-18 cannot hold it. A venue's increments never cause it. */
export class InexactResult extends RangeError {
  constructor(operation: string) {
    super(`${operation} has more than ${MONEY_SCALE} decimal places`)
    this.name = 'InexactResult'
  }
}

/** Exactly price × quantity; throws {@link InexactResult} when 10^-18 cannot hold it. */
export function notional(price: Price, quantity: Quantity): Money {
  const product = price * quantity
  if (product % PRODUCT_TO_MONEY !== 0n) throw new InexactResult('price × quantity')
  return (product / PRODUCT_TO_MONEY) as Money
}

/** price × quantity for quantities that are themselves derived (an average price, a converted size). */
export function notionalRounded(price: Price, quantity: Quantity, mode: RoundingMode): Money {
  return divideRounded(price * quantity, PRODUCT_TO_MONEY, mode) as Money
}

export function multiplyByRate(amount: Money, rate: Rate, mode: RoundingMode): Money {
  return divideRounded(amount * rate, RATE_ONE, mode) as Money
}

export function priceByRate(price: Price, rate: Rate, mode: RoundingMode): Price {
  return divideRounded(price * rate, RATE_ONE, mode) as Price
}

/** How much base `amount` buys at `price`. */
export function quantityFor(amount: Money, price: Price, mode: RoundingMode): Quantity {
  if (price <= 0n) throw new RangeError('quantityFor needs a positive price')
  return divideRounded(amount * PRODUCT_TO_MONEY, price, mode) as Quantity
}

/** amount / quantity: for display and reports only, since cost basis is kept and never an average price. */
export function averagePrice(amount: Money, quantity: Quantity, mode: RoundingMode): Price {
  if (quantity === 0n) throw new RangeError('averagePrice of nothing')
  const numerator = amount * PRODUCT_TO_MONEY
  return (
    quantity < 0n ? divideRounded(-numerator, -quantity, mode) : divideRounded(numerator, quantity, mode)
  ) as Price
}

/** `part / whole` as a rate. */
export function ratio(part: Money, whole: Money, mode: RoundingMode): Rate {
  if (whole <= 0n) throw new RangeError('ratio needs a positive whole')
  return divideRounded(part * RATE_ONE, whole, mode) as Rate
}

export function midPrice(bid: Price, ask: Price): Price {
  return divideRounded(bid + ask, 2n, 'HALF_EVEN') as Price
}

export const roundPrice = (price: Price, increment: Price, mode: RoundingMode): Price =>
  roundToIncrement(price, increment, mode) as Price
export const roundQuantity = (quantity: Quantity, increment: Quantity, mode: RoundingMode): Quantity =>
  roundToIncrement(quantity, increment, mode) as Quantity
export const isMultipleOf = (value: Price | Quantity, increment: Price | Quantity): boolean =>
  value % increment === 0n
