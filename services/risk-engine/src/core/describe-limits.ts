/** The limits of one level in words, as an answer to a command and its audit entry tell them. */
import {
  DEFAULT_LIMITS,
  formatMoney,
  formatRate,
  type LimitScope,
  type Limits,
  type Money,
  type Rate,
} from '@oasis/domain'

const RATES: ReadonlySet<string> = new Set(['priceCollar', 'maxDailyLoss', 'maxDrawdown'])

/** Of an account all there are, since defaults bind where nothing is set; the other levels only narrow. */
export function describeLimits({ level }: LimitScope, set: Partial<Limits>): string {
  const all: Partial<Limits> = level === 'account' ? { ...DEFAULT_LIMITS, ...set } : set
  const words = Object.entries(all).map(([name, value]) => `${name} ${text(name, value)}`)
  return words.length === 0 ? 'nothing set there any more' : `in force there: ${words.join(', ')}`
}

function text(name: string, value: number | bigint): string {
  if (typeof value === 'number') return String(value)
  // What is no rate is money.
  return RATES.has(name) ? formatRate(value as Rate) : formatMoney(value as Money)
}
