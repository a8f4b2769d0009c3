/** The products that can be traded: the venue's product bodies as instruments with exact increments and bounds. */
import {
  addQuantity,
  type Currency,
  type Instrument,
  instrumentOf,
  parseMoney,
  parsePrice,
  parseQuantity,
  type Quantity,
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
      const type = body.product_type ?? 'SPOT'
      if (marketId === undefined || type !== 'SPOT') return []
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
    minQuantity: roundQuantity(atLeast(text('base_min_size', '0')), quantityIncrement, 'UP'),
    maxQuantity: roundQuantity(atMost(text('base_max_size', '1000000')), quantityIncrement, 'DOWN'),
    minNotional: parseMoney(text('quote_min_size', '1')),
    maxNotional: parseMoney(text('quote_max_size', '10000000')),
    status: statusOf(body),
    tsEvent: now,
  }
}

/** Half of the venue's products have bounds with more digits than an amount holds. */
const atMost = (text: string): Quantity => parseQuantity(text.replace(/(\.\d{12})\d+$/, '$1'))
const atLeast = (text: string): Quantity => {
  const cut = atMost(text)
  return /\.\d{12}\d*[1-9]/.test(text) ? addQuantity(cut, parseQuantity('0.000000000001')) : cut
}

/** What the product's flags let one do. */
function statusOf(body: ProductBody): TradingStatus {
  if (body.status === 'delisted') return 'DELISTED'
  if (body.trading_disabled === true || body.is_disabled === true || body.view_only === true) return 'HALTED'
  if (body.status === 'offline') return 'HALTED'
  if (body.cancel_only === true) return 'CANCEL_ONLY'
  if (body.auction_mode === true) return 'AUCTION'
  if (body.post_only === true) return 'POST_ONLY'
  return body.limit_only === true ? 'LIMIT_ONLY' : 'TRADING'
}
