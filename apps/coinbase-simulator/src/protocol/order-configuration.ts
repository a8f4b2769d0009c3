/** `order_configuration` into terms: every form that the venue has for spot, each with the fields it may have. */
import {
  formatQuantity,
  InvalidDecimal,
  InvalidTimestamp,
  type Money,
  type OrderTerms,
  type Price,
  parseMoney,
  parsePrice,
  parseQuantity,
  parseRfc3339,
  type Quantity,
  quantityFor,
  roundQuantity,
  type Side,
  type UnixNanos,
} from '@oasis/domain'
import type { Refusal, StopDirection } from '@oasis/matching'
import type { OrderConfiguration, VenueOrderType } from '../orders/venue-order.ts'

export interface ParsedTerms {
  readonly type: VenueOrderType
  readonly terms: OrderTerms
  readonly stopTrigger?: Price
  readonly stopDirection?: StopDirection
}

/** Thrown while reading; what the venue answers is a business rejection. */
class Refused extends Error {
  readonly refusal: Refusal
  constructor(reason: string, message: string) {
    super(message)
    this.refusal = { reason, message }
  }
}

type Fields = Readonly<Record<string, string | boolean>>

/** `increment` of the product: what a limit order by `quote_size` buys at its limit is rounded down to it. */
export function parseConfiguration(
  configuration: OrderConfiguration,
  side: Side,
  increment: Quantity,
): ParsedTerms | Refusal {
  const entries = Object.entries(configuration)
  const [name = '', fields = {}] = entries[0] ?? []
  // A client's word: `constructor` is a property of every object, and no form.
  const parse = Object.hasOwn(FORMS, name) ? FORMS[name] : undefined
  if (!parse || entries.length !== 1) {
    return { reason: 'UNSUPPORTED_ORDER_CONFIGURATION', message: 'Unsupported order configuration' }
  }
  try {
    return parse(fields, side, increment)
  } catch (error) {
    if (error instanceof Refused) return error.refusal
    throw error
  }
}

const FORMS: Readonly<Record<string, (fields: Fields, side: Side, increment: Quantity) => ParsedTerms>> = {
  market_market_ioc: (fields, side) => ({ type: 'MARKET', terms: marketTerms(fields, side) }),
  limit_limit_gtc: (fields, _side, increment) =>
    limit(inBase(fields, increment), { timeInForce: 'GTC', postOnly: fields.post_only === true }),
  limit_limit_gtd: (fields) =>
    limit(fields, { timeInForce: 'GTD', postOnly: fields.post_only === true, ...endTime(fields) }),
  limit_limit_fok: (fields) => limit(fields, { timeInForce: 'FOK', postOnly: fields.post_only === true }),
  sor_limit_ioc: (fields) => limit(fields, { timeInForce: 'IOC', postOnly: false }),
  stop_limit_stop_limit_gtc: (fields, side) => stopLimit(fields, side, { timeInForce: 'GTC' }),
  stop_limit_stop_limit_gtd: (fields, side) =>
    stopLimit(fields, side, { timeInForce: 'GTD', ...endTime(fields) }),
  trigger_bracket_gtc: (fields, side) => bracket(fields, side, { timeInForce: 'GTC' }),
  trigger_bracket_gtd: (fields, side) => bracket(fields, side, { timeInForce: 'GTD', ...endTime(fields) }),
}

function marketTerms(fields: Fields, side: Side): OrderTerms {
  const { quote_size: quote, base_size: base } = fields
  const timeInForce = 'IOC'
  if (text(quote) && text(base))
    throw new Refused('INVALID_REQUEST', 'Give quote_size or base_size, not both')
  if (!text(quote)) return { type: 'MARKET', timeInForce, size: { unit: 'BASE', quantity: size(fields) } }
  if (side === 'SELL')
    throw new Refused('UNSUPPORTED_ORDER_CONFIGURATION', 'A market sell is sized in base currency')
  const amount: Money = decimal(
    quote,
    parseMoney,
    'PREVIEW_INVALID_QUOTE_SIZE_PRECISION',
    'Invalid quote size',
  )
  return { type: 'MARKET', timeInForce, size: { unit: 'QUOTE', amount } }
}

type Resting = Pick<Extract<OrderTerms, { type: 'STOP_LIMIT' }>, 'timeInForce' | 'expiresAt'>

