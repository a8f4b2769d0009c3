/** Query strings as the venue reads them: repeated keys are lists, names in snake or camel case. */
import { InvalidTimestamp, parseRfc3339, type UnixNanos } from '@oasis/domain'

/** Repeated keys arrive as arrays. */
export type RestQuery = Readonly<Record<string, string | readonly string[] | undefined>>

type QueryValue = string | readonly string[] | undefined

export const many = (value: QueryValue): readonly string[] =>
  (value === undefined ? [] : typeof value === 'string' ? [value] : value).filter((one) => one !== '')

export const one = (value: QueryValue): string | undefined => many(value)[0]

export function wholeNumber(value: QueryValue): number | undefined {
  const text = one(value)
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined
}

/** A fault of the request's form: HTTP 400. */
export class InvalidArgument extends Error {}

/** RFC 3339 in UTC, or with an offset. */
export function timeOf(query: RestQuery, name: string): UnixNanos | undefined {
  const text = one(query[name])
  if (text === undefined) return undefined
  try {
    return parseRfc3339(text)
  } catch (error) {
    if (!(error instanceof InvalidTimestamp)) throw error
    const ms = Date.parse(text)
    if (Number.isNaN(ms)) throw new InvalidArgument(`${name} is not a time`)
    return (BigInt(ms) * 1_000_000n) as UnixNanos
  }
}

/** The value if it is one of those known; unset for `UNKNOWN_…`. */
export function choice<T extends string>(query: RestQuery, name: string, known: readonly T[]): T | undefined {
  const text = one(query[name])
  if (text === undefined || text.startsWith('UNKNOWN')) return undefined
  const found = known.find((value) => value === text)
  if (found === undefined) throw new InvalidArgument(`${name} is invalid`)
  return found
}

export function limitOf(query: RestQuery, usual: number, most: number): number {
  const text = one(query.limit)
  const limit = wholeNumber(query.limit)
  if (text !== undefined && limit === undefined) throw new InvalidArgument('limit is invalid')
  return limit === undefined || limit === 0 ? usual : Math.min(limit, most)
}
