/** Which of the venue's three reason fields is the informative one, and what it means in our words. */
import type { DenialCode } from '@oasis/domain'
import { z } from 'zod'
import { text } from '../wire.ts'

export const refusalReasons = z.object({
  error: text,
  message: text,
  error_details: text,
  preview_failure_reason: text,
  new_order_failure_reason: text,
})
export type RefusalReasons = z.infer<typeof refusalReasons>

const PREVIEW_PREFIX = 'PREVIEW_'
const DUPLICATE = 'DUPLICATE_CLIENT_ORDER_ID'

/** The same words where an order id was meant to be taken for new. */
const EXISTS: ReadonlySet<string> = new Set([DUPLICATE, 'ALREADY_EXISTS'])

/** A refusal is one of the venue's codes; sentences come from what stands in front of it. */
const CODE = /^[A-Z][A-Z0-9_]*$/
/** Set, and no word about the order: what failed may have failed after it was taken. */
const INCONCLUSIVE: ReadonlySet<string> = new Set([
  ...['UNKNOWN', 'INTERNAL', 'INTERNAL_ERROR', 'INTERNAL_SERVER_ERROR', 'UNAVAILABLE', 'SERVICE_UNAVAILABLE'],
  ...['DEADLINE_EXCEEDED', 'TIMEOUT', 'REQUEST_TIMEOUT', 'GATEWAY_TIMEOUT', 'BAD_GATEWAY', 'ABORTED'],
  ...['CANCELLED', 'CANCELED', 'DATA_LOSS', 'NOT_FOUND'],
])

const isSet = (reason: string): boolean =>
  CODE.test(reason) && !reason.startsWith('UNKNOWN_') && !INCONCLUSIVE.has(reason)

const inPrecedence = (reasons: RefusalReasons): readonly string[] => [
  reasons.new_order_failure_reason,
  reasons.preview_failure_reason,
  reasons.error,
]

/** The venue's word, with its prefix. Undefined when none says that it did not take the order. */
export const reasonOf = (reasons: RefusalReasons): string | undefined => inPrecedence(reasons).find(isSet)

/** In whichever field: the order exists, so this is no rejection of it. */
export const isDuplicate = (reasons: RefusalReasons): boolean =>
  inPrecedence(reasons).some((reason) => EXISTS.has(withoutPrefix(reason)))

const withoutPrefix = (reason: string): string =>
  reason.startsWith(PREVIEW_PREFIX) ? reason.slice(PREVIEW_PREFIX.length) : reason

/** Ours where risk has a code for the same thing, so that both read alike. */
export type RefusalMeaning =
  | Extract<
      DenialCode,
      | 'UNKNOWN_INSTRUMENT'
      | 'INSTRUMENT_NOT_TRADABLE'
      | 'PRICE_INCREMENT'
      | 'SIZE_INCREMENT'
      | 'BELOW_MIN_SIZE'
      | 'ABOVE_MAX_SIZE'
      | 'BELOW_MIN_NOTIONAL'
      | 'ORDER_NOTIONAL_LIMIT'
      | 'PRICE_COLLAR'
      | 'INSUFFICIENT_BALANCE'
      | 'OPEN_ORDERS_LIMIT'
      | 'ORDER_RATE_LIMIT'
      | 'REDUCE_ONLY_VIOLATION'
    >
  | 'POST_ONLY_WOULD_CROSS'
  | 'NO_LIQUIDITY'
  | 'ORDER_KIND_NOT_SUPPORTED'
  | 'EXPIRY_INVALID'
  | 'NOT_AUTHORIZED'
  | 'OTHER'

