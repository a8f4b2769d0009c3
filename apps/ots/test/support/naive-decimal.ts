/** Decimal text as an integer at 10^-18, the simplest way; no code of the system under test. */
const PLACES = 18

export function units(text: string): bigint {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text)
  if (match === null) throw new Error(`"${text}" is no decimal`)
  const [, sign, whole = '', fraction = ''] = match
  if (fraction.length > PLACES) throw new Error(`"${text}" has more than ${PLACES} places`)
  const value = BigInt(whole + fraction.padEnd(PLACES, '0'))
  return sign === '-' ? -value : value
}

/** The product of two, which must need no more than 18 places. */
export function product(a: bigint, b: bigint): bigint {
  const scale = 10n ** BigInt(PLACES)
  if ((a * b) % scale !== 0n) throw new Error('the product needs more than 18 places')
  return (a * b) / scale
}

export function text(value: bigint): string {
  const digits = (value < 0n ? -value : value).toString().padStart(PLACES + 1, '0')
  const fraction = digits.slice(-PLACES).replace(/0+$/, '')
  return `${value < 0n ? '-' : ''}${digits.slice(0, -PLACES)}${fraction === '' ? '' : `.${fraction}`}`
}
