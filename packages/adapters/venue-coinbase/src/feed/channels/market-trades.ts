/**
 * `market_trades`: 250 ms of trades in one update, newest first on the wire; `side` is the maker's. Values stay as the
 * venue wrote them: what they mean is decided downstream.
 */
import type { FeedMessage, VenueTrade } from '@oasis/ports'
import { z } from 'zod'

const text = z.union([z.string(), z.number().transform(String)])

export const tradeSchema = z
  .object({
    product_id: z.string().min(1),
    trade_id: text,
    price: text,
    size: text,
    side: z.string().default(''),
    time: z.string().default(''),
  })
  .transform(
    ({ product_id, trade_id, ...rest }): VenueTrade => ({ symbol: product_id, tradeId: trade_id, ...rest }),
  )

const eventSchema = z.object({ type: z.enum(['snapshot', 'update']), trades: z.array(tradeSchema) })

export function parseMarketTrades(event: unknown): FeedMessage {
  const { type, trades } = eventSchema.parse(event)
  return { kind: 'TRADES', snapshot: type === 'snapshot', trades: trades.reverse() }
}
