/**
 * What no limit may be, wherever it comes from. A limit of nothing is allowed where it means "nothing": it denies. What
 * would mean "no limit" is not: there is never none.
 */
import { type Limits, parseRate } from '@oasis/domain'

const ONE = parseRate('1')
/** A price or a signal of an hour ago is no basis for anything. */
const OLDEST_MS = 3_600_000

type LimitCheck = (value: number | bigint) => string | undefined

const amount: LimitCheck = (value) => (value >= 0 ? undefined : 'must not be negative')
const count: LimitCheck = (value) =>
  Number.isSafeInteger(value) && value >= 0 ? undefined : 'must be a whole number, not negative'
/** Less often is never: so long a wait for a token cannot even be written down. */
const ONE_A_DAY = 1 / 86_400
const frequency: LimitCheck = (value) =>
  value === 0 || (Number.isFinite(value) && value >= ONE_A_DAY)
    ? undefined
    : 'must be 0, or a number of at least one a day'
const age: LimitCheck = (value) =>
  Number.isSafeInteger(value) && value > 0 && value <= OLDEST_MS
    ? undefined
    : `must be a whole number of milliseconds from 1 to ${OLDEST_MS}`
const share: LimitCheck = (value) =>
  value > 0n && value <= ONE ? undefined : 'must be above 0 and not above 1'

/** A limit that is added to the domain does not compile until it is named here. */
const CHECKS: Readonly<Record<keyof Limits, LimitCheck>> = {
  maxOrderNotional: amount,
  maxPositionNotional: amount,
  maxGrossExposure: amount,
  maxNetExposure: amount,
  maxOpenOrders: count,
  priceCollar: share,
  maxReferenceAgeMs: age,
  maxSignalAgeMs: age,
  maxOrdersPerSecond: frequency,
  maxCancelsPerSecond: frequency,
  maxDailyLoss: share,
  maxDrawdown: share,
}

/** Everything wrong with these limits; empty when nothing is. */
export function limitFaults(limits: { readonly [K in keyof Limits]?: Limits[K] | undefined }): string[] {
  return (Object.keys(CHECKS) as (keyof Limits)[]).flatMap((name) => {
    const value = limits[name]
    if (value === undefined) return []
    const fault = CHECKS[name](value)
    return fault === undefined ? [] : [`${name} ${fault}`]
  })
}
