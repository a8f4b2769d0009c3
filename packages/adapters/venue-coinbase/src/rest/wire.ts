/** What the venue's numbers and texts look like, beyond what is documented: empty, null, numbers where text is said. */
import { z } from 'zod'

/** Open: the venue adds values, and an unknown one is no fault of the message. Null and absent are ''. */
export const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '')

/** Text of a decimal, which has to be there; historical records carry '' for "none", which is "0"; some have numbers. */
export const shownDecimal = z
  .union([z.string(), z.number()])
  .transform((value) => (typeof value === 'number' ? plainDecimal(value) : value.trim() || '0'))

/** A number that is said. */
export const statedDecimal = z
  .union([z.string().trim().min(1), z.number()])
  .transform((value) => (typeof value === 'number' ? plainDecimal(value) : value))

/** Undefined where there is none. */
export const optionalDecimal = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => {
    const given = typeof value === 'number' ? plainDecimal(value) : value?.trim()
    return given === '' ? undefined : given
  })

/** True also as text: the user stream has `"post_only":"false"`. */
export const flag = z
  .union([z.boolean(), z.string()])
  .nullish()
  .transform((value) => value === true || (typeof value === 'string' && value.toLowerCase() === 'true'))

/** No exponent, whatever the size of the double. */
function plainDecimal(value: number): string {
  const plain = String(value)
  return plain.includes('e') ? value.toFixed(18).replace(/\.?0+$/, '') : plain
}
