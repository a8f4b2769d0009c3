/** The products that can be traded: the venue's product bodies as instruments with exact increments and bounds. */
import {
  type Currency,
  type Instrument,
  instrumentOf,
  type Money,
  parseMoney,
  parsePrice,
  parseQuantity,
  roundQuantity,
  type TradingStatus,
  type UnixNanos,
  venueId,
} from '@oasis/domain'
import type { MarketView, ProductBody } from '../protocol/market-view.ts'

export interface TradableProduct {
  readonly instrument: Instrument
  /** The product whose market this one trades on: itself, or the one it is an alias of. */
  readonly marketId: string
}

const VENUE = venueId('coinbase')

/** As the products stand now; a product without market data cannot be traded. */
export function tradableProducts(view: MarketView, now: UnixNanos): ReadonlyMap<string, TradableProduct> {
  return new Map(
    view.products(now).flatMap((body) => {
      const marketId = view.canonicalId(body.product_id)
      if (marketId === undefined || body.product_type !== 'SPOT') return []
      return [[body.product_id, { marketId, instrument: instrumentFrom(body, now) }] as const]
    }),
  )
}

function instrumentFrom(body: ProductBody, now: UnixNanos): Instrument {
  const [base, quote] = body.product_id.split('-') as [Currency, Currency]
  const text = (field: string, otherwise: string): string => {
    const value = body[field]
    return typeof value === 'string' && value !== '' ? value : otherwise
  }
  const quantityIncrement = parseQuantity(text('base_increment', '0.00000001'))
  return {
    id: instrumentOf(VENUE, body.product_id),
    venue: VENUE,
    symbol: body.product_id,
    base,
    quote,
    priceIncrement: parsePrice(text('price_increment', text('quote_increment', '0.01'))),
    quantityIncrement,
    minQuantity: roundQuantity(parseQuantity(text('base_min_size', '0')), quantityIncrement, 'UP'),
    maxQuantity: roundQuantity(parseQuantity(text('base_max_size', '1000000')), quantityIncrement, 'DOWN'),
    minNotional: parseMoney(text('quote_min_size', '1')) as Money,
    maxNotional: parseMoney(text('quote_max_size', '10000000')) as Money,
    status: statusOf(body),
    tsEvent: now,
  }
}

/** What the product's flags let one do. */
function statusOf(body: ProductBody): TradingStatus {
  if (body.status === 'delisted') return 'DELISTED'
  if (body.trading_disabled === true || body.is_disabled === true || body.view_only === true) return 'HALTED'
  if (body.status !== 'online' && body.status !== '') return 'HALTED'
  if (body.cancel_only === true) return 'CANCEL_ONLY'
  if (body.auction_mode === true) return 'AUCTION'
  if (body.post_only === true) return 'POST_ONLY'
  return body.limit_only === true ? 'LIMIT_ONLY' : 'TRADING'
}