const limit = (
  fields: Fields,
  rest: Pick<Extract<OrderTerms, { type: 'LIMIT' }>, 'timeInForce' | 'postOnly' | 'expiresAt'>,
): ParsedTerms => ({
  type: 'LIMIT',
  terms: { type: 'LIMIT', quantity: size(fields), limitPrice: price(fields, 'limit_price'), ...rest },
})

function stopLimit(fields: Fields, side: Side, rest: Resting): ParsedTerms {
  return {
    type: 'STOP_LIMIT',
    stopDirection: stopDirectionOf(fields, side),
    terms: {
      type: 'STOP_LIMIT',
      quantity: size(fields),
      limitPrice: price(fields, 'limit_price'),
      stopPrice: price(fields, 'stop_price'),
      ...rest,
    },
  }
}

/** Up for a buy and down for a sell where nothing is said; the other way is taken as well. */
function stopDirectionOf({ stop_direction: given }: Fields, side: Side): StopDirection {
  if (given === 'STOP_DIRECTION_STOP_UP') return 'UP'
  if (given === 'STOP_DIRECTION_STOP_DOWN') return 'DOWN'
  if (given === undefined || given === '' || given === 'UNKNOWN_STOP_DIRECTION')
    return side === 'BUY' ? 'UP' : 'DOWN'
  throw new Refused('INVALID_REQUEST', 'The stop direction is not known')
}

function bracket(fields: Fields, side: Side, rest: Resting): ParsedTerms {
  if (side === 'BUY') throw new Refused('PREVIEW_INVALID_BRACKET_ORDER_SIDE', 'A bracket order sells')
  const parsed = limit(fields, { ...rest, postOnly: false })
  return { ...parsed, type: 'BRACKET', stopTrigger: price(fields, 'stop_trigger_price') }
}

/** Of the specification alone: GTC limit orders may be sized in quote currency. Base from here on, as it is filled. */
function inBase(fields: Fields, increment: Quantity): Fields {
  const { base_size: base, quote_size: quote } = fields
  if (!text(quote)) return fields
  if (text(base)) throw new Refused('INVALID_REQUEST', 'Give quote_size or base_size, not both')
  const amount = decimal(quote, parseMoney, 'PREVIEW_INVALID_QUOTE_SIZE_PRECISION', 'Invalid quote size')
  const limitPrice = price(fields, 'limit_price')
  if (limitPrice <= 0n) throw new Refused('INVALID_LIMIT_PRICE', 'Invalid limit price')
  const quantity = roundQuantity(quantityFor(amount, limitPrice, 'DOWN'), increment, 'DOWN')
  return { ...fields, base_size: formatQuantity(quantity) }
}

function size(fields: Fields): Quantity {
  if (!text(fields.base_size) && text(fields.quote_size))
    throw new Refused('UNSUPPORTED_ORDER_CONFIGURATION', 'This order is sized in base currency')
  return decimal(
    fields.base_size,
    parseQuantity,
    'INVALID_SIZE_PRECISION',
    'Too many decimals in order amount',
  )
}

const price = (fields: Fields, name: string): Price =>
  decimal(fields[name], parsePrice, 'INVALID_PRICE_PRECISION', 'Too many decimals in order price')

function endTime(fields: Fields): { readonly expiresAt?: UnixNanos } {
  const given = text(fields.end_time)
  // What has no end time is refused by the matching core, like one that has passed.
  if (!given) return {}
  try {
    return { expiresAt: parseRfc3339(given) }
  } catch (error) {
    if (error instanceof InvalidTimestamp) throw new Refused('PREVIEW_INVALID_END_TIME', 'Invalid end time')
    throw error
  }
}

const PLAIN = /^\d{1,30}(\.\d{1,30})?$/

function decimal<T>(
  value: string | boolean | undefined,
  parse: (text: string) => T,
  reason: string,
  message: string,
): T {
  const given = text(value)
  if (given === undefined || !PLAIN.test(given))
    throw new Refused('PREVIEW_NON_NUMERIC_ORDER_SIZE', 'A size or price is missing or not a plain decimal')
  try {
    return parse(given)
  } catch (error) {
    if (error instanceof InvalidDecimal) throw new Refused(reason, message)
    throw error
  }
}

const text = (value: string | boolean | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined
