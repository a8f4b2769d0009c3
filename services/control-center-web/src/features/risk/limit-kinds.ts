/** What kind of value each limit has, which code it denies with, and how it is written by people. */
import type { Limits } from '../../api/types.ts'

export type LimitName = keyof Limits
type Kind = 'money' | 'share' | 'count' | 'ms' | 'rate'

interface LimitKind {
  readonly kind: Kind
  readonly code: string
}

export const LIMIT_KINDS = {
  maxGrossExposure: { kind: 'money', code: 'GROSS_EXPOSURE_LIMIT' },
  maxNetExposure: { kind: 'money', code: 'NET_EXPOSURE_LIMIT' },
  maxPositionNotional: { kind: 'money', code: 'POSITION_LIMIT' },
  maxOrderNotional: { kind: 'money', code: 'ORDER_NOTIONAL_LIMIT' },
  maxOpenOrders: { kind: 'count', code: 'OPEN_ORDERS_LIMIT' },
  maxDailyLoss: { kind: 'share', code: 'DAILY_LOSS_LIMIT' },
  maxDrawdown: { kind: 'share', code: 'DRAWDOWN_LIMIT' },
  priceCollar: { kind: 'share', code: 'PRICE_COLLAR' },
  maxOrdersPerSecond: { kind: 'rate', code: 'ORDER_RATE_LIMIT' },
  maxCancelsPerSecond: { kind: 'rate', code: 'CANCEL_RATE_LIMIT' },
  maxReferenceAgeMs: { kind: 'ms', code: 'STALE_REFERENCE_PRICE' },
  maxSignalAgeMs: { kind: 'ms', code: 'STALE_SIGNAL' },
} as const satisfies Record<LimitName, LimitKind>

// The names are those of the record.
export const LIMIT_NAMES = Object.keys(LIMIT_KINDS) as LimitName[]

export const isLimitName = (name: string): name is LimitName => Object.hasOwn(LIMIT_KINDS, name)

/** Amounts and shares are text for the API, counts and rates are numbers. */
export const limitValue = (name: LimitName, text: string): string | number =>
  LIMIT_KINDS[name].kind === 'money' || LIMIT_KINDS[name].kind === 'share' ? text : Number(text)

const FORMS: Readonly<Record<Kind, RegExp>> = {
  money: /^\d{1,15}(\.\d{1,18})?$/,
  share: /^\d(\.\d{1,18})?$/,
  count: /^\d{1,9}$/,
  ms: /^\d{1,9}$/,
  rate: /^\d{1,6}(\.\d+)?$/,
}

export const isLimitText = (name: LimitName, text: string): boolean =>
  FORMS[LIMIT_KINDS[name].kind].test(text)
