/**
 * Fixed-point decimals over `bigint`. Parsing never rounds: text with more digits than the scale holds, an
 * exponent, a sign where none belongs, NaN or an empty string is refused. Rounding happens only in
 * `divideRounded`, with a mode named by the caller.
 */
export type RoundingMode = 'DOWN' | 'UP' | 'FLOOR' | 'CEILING' | 'HALF_EVEN'

export class InvalidDecimal extends Error {
  readonly text: string
  constructor(text: string, why: string) {
    super(`"${text.slice(0, 64)}" is not a valid decimal: ${why}`)
    this.name = 'InvalidDecimal'
    this.text = text
  }
}

const MAX_TEXT = 64
const POWERS: readonly bigint[] = Array.from({ length: 40 }, (_, n) => 10n ** BigInt(n))

/** Those that a double holds exactly. */
const SMALL_POWERS: readonly number[] = Array.from({ length: 16 }, (_, n) => 10 ** n)

export function pow10(n: number): bigint {
  return POWERS[n] ?? 10n ** BigInt(n)
}

export interface ParseOptions {
  readonly signed: boolean
}

const DIGIT_0 = 48
const SAFE_DIGITS = 15

/** Parses plain decimal text ("-?digits[.digits]") into units of 10^-scale. */
export function parseDecimal(text: string, scale: number, options: ParseOptions): bigint {
  const length = text.length
  if (length === 0) throw new InvalidDecimal(text, 'it is empty')
  if (length > MAX_TEXT) throw new InvalidDecimal(text, `it has more than ${MAX_TEXT} characters`)
  const negative = text.charCodeAt(0) === 45
  if (negative && !options.signed) throw new InvalidDecimal(text, 'a sign is not allowed here')
  const first = negative ? 1 : 0
  let small = 0
  let digits = 0
  let point = -1
  for (let i = first; i < length; i++) {
    const code = text.charCodeAt(i)
    if (code === 46 && point < 0) {
      point = digits
      continue
    }
    const digit = code - DIGIT_0
    if (digit < 0 || digit > 9) throw new InvalidDecimal(text, 'only digits and one point are allowed')
    if (digits < SAFE_DIGITS) small = small * 10 + digit
    digits++
  }
  if (digits === 0 || point === 0 || point === digits) {
    throw new InvalidDecimal(text, 'digits are needed on both sides of the point')
  }
  const fraction = point < 0 ? 0 : digits - point
  if (!negative && digits <= SAFE_DIGITS && fraction <= scale) return decimalOf(small, fraction, scale)
  const magnitude = digits <= SAFE_DIGITS ? BigInt(small) : wide(text.slice(first), point)
  const value =
    fraction <= scale
      ? magnitude * pow10(scale - fraction)
      : trimmed(text, magnitude, fraction - scale, scale)
  return negative ? -value : value
}

/** The decimal whose digits, without the point, are `digits` (a safe integer), `fraction` of them after it. */
export function decimalOf(digits: number, fraction: number, scale: number): bigint {
  if (digits === 0) return 0n
  const product = digits * (SMALL_POWERS[scale - fraction] ?? Number.POSITIVE_INFINITY)
  // A double holds this product exactly, which spares two of three bigints.
  return product <= Number.MAX_SAFE_INTEGER ? BigInt(product) : BigInt(digits) * pow10(scale - fraction)
}

/** More digits than fit a double exactly: read them as text. */
function wide(unsigned: string, point: number): bigint {
  return BigInt(point < 0 ? unsigned : unsigned.slice(0, point) + unsigned.slice(point + 1))
}

/** Trailing zeros beyond the scale carry no value; any other digit there would be lost. */
function trimmed(text: string, magnitude: bigint, excess: number, scale: number): bigint {
  const divisor = pow10(excess)
  if (magnitude % divisor !== 0n) throw new InvalidDecimal(text, `it has more than ${scale} decimal places`)
  return magnitude / divisor
}

/** Shortest exact text: no trailing zeros, no exponent, "0" for zero. */
export function formatDecimal(value: bigint, scale: number): string {
  if (value === 0n) return '0'
  const negative = value < 0n
  const digits = (negative ? -value : value).toString().padStart(scale + 1, '0')
  const whole = digits.slice(0, digits.length - scale)
  let end = digits.length
  while (end > digits.length - scale && digits.charCodeAt(end - 1) === DIGIT_0) end--
  const fraction = digits.slice(digits.length - scale, end)
  return `${negative ? '-' : ''}${whole}${fraction ? `.${fraction}` : ''}`
}

/** `numerator / denominator` rounded by the named mode. The denominator must be positive. */
export function divideRounded(numerator: bigint, denominator: bigint, mode: RoundingMode): bigint {
  if (denominator <= 0n) throw new RangeError('divideRounded needs a positive denominator')
  const quotient = numerator / denominator
  // Cheaper than a second division.
  const remainder = numerator - quotient * denominator
  if (remainder === 0n) return quotient
  const away = remainder < 0n ? quotient - 1n : quotient + 1n
  switch (mode) {
    case 'DOWN':
      return quotient
    case 'UP':
      return away
    case 'FLOOR':
      return remainder < 0n ? away : quotient
    case 'CEILING':
      return remainder < 0n ? quotient : away
    case 'HALF_EVEN': {
      const twice = 2n * (remainder < 0n ? -remainder : remainder)
      if (twice !== denominator) return twice > denominator ? away : quotient
      return quotient % 2n === 0n ? quotient : away
    }
  }
}

/** Rounds to a multiple of `increment` (positive). */
export function roundToIncrement(value: bigint, increment: bigint, mode: RoundingMode): bigint {
  return divideRounded(value, increment, mode) * increment
}
