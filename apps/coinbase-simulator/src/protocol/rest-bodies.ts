/** Bodies and errors of the public REST endpoints; queries as the venue reads them. */
import { AMOUNT_SCALE, formatDecimal, formatPrice, midPrice, parsePrice, type UnixNanos } from '@oasis/domain'
import { topOfBook } from './channel-events.ts'
import type { MarketView, ProductBody, WireLevel } from './market-view.ts'
import { many, one, type RestQuery, wholeNumber } from './query.ts'
import { wireTime } from './timestamps.ts'

export interface RestAnswer {
  readonly status: number
  /** Text is sent as it is: the venue's refusals are not always JSON. */
  readonly body: object | string
  /** Of a text body; plain text unless it says otherwise. */
  readonly contentType?: string
  readonly headers?: Readonly<Record<string, string>>
}

export const GRANULARITIES: Readonly<Record<string, number>> = {
  ONE_MINUTE: 60,
  FIVE_MINUTE: 300,
  FIFTEEN_MINUTE: 900,
  THIRTY_MINUTE: 1800,
  ONE_HOUR: 3600,
  TWO_HOUR: 7200,
  FOUR_HOUR: 14_400,
  SIX_HOUR: 21_600,
  ONE_DAY: 86_400,
}

/** The venue refuses this many candles at once ("should be less than 350"). */
const TOO_MANY_CANDLES = 350
const MOST_LEVELS = 1000
const MOST_TRADES = 100

const ok = (body: object): RestAnswer => ({ status: 200, body })

export const invalidArgument = (details: string): RestAnswer => ({
  status: 400,
  body: { error: 'INVALID_ARGUMENT', error_details: details, message: details },
})

const unknownProduct = (productId: string): RestAnswer => ({
  status: 404,
  body: { error: 'NOT_FOUND', message: `Product ${productId} not supported` },
})

export const notFound = (details: string): RestAnswer => ({
  status: 404,
  body: { error: 'unknown', error_details: details, message: details },
})

export const UNAUTHORIZED: RestAnswer = { status: 401, body: 'Unauthorized' }

export const MISSING_SCOPES: RestAnswer = {
  status: 403,
  body: {
    error: 'PERMISSION_DENIED',
    error_details: 'Missing required scopes',
    message: 'Missing required scopes',
  },
}

export const RATE_LIMITED: RestAnswer = {
  status: 429,
  body: { errors: [{ id: 'rate_limit_exceeded', message: 'Too many requests' }] },
}

export function timeAnswer(now: UnixNanos): RestAnswer {
  const millis = now / 1_000_000n
  return ok({ iso: wireTime(now), epochSeconds: String(millis / 1000n), epochMillis: String(millis) })
}

export function productsAnswer(view: MarketView, query: RestQuery, now: UnixNanos): RestAnswer {
  const wanted = many(query.product_ids)
  const type = one(query.product_type)
  const matching = view
    .products(now)
    .filter((product) => wanted.length === 0 || wanted.includes(product.product_id))
    .filter((product) => !type || type === 'UNKNOWN_PRODUCT_TYPE' || product.product_type === type)
  const offset = wholeNumber(query.offset) ?? 0
  const limit = wholeNumber(query.limit) ?? matching.length
  const products = matching.slice(offset, offset + limit)
  const pagination = {
    prev_cursor: '',
    next_cursor: '',
    has_next: offset + limit < matching.length,
    has_prev: offset > 0,
  }
  return ok({ products, num_products: products.length, pagination })
}

export function productAnswer(view: MarketView, productId: string, now: UnixNanos): RestAnswer {
  const product = findProduct(view, productId, now)
  return product ? ok(product) : unknownProduct(productId)
}

