/** `ticker`: last price per match. It can lag the book, and its best bid and ask may be empty: only the price is read. */
import type { FeedMessage } from '@oasis/ports'
import { z } from 'zod'

const eventSchema = z.object({
  tickers: z.array(z.object({ product_id: z.string().min(1), price: z.string() })),
})

export function parseTicker(event: unknown): FeedMessage[] {
  return eventSchema
    .parse(event)
    .tickers.map(({ product_id, price }) => ({ kind: 'TICKER', symbol: product_id, price }))
}
