/**
 * Exact decimals as the API sends them: strings. Sums and comparisons are made on integers of one scale; a float never
 * holds money or a quantity. Only `shareOf` and `toPlot` leave exactness, for the length of a bar and the place of a dot.
 */

interface Scaled {
  readonly units: bigint
  /** Digits after the point. */
  readonly scale: number
}

const FORM = /^(-?)(\d+)(?:\.(\d+))?$/

function parseDecimal(text: string): Scaled {
  const match = FORM.exec(text)
  if (match === null) throw new Error(`"${text}" is not a decimal number`)
  const [, sign = '', whole = '', fraction = ''] = match
  const units = BigInt(whole + fraction)
  return { units: sign === '-' ? -units : units, scale: fraction.length }
}

function written({ units, scale }: Scaled): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0')
  const whole = digits.slice(0, digits.length - scale)
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, '')
  const text = fraction === '' ? whole : `${whole}.${fraction}`
  return units < 0n ? `-${text}` : text
}

const at = ({ units, scale }: Scaled, target: number): bigint => units * 10n ** BigInt(target - scale)

function aligned(a: string, b: string): readonly [bigint, bigint, number] {
  const [x, y] = [parseDecimal(a), parseDecimal(b)]
  const scale = Math.max(x.scale, y.scale)
  return [at(x, scale), at(y, scale), scale]
}

export const isDecimal = (text: string): boolean => FORM.test(text)

export function addDecimals(a: string, b: string): string {
  const [x, y, scale] = aligned(a, b)
  return written({ units: x + y, scale })
}

export function subtractDecimals(a: string, b: string): string {
  const [x, y, scale] = aligned(a, b)
  return written({ units: x - y, scale })
}

/** Of `digits` after the point, cut towards zero. Undefined where the divisor is zero. */
export function divideDecimals(a: string, b: string, digits: number): string | undefined {
  const [x, y] = aligned(a, b)
  return y === 0n ? undefined : written({ units: (x * 10n ** BigInt(digits)) / y, scale: digits })
}

export const sumDecimals = (values: readonly string[]): string => values.reduce(addDecimals, '0')

export function compareDecimals(a: string, b: string): number {
  const [x, y] = aligned(a, b)
  return x < y ? -1 : x > y ? 1 : 0
}

/** -1, 0 or 1. */
export const signOf = (text: string): number => compareDecimals(text, '0')

export const absDecimal = (text: string): string => text.replace(/^-/, '')

export const negateDecimal = (text: string): string => subtractDecimals('0', text)

/** Digits after the point that an increment such as "0.01" asks for. */
export const digitsOf = (increment: string): number => parseDecimal(increment).scale

/** How much of the whole it is, 0.83 for 83 %: for a bar. Undefined where the whole is zero. */
export function shareOf(part: string, whole: string): number | undefined {
  const [x, y] = aligned(part, whole)
  return y === 0n ? undefined : Number((x * 1_000_000n) / y) / 1_000_000
}

/** A place in a chart. Never to be shown, nor to be reckoned with. */
export const toPlot = (text: string): number => Number(text)