const MEANINGS: Readonly<Record<string, RefusalMeaning>> = {
  INSUFFICIENT_FUND: 'INSUFFICIENT_BALANCE',
  INSUFFICIENT_FUNDS: 'INSUFFICIENT_BALANCE',
  REJECT_REASON_INSUFFICIENT_FUNDS: 'INSUFFICIENT_BALANCE',
  HOLD_FAILURE: 'INSUFFICIENT_BALANCE',
  INVALID_LEDGER_BALANCE: 'INSUFFICIENT_BALANCE',
  INSUFFICIENT_LEDGER_BALANCE: 'INSUFFICIENT_BALANCE',
  INVALID_PRODUCT_ID: 'UNKNOWN_INSTRUMENT',
  INVALID_UNSUPPORTED_INSTRUMENT: 'UNKNOWN_INSTRUMENT',
  INVALID_SIZE_PRECISION: 'SIZE_INCREMENT',
  INVALID_QUOTE_SIZE_PRECISION: 'SIZE_INCREMENT',
  NON_NUMERIC_ORDER_SIZE: 'SIZE_INCREMENT',
  INVALID_PRICE_PRECISION: 'PRICE_INCREMENT',
  INVALID_LIMIT_PRICE_PRECISION: 'PRICE_INCREMENT',
  INVALID_STOP_PRICE_PRECISION: 'PRICE_INCREMENT',
  INVALID_BASE_SIZE_TOO_SMALL: 'BELOW_MIN_SIZE',
  INVALID_QUOTE_SIZE_TOO_SMALL: 'BELOW_MIN_NOTIONAL',
  INVALID_BASE_SIZE_TOO_LARGE: 'ABOVE_MAX_SIZE',
  INVALID_QUOTE_SIZE_TOO_LARGE: 'ORDER_NOTIONAL_LIMIT',
  LIMIT_PRICE_TOO_FAR_FROM_MARKET: 'PRICE_COLLAR',
  INVALID_LIMIT_PRICE: 'PRICE_COLLAR',
  INVALID_PRICE_TOO_LARGE: 'PRICE_COLLAR',
  BREACHED_PRICE_LIMIT: 'PRICE_COLLAR',
  LIMIT_ORDER_PRICE_EXCEEDS_PRICE_BAND_ON_BUY: 'PRICE_COLLAR',
  LIMIT_ORDER_PRICE_EXCEEDS_PRICE_BAND_ON_SELL: 'PRICE_COLLAR',
  INVALID_LIMIT_PRICE_POST_ONLY: 'POST_ONLY_WOULD_CROSS',
  INVALID_NO_LIQUIDITY: 'NO_LIQUIDITY',
  MISSING_PRODUCT_PRICE_BOOK: 'NO_LIQUIDITY',
  ORDER_ENTRY_DISABLED: 'INSTRUMENT_NOT_TRADABLE',
  INELIGIBLE_PAIR: 'INSTRUMENT_NOT_TRADABLE',
  UNTRADABLE_PRODUCT: 'INSTRUMENT_NOT_TRADABLE',
  TRADING_DISABLED: 'INSTRUMENT_NOT_TRADABLE',
  PRODUCT_TRADING_HALTED: 'INSTRUMENT_NOT_TRADABLE',
  NOT_ALLOWED_BY_MARKET_STATE: 'INSTRUMENT_NOT_TRADABLE',
  UNSUPPORTED_ORDER_CONFIGURATION: 'ORDER_KIND_NOT_SUPPORTED',
  INVALID_ORDER_CONFIG: 'ORDER_KIND_NOT_SUPPORTED',
  FOK_DISABLED: 'ORDER_KIND_NOT_SUPPORTED',
  FOK_ONLY_ALLOWED_ON_LIMIT_ORDERS: 'ORDER_KIND_NOT_SUPPORTED',
  POST_ONLY_NOT_ALLOWED_WITH_FOK: 'ORDER_KIND_NOT_SUPPORTED',
  GTD_ORDERS_MUST_HAVE_END_TIME: 'EXPIRY_INVALID',
  END_TIME_IS_IN_THE_PAST: 'EXPIRY_INVALID',
  END_TIME_TOO_FAR_IN_FUTURE: 'EXPIRY_INVALID',
  INVALID_END_TIME: 'EXPIRY_INVALID',
  REDUCE_ONLY_NOT_ALLOWED_ON_SPOT_PRODUCTS: 'REDUCE_ONLY_VIOLATION',
  TOO_MANY_OPEN_ORDERS: 'OPEN_ORDERS_LIMIT',
  RATE_LIMIT_EXCEEDED: 'ORDER_RATE_LIMIT',
  GEOFENCING_RESTRICTION: 'NOT_AUTHORIZED',
  UNAUTHORIZED: 'NOT_AUTHORIZED',
  PERMISSION_DENIED: 'NOT_AUTHORIZED',
}

/** Of the venue's word, with or without its prefix. */
export const meaningOf = (reason: string): RefusalMeaning => MEANINGS[withoutPrefix(reason)] ?? 'OTHER'

/** A maker that would have crossed quotes again: neither a fault nor news. */
export const isNormalForMakers = (reason: string): boolean => meaningOf(reason) === 'POST_ONLY_WOULD_CROSS'
