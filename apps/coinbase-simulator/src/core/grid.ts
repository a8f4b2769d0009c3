/**
 * Prices and sizes of the synthetic market are whole numbers of a product's increment ("ticks", "lots"), exact in a
 * double up to 2^53. Text is made and read without floating-point arithmetic.
 */
export interface Grid {
  /** As the venue writes it: "0.01". */
  readonly increment: string
  readonly decimals: number
  /** increment = mantissa × 10^-decimals */
  readonly mantissa: number
}

const PLAIN = /^(\d+)(?:\.(\d+))?$/

export function createGrid(increment: string): Grid {
  const match = PLAIN.exec(increment)
  if (!match) throw new RangeError(`"${increment}" is not an increment: write it as plain decimal digits`)
  const fraction = (match[2] ?? '').replace(/0+$/, '')
  const mantissa = Number(`${match[1]}${fraction}`)
  if (!Number.isSafeInteger(mantissa) || mantissa <= 0) {
    throw new RangeError(`"${increment}" is not an increment: it must be positive`)
  }
  return { increment, decimals: fraction.length, mantissa }
}

/** Shortest decimal text, as the venue sends it: trailing zeros are trimmed. */
export function gridText(grid: Grid, units: number): string {
  const digits = String(units * grid.mantissa)
  if (grid.decimals === 0) return digits
  const padded = digits.padStart(grid.decimals + 1, '0')
  const point = padded.length - grid.decimals
  let end = padded.length
  while (end > point && padded.charCodeAt(end - 1) === 48) end--
  return end === point ? padded.slice(0, point) : `${padded.slice(0, point)}.${padded.slice(point, end)}`
}

/** The reverse of {@link gridText}; throws on text that is not on the grid. */
export function gridUnits(grid: Grid, text: string): number {
  const match = PLAIN.exec(text)
  const fraction = (match?.[2] ?? '').replace(/0+$/, '')
  const scaled = match ? Number(`${match[1]}${fraction.padEnd(grid.decimals, '0')}`) : Number.NaN
  const units = scaled / grid.mantissa
  if (fraction.length > grid.decimals || !Number.isSafeInteger(units)) {
    throw new RangeError(`"${text}" is not a multiple of ${grid.increment}`)
  }
  return units
}

/** For the price model only, which is a model and not money. */
export const gridNumber = (grid: Grid, units: number): number => (units * grid.mantissa) / 10 ** grid.decimals

/** The nearest grid point to a modelled number, at least one unit. */
export const nearestUnits = (grid: Grid, value: number): number =>
  Math.max(1, Math.round((value * 10 ** grid.decimals) / grid.mantissa))