export function candlesAnswer(view: MarketView, productId: string, query: RestQuery): RestAnswer {
  const id = view.canonicalId(productId)
  if (!id) return unknownProduct(productId)
  const granularity = one(query.granularity) ?? ''
  const seconds = Object.hasOwn(GRANULARITIES, granularity) ? GRANULARITIES[granularity] : undefined
  if (!seconds) return invalidArgument('granularity is invalid')
  const start = wholeNumber(query.start)
  const end = wholeNumber(query.end)
  if (start === undefined || end === undefined || end < start) {
    return invalidArgument('start and end argument is invalid')
  }
  if ((end - start) / seconds >= TOO_MANY_CANDLES) {
    return invalidArgument(
      'start and end argument is invalid - number of candles requested should be less than 350',
    )
  }
  return ok({ candles: [...view.candles(id, seconds, start, end)].reverse() })
}

export function marketTradesAnswer(view: MarketView, productId: string, query: RestQuery): RestAnswer {
  const id = view.canonicalId(productId)
  if (!id) return unknownProduct(productId)
  const limit = wholeNumber(query.limit)
  if (!limit) return invalidArgument('limit must be a positive number')
  const start = wholeNumber(query.start) ?? Number.NEGATIVE_INFINITY
  const end = wholeNumber(query.end) ?? Number.POSITIVE_INFINITY
  const trades = view
    .recentTrades(id, MOST_TRADES)
    .filter((trade) => Date.parse(trade.time) >= start * 1000 && Date.parse(trade.time) < end * 1000)
    .slice(0, limit)
    .map((trade) => ({ ...trade, bid: '', ask: '', exchange: 'coinbase' }))
  const { best_bid, best_ask } = topOfBook(view, id)
  return ok({ trades, best_bid, best_ask })
}

export function productBookAnswer(view: MarketView, query: RestQuery): RestAnswer {
  const productId = one(query.product_id)
  if (!productId) return invalidArgument('product_id is required')
  const id = view.canonicalId(productId)
  if (!id) return unknownProduct(productId)
  const limit = Math.min(wholeNumber(query.limit) || MOST_LEVELS, MOST_LEVELS)
  const book = view.book(id, limit)
  const toEntry = ([price, size]: WireLevel) => ({ price, size })
  const pricebook = {
    product_id: id,
    bids: book.bids.map(toEntry),
    asks: book.asks.map(toEntry),
    time: wireTime(book.time),
  }
  return ok({ pricebook, last: view.recentTrades(id, 1)[0]?.price ?? '', ...spread(book.bids, book.asks) })
}

/** Of all products when none is named; unknown ones are left out. */
export function bestBidAskAnswer(view: MarketView, productIds: readonly string[]): RestAnswer {
  const wanted = productIds.length === 0 ? view.productIds : productIds
  const pricebooks = wanted.flatMap((productId) => {
    const id = view.canonicalId(productId)
    if (!id) return []
    const { bids, asks, time } = view.book(id, 1)
    const toEntry = ([price, size]: WireLevel) => ({ price, size })
    return [{ product_id: productId, bids: bids.map(toEntry), asks: asks.map(toEntry), time: wireTime(time) }]
  })
  return ok({ pricebooks })
}

function spread(bids: readonly WireLevel[], asks: readonly WireLevel[]): object {
  const [bid] = bids[0] ?? []
  const [ask] = asks[0] ?? []
  if (!bid || !ask) return { mid_market: '', spread_bps: '', spread_absolute: '' }
  const mid = midPrice(parsePrice(bid), parsePrice(ask))
  const absolute = parsePrice(ask) - parsePrice(bid)
  return {
    mid_market: formatPrice(mid),
    // For display: four digits of a ratio.
    spread_bps: ((Number(absolute) / Number(mid)) * 10_000).toFixed(4),
    spread_absolute: formatDecimal(absolute, AMOUNT_SCALE),
  }
}

const findProduct = (view: MarketView, productId: string, now: UnixNanos): ProductBody | undefined =>
  view.products(now).find((product) => product.product_id === productId)
