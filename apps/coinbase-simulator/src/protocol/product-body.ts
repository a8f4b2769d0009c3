/** A spot product as the venue lists it: field by field as recorded from `GET /market/products`. */
import type { DayFields, ProductBody } from './market-view.ts'

export interface ProductFacts {
  readonly id: string
  readonly baseName: string
  readonly priceIncrement: string
  readonly baseIncrement: string
  readonly baseMaxSize: string
  readonly quoteMaxSize: string
  readonly alias: string
  readonly aliasTo: readonly string[]
}

export function productBody(facts: ProductFacts, day: DayFields): ProductBody {
  const [base = '', quote = ''] = facts.id.split('-')
  const quoteVolume = (Number(day.volume_24_h) * Number(day.price)).toFixed(2)
  return {
    product_id: facts.id,
    price: day.price,
    price_percentage_change_24h: day.price_percent_chg_24_h,
    volume_24h: day.volume_24_h,
    volume_percentage_change_24h: '0',
    base_increment: facts.baseIncrement,
    quote_increment: facts.priceIncrement,
    quote_min_size: '1',
    quote_max_size: facts.quoteMaxSize,
    base_min_size: facts.baseIncrement,
    base_max_size: facts.baseMaxSize,
    base_name: facts.baseName || base,
    quote_name: quote === 'USD' ? 'US Dollar' : quote,
    watched: false,
    is_disabled: false,
    new: false,
    status: 'online',
    cancel_only: false,
    limit_only: false,
    post_only: false,
    trading_disabled: false,
    auction_mode: false,
    product_type: 'SPOT',
    quote_currency_id: quote,
    base_currency_id: base,
    fcm_trading_session_details: null,
    mid_market_price: '',
    alias: facts.alias,
    alias_to: facts.aliasTo,
    base_display_symbol: base,
    quote_display_symbol: quote === 'USDC' ? 'USD' : quote,
    view_only: false,
    price_increment: facts.priceIncrement,
    display_name: facts.id,
    product_venue: 'CBE',
    approximate_quote_24h_volume: quoteVolume,
    new_at: '2023-01-01T00:00:00Z',
    best_bid_price: '',
    best_ask_price: '',
    high_24h: day.high_24_h,
    low_24h: day.low_24_h,
  }
}
