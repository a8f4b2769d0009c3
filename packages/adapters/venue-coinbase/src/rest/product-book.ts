/** `GET /market/product_book`: best first, at most 1,000 levels a side. */
import { type PriceLevel, parsePrice, parseQuantity, parseRfc3339 } from '@oasis/domain'
import type { VenueBook } from '@oasis/ports'
import { z } from 'zod'
import type { GetJson } from './get-json.ts'

const levelSchema = z.object({ price: z.string(), size: z.string() })
const responseSchema = z.object({
  pricebook: z.object({
    product_id: z.string(),
    bids: z.array(levelSchema),
    asks: z.array(levelSchema),
    time: z.string(),
  }),
})

export async function fetchProductBook(
  getJson: GetJson,
  symbol: string,
  limit: number,
  signal: AbortSignal,
): Promise<VenueBook> {
  const query = [
    ['product_id', symbol],
    ['limit', String(limit)],
  ] as const
  const { pricebook } = await getJson({ path: '/market/product_book', query, schema: responseSchema }, signal)
  return {
    symbol: pricebook.product_id,
    bids: pricebook.bids.map(toLevel),
    asks: pricebook.asks.map(toLevel),
    time: parseRfc3339(pricebook.time),
  }
}

const toLevel = (level: z.infer<typeof levelSchema>): PriceLevel => ({
  price: parsePrice(level.price),
  quantity: parseQuantity(level.size),
})
