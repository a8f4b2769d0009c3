/**
 * Our terms of an order and the venue's `order_configuration`, both ways. What the venue has no form for is refused
 * here, before anything is sent. Stops are the usual ones: a buy triggers on the way up, a sell on the way down.
 */
import {
  formatMoney,
  formatPrice,
  formatQuantity,
  type LimitTerms,
  type MarketTerms,
  type OrderTerms,
  parseMoney,
  parsePrice,
  parseQuantity,
  parseRfc3339,
  quantityFor,
  type Side,
  type StopLimitTerms,
  toMillis,
  type UnixNanos,
} from '@oasis/domain'
import type {
  OrderConfiguration,
  ShownConfiguration,
  ShownFields,
} from '../rest/orders/order-configuration.ts'

export type EncodedTerms =
  | { readonly ok: true; readonly configuration: OrderConfiguration }
  | { readonly ok: false; readonly why: string }

const encoded = (configuration: OrderConfiguration): EncodedTerms => ({ ok: true, configuration })
const impossible = (why: string): EncodedTerms => ({ ok: false, why })

export function encodeTerms(side: Side, terms: OrderTerms): EncodedTerms {
  switch (terms.type) {
    case 'MARKET':
      return encodeMarket(side, terms)
    case 'LIMIT':
      return encodeLimit(terms)
    case 'STOP_LIMIT':
      return encodeStopLimit(side, terms)
  }
}

function encodeMarket(side: Side, { timeInForce, size }: MarketTerms): EncodedTerms {
  if (size.unit === 'QUOTE' && side === 'SELL') {
    return impossible('the venue sells at market by base quantity only')
  }
  const fields =
    size.unit === 'QUOTE'
      ? { quote_size: formatMoney(size.amount) }
      : { base_size: formatQuantity(size.quantity) }
  return encoded(timeInForce === 'IOC' ? { market_market_ioc: fields } : { market_market_fok: fields })
}

function encodeLimit({ timeInForce, quantity, limitPrice, postOnly, expiresAt }: LimitTerms): EncodedTerms {
  const fields = { base_size: formatQuantity(quantity), limit_price: formatPrice(limitPrice) }
  switch (timeInForce) {
    case 'GTC':
      return encoded({ limit_limit_gtc: { ...fields, post_only: postOnly } })
    case 'GTD': {
      if (expiresAt === undefined) return impossible('a GTD order needs an expiry')
      const end_time = encodeTime(expiresAt)
      return encoded({ limit_limit_gtd: { ...fields, end_time, post_only: postOnly } })
    }
    case 'IOC':
    case 'FOK':
      if (postOnly) return impossible(`the venue has no post-only ${timeInForce} order`)
      return encoded(timeInForce === 'IOC' ? { sor_limit_ioc: fields } : { limit_limit_fok: fields })
  }
}

function encodeStopLimit(side: Side, terms: StopLimitTerms): EncodedTerms {
  const fields = {
    base_size: formatQuantity(terms.quantity),
    limit_price: formatPrice(terms.limitPrice),
    stop_price: formatPrice(terms.stopPrice),
    stop_direction: side === 'BUY' ? 'STOP_DIRECTION_STOP_UP' : 'STOP_DIRECTION_STOP_DOWN',
  } as const
  if (terms.timeInForce === 'GTC') return encoded({ stop_limit_stop_limit_gtc: fields })
  if (terms.expiresAt === undefined) return impossible('a GTD order needs an expiry')
  return encoded({ stop_limit_stop_limit_gtd: { ...fields, end_time: encodeTime(terms.expiresAt) } })
}

/** As in the venue's samples: milliseconds. Earlier rather than later. */
const encodeTime = (time: UnixNanos): string => new Date(toMillis(time)).toISOString()

/** Undefined where it is of a kind, or of a size, that our terms have no words for. Never throws. */
export function parseTerms(shown: ShownConfiguration | undefined): OrderTerms | undefined {
  if (shown === undefined) return undefined
  try {
    return termsOf(shown)
  } catch {
    return undefined
  }
}

function termsOf({ kind, fields }: ShownConfiguration): OrderTerms | undefined {
  switch (kind) {
    case 'market_market_ioc':
      return marketOf('IOC', fields)
    case 'market_market_fok':
      return marketOf('FOK', fields)
    case 'limit_limit_gtc':
    case 'limit_limit_gtd':
    case 'twap_limit_gtd':
      return limitOf(fields.end_time ? 'GTD' : 'GTC', fields)
    case 'limit_limit_fok':
      return limitOf('FOK', fields)
    case 'sor_limit_ioc':
      return limitOf('IOC', fields)
    case 'stop_limit_stop_limit_gtc':
    case 'stop_limit_stop_limit_gtd':
      return stopLimitOf(fields, fields.stop_price)
    // Rests at its limit; its stop, when triggered, sells lower. What it can sell is the same.
    case 'trigger_bracket_gtc':
    case 'trigger_bracket_gtd':
      return stopLimitOf(fields, fields.stop_trigger_price)
    default:
      return undefined
  }
}

function marketOf(
  timeInForce: 'IOC' | 'FOK',
  { base_size, quote_size }: ShownFields,
): OrderTerms | undefined {
  if (base_size !== undefined) {
    return { type: 'MARKET', timeInForce, size: { unit: 'BASE', quantity: parseQuantity(base_size) } }
  }
  if (quote_size === undefined) return undefined
  return { type: 'MARKET', timeInForce, size: { unit: 'QUOTE', amount: parseMoney(quote_size) } }
}

function limitOf(timeInForce: LimitTerms['timeInForce'], fields: ShownFields): OrderTerms | undefined {
  const { limit_price, post_only, end_time } = fields
  if (limit_price === undefined) return undefined
  const limitPrice = parsePrice(limit_price)
  const quantity = quantityOf(fields, limitPrice)
  if (quantity === undefined) return undefined
  const expiry = timeInForce === 'GTD' ? { expiresAt: parseRfc3339(end_time) } : {}
  return { type: 'LIMIT', timeInForce, quantity, limitPrice, postOnly: post_only, ...expiry }
}

/** A limit order may be sized in quote currency: then the most that it can be is taken. */
function quantityOf({ base_size, quote_size }: ShownFields, price: LimitTerms['limitPrice']) {
  if (base_size !== undefined) return parseQuantity(base_size)
  return quote_size === undefined ? undefined : quantityFor(parseMoney(quote_size), price, 'UP')
}

function stopLimitOf(fields: ShownFields, stop: string | undefined): OrderTerms | undefined {
  const { base_size, limit_price, end_time } = fields
  if (base_size === undefined || limit_price === undefined || stop === undefined) return undefined
  const terms = {
    type: 'STOP_LIMIT',
    quantity: parseQuantity(base_size),
    limitPrice: parsePrice(limit_price),
    stopPrice: parsePrice(stop),
  } as const
  return end_time === ''
    ? { ...terms, timeInForce: 'GTC' }
    : { ...terms, timeInForce: 'GTD', expiresAt: parseRfc3339(end_time) }
}
