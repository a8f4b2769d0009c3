/** `GET /market/products`: instruments with increments, bounds and flags. */
import {
  AMOUNT_SCALE,
  currency,
  type Instrument,
  instrumentOf,
  MONEY_SCALE,
  type Money,
  type Price,
  parseDecimal,
  pow10,
  type Quantity,
  type RoundingMode,
  roundToIncrement,
  type TradingStatus,
  type UnixNanos,
} from '@oasis/domain'
import { z } from 'zod'
import { COINBASE } from '../venue.ts'
import type { GetJson } from './get-json.ts'

const flag = z.boolean().nullish().transform(Boolean)

const productSchema = z.object({
  product_id: z.string(),
  base_currency_id: z.string(),
  quote_currency_id: z.string(),
  base_increment: z.string(),
  quote_increment: z.string(),
  price_increment: z.string().optional(),
  base_min_size: z.string(),
  base_max_size: z.string(),
  quote_min_size: z.string(),
  quote_max_size: z.string(),
  status: z.string().default(''),
  trading_disabled: flag,
  is_disabled: flag,
  cancel_only: flag,
  limit_only: flag,
  post_only: flag,
  auction_mode: flag,
  view_only: flag,
})
type Product = z.infer<typeof productSchema>

export const productListSchema = z.object({ products: z.array(z.unknown()) })

export interface ParsedProducts {
  readonly instruments: readonly Instrument[]
  /** Products that are no instrument of ours (futures with other fields, for example), with the reason. */
  readonly refused: readonly { readonly product: string; readonly reason: string }[]
}

export async function fetchProducts(
  getJson: GetJson,
  symbols: readonly string[] | undefined,
  now: UnixNanos,
  signal: AbortSignal,
): Promise<ParsedProducts> {
  const query = (symbols ?? []).map((symbol) => ['product_ids', symbol] as const)
  return parseProducts(
    await getJson({ path: '/market/products', query, schema: productListSchema }, signal),
    now,
  )
}

export function parseProducts(list: z.infer<typeof productListSchema>, now: UnixNanos): ParsedProducts {
  const instruments: Instrument[] = []
  const refused: { product: string; reason: string }[] = []
  for (const item of list.products) {
    try {
      instruments.push(toInstrument(productSchema.parse(item), now))
    } catch (error) {
      const { product_id } = z
        .object({ product_id: z.string().catch('?') })
        .catch({ product_id: '?' })
        .parse(item)
      refused.push({ product: product_id, reason: error instanceof Error ? error.message : String(error) })
    }
  }
  return { instruments, refused }
}

function toInstrument(product: Product, now: UnixNanos): Instrument {
  const { base_increment: base, quote_increment: quote } = product
  return {
    id: instrumentOf(COINBASE, product.product_id),
    venue: COINBASE,
    symbol: product.product_id,
    base: currency(product.base_currency_id),
    quote: currency(product.quote_currency_id),
    priceIncrement: increment(product.price_increment || quote) as Price,
    quantityIncrement: increment(base) as Quantity,
    minQuantity: onGrid(product.base_min_size, base, AMOUNT_SCALE, 'UP') as Quantity,
    maxQuantity: onGrid(product.base_max_size, base, AMOUNT_SCALE, 'DOWN') as Quantity,
    minNotional: onGrid(product.quote_min_size, quote, MONEY_SCALE, 'UP') as Money,
    maxNotional: onGrid(product.quote_max_size, quote, MONEY_SCALE, 'DOWN') as Money,
    status: statusOf(product),
    tsEvent: now,
  }
}

const WIDE_SCALE = 36
const UNSIGNED = { signed: false }

function increment(text: string): bigint {
  const value = parseDecimal(text, AMOUNT_SCALE, UNSIGNED)
  if (value === 0n) throw new RangeError('an increment is zero')
  return value
}

/** Half of the products have bounds with more digits than their increment allows. */
function onGrid(text: string, incrementText: string, scale: number, mode: RoundingMode): bigint {
  const value = parseDecimal(text, WIDE_SCALE, UNSIGNED)
  const step = parseDecimal(incrementText, WIDE_SCALE, UNSIGNED)
  return roundToIncrement(value, step, mode) / pow10(WIDE_SCALE - scale)
}

function statusOf(product: Product): TradingStatus {
  if (product.status === 'delisted') return 'DELISTED'
  if (product.status === 'offline' || product.trading_disabled || product.is_disabled || product.view_only) {
    return 'HALTED'
  }
  if (product.cancel_only) return 'CANCEL_ONLY'
  if (product.auction_mode) return 'AUCTION'
  if (product.post_only) return 'POST_ONLY'
  return product.limit_only ? 'LIMIT_ONLY' : 'TRADING'
}
