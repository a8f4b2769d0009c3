/** Nanoseconds since 1970-01-01T00:00:00Z. Every event has `tsEvent` (the venue's) and `tsInit` (ours, at the edge). */
import type { Brand } from '../brand.ts'
import { divideRounded } from './decimal.ts'

export type UnixNanos = Brand<bigint, 'UnixNanos'>

export const NANOS_PER_MS = 1_000_000n
export const NANOS_PER_SECOND = 1_000_000_000n

export class InvalidTimestamp extends Error {
  constructor(text: string) {
    super(`"${text.slice(0, 64)}" is not an RFC 3339 time in UTC`)
    this.name = 'InvalidTimestamp'
  }
}

/** Venue fractions have 0 to 9 digits, trailing zeros trimmed. */
export const parseRfc3339 = (text: string): UnixNanos => parseRfc3339In(text, 0, text.length)

/** The same for a part of a longer text. Read digit by digit: `Date` and a pattern cost ten times as much. */
export function parseRfc3339In(text: string, start: number, end: number): UnixNanos {
  const ms = wholeSecondsMs(text, start, end)
  const nanos = Number.isNaN(ms) ? -1 : fractionNanos(text, start + 19, end)
  if (nanos < 0) throw new InvalidTimestamp(text.slice(start, end))
  return (BigInt(ms) * NANOS_PER_MS + BigInt(nanos)) as UnixNanos
}

const DASH = 45
const POINT = 46
const COLON = 58
const LETTER_T = 84
const LETTER_Z = 90
const SHAPE = [
  [4, DASH],
  [7, DASH],
  [10, LETTER_T],
  [13, COLON],
  [16, COLON],
] as const

/** NaN unless `YYYY-MM-DDTHH:MM:SS` stands at `start` and names a second that exists. */
function wholeSecondsMs(text: string, start: number, end: number): number {
  if (end - start < 20) return Number.NaN
  for (const [at, code] of SHAPE) if (text.charCodeAt(start + at) !== code) return Number.NaN
  const year = twoDigits(text, start) * 100 + twoDigits(text, start + 2)
  const month = twoDigits(text, start + 5)
  const day = twoDigits(text, start + 8)
  const hour = twoDigits(text, start + 11)
  const minute = twoDigits(text, start + 14)
  const second = twoDigits(text, start + 17)
  const exists = day >= 1 && day <= daysIn(year, month)
  if (!exists || !(hour < 24 && minute < 60 && second < 60)) return Number.NaN
  return (daysSinceEpoch(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second) * 1_000
}

function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48
  const ones = text.charCodeAt(at + 1) - 48
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN
}

/** -1 unless a `Z`, or a point, one to nine digits and a `Z`, fill the rest. */
function fractionNanos(text: string, start: number, end: number): number {
  if (text.charCodeAt(end - 1) !== LETTER_Z) return -1
  if (end - start === 1) return 0
  const digits = end - start - 2
  if (text.charCodeAt(start) !== POINT || digits < 1 || digits > 9) return -1
  let nanos = 0
  for (let i = start + 1; i < end - 1; i++) {
    const digit = text.charCodeAt(i) - 48
    if (digit < 0 || digit > 9) return -1
    nanos = nanos * 10 + digit
  }
  return nanos * 10 ** (9 - digits)
}

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
/** None in a month that does not exist. */
function daysIn(year: number, month: number): number {
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return (MONTH_DAYS[month - 1] ?? 0) + (leap ? 1 : 0)
}

/** Proleptic Gregorian calendar; Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil. */
function daysSinceEpoch(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** Times are mostly formatted by the hundred, and near each other. */
let lastMinute = Number.NaN
let lastMinuteText = ''

/** `YYYY-MM-DDTHH:MM:` */
function minuteText(minute: number): string {
  if (minute !== lastMinute) {
    lastMinuteText = new Date(minute * 60_000).toISOString().slice(0, 17)
    lastMinute = minute
  }
  return lastMinuteText
}

/** Always nine fraction digits, so that text order is time order. */
export function formatRfc3339(time: UnixNanos): string {
  const seconds = divideRounded(time, NANOS_PER_SECOND, 'FLOOR')
  const nanos = Number(time - seconds * NANOS_PER_SECOND)
  const minute = Math.floor(Number(seconds) / 60)
  const second = Number(seconds) - minute * 60
  return `${minuteText(minute)}${padded(second)}.${String(nanos).padStart(9, '0')}Z`
}

const padded = (value: number): string => (value < 10 ? `0${value}` : String(value))

export const fromMillis = (ms: number): UnixNanos => (BigInt(Math.trunc(ms)) * NANOS_PER_MS) as UnixNanos
export const toMillis = (time: UnixNanos): number => Number(time / NANOS_PER_MS)
/** Exact to the nanosecond for any span: whole milliseconds never pass through a product that a double cannot hold. */
export function addMillis(time: UnixNanos, ms: number): UnixNanos {
  const whole = Math.trunc(ms)
  return (time + BigInt(whole) * NANOS_PER_MS + BigInt(Math.round((ms - whole) * 1_000_000))) as UnixNanos
}
/** Whole and fractional milliseconds from `from` to `to`. */
export const millisBetween = (from: UnixNanos, to: UnixNanos): number => Number(to - from) / 1_000_000
