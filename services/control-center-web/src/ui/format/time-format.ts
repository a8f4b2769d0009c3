/** Times of the API (RFC 3339 with nanoseconds) in the user's zone, and how long ago they were. */
import { formatNumber, type NumberForm, TRUE_MINUS } from './number-format.ts'

export interface TimeForm {
  readonly locale: string
  /** IANA name; the browser's where left out. */
  readonly timeZone?: string
}

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(
  { locale, timeZone }: TimeForm,
  name: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = `${locale}/${timeZone}/${name}`
  const known = formats.get(key)
  if (known !== undefined) return known
  // Day before month, as the rest of the world has it.
  const made = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    ...options,
    hourCycle: 'h23',
    ...(timeZone === undefined ? {} : { timeZone }),
  })
  formats.set(key, made)
  return made
}

/** Milliseconds since 1970: browsers read no nanoseconds. */
export const toMillis = (timestamp: string): number => Date.parse(timestamp.replace(/(\.\d{3})\d*Z$/, '$1Z'))

const CLOCK = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const
const DAY = { day: '2-digit', month: 'short' } as const

export const formatDay = (timestamp: string, form: TimeForm): string =>
  formatOf(form, 'day', DAY).format(toMillis(timestamp)).replace('.', '').replace(' de ', ' ')

/** 22 Nov 2026: of another year, maybe. */
export const formatDate = (timestamp: string, form: TimeForm): string =>
  formatOf(form, 'date', { ...DAY, year: 'numeric' })
    .format(toMillis(timestamp))
    .replace('.', '')
    .replaceAll(' de ', ' ')

/** 19:41:35 */
export const formatClock = (timestamp: string, form: TimeForm): string =>
  formatOf(form, 'clock', CLOCK).format(toMillis(timestamp))

/** 19:41:35.070 */
export const formatClockMillis = (timestamp: string, form: TimeForm): string =>
  formatOf(form, 'millis', { ...CLOCK, fractionalSecondDigits: 3 })
    .format(toMillis(timestamp))
    .replace(',', '.')

/** For what stands beside it on hover: the exact time, as the system has it. */
export const formatUtc = (timestamp: string): string =>
  `${timestamp
    .replace('T', ' ')
    .replace(/Z$/, '')
    .replace(/0{1,6}$/, '')} UTC`

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY_MS = 24 * HOUR

/** The two largest parts: "0.2 s", "36 s", "1 m 07 s", "6 h 12 m", "9 d 09 h". */
export function formatDuration(ms: number, locale: string): string {
  const size = Math.max(0, ms)
  const tenth = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
  if (size < 10 * SECOND) return `${tenth.format(Math.floor(size / 100) / 10)} s`
  if (size < MINUTE) return `${Math.floor(size / SECOND)} s`
  if (size < HOUR) return `${Math.floor(size / MINUTE)} m ${two((size % MINUTE) / SECOND)} s`
  if (size < DAY_MS) return `${Math.floor(size / HOUR)} h ${two((size % HOUR) / MINUTE)} m`
  return `${Math.floor(size / DAY_MS)} d ${two((size % DAY_MS) / HOUR)} h`
}

/** How long a step took, or how long after another it was: "0.4 ms", "23.3 s", "1 m 07 s". */
export function formatSpan(
  ms: number,
  locale: string,
  { isSigned = false }: Pick<NumberForm, 'isSigned'> = {},
): string {
  const size = Math.abs(ms)
  // By what is written, not by what is meant: 999.96 is no "1,000.0 ms".
  const [text, unit] = size < 999.95 ? [ms.toFixed(1), 'ms'] : [(ms / SECOND).toFixed(1), 's']
  if (size < MINUTE) return `${formatNumber(text, locale, { digits: 1, isSigned })} ${unit}`
  return `${ms < 0 ? TRUE_MINUS : isSigned ? '+' : ''}${formatDuration(size, locale)}`
}

const two = (value: number): string => String(Math.floor(value)).padStart(2, '0')

/** Between two times, to the tenth of a microsecond, signed: for a timeline. In milliseconds. */
export function millisBetween(from: string, to: string): number {
  return Number(nanosOf(to) - nanosOf(from)) / 1e6
}

function nanosOf(timestamp: string): bigint {
  const [, fraction = ''] = /\.(\d+)Z$/.exec(timestamp) ?? []
  const seconds = BigInt(Date.parse(timestamp.replace(/\.\d+Z$/, 'Z'))) * 1_000_000n
  return seconds + BigInt(fraction.padEnd(9, '0').slice(0, 9))
}
