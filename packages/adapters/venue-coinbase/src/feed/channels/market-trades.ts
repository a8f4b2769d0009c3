/**
 * `market_trades`: 250 ms of trades in one update, newest first on the wire; `side` is the maker's. Values stay as the
 * venue wrote them: what they mean is decided downstream.
 */
import type { FeedMessage, VenueTrade } from '@oasis/ports'
import { z } from 'zod'

const text = z.union([z.string(), z.number()])

export const tradeSchema = z.object({
  product_id: z.string().min(1),
  trade_id: text,
  price: text,
  size: text,
  side: z.string().optional(),
  time: z.string().optional(),
})

const eventSchema = z.object({ type: z.enum(['snapshot', 'update']), trades: z.array(tradeSchema) })

export function parseMarketTrades(event: unknown): FeedMessage {
  const { type, trades } = eventSchema.parse(event)
  return { kind: 'TRADES', snapshot: type === 'snapshot', trades: oldestFirst(trades.map(toVenueTrade)) }
}

export const toVenueTrade = (wire: z.infer<typeof tradeSchema>): VenueTrade => ({
  symbol: wire.product_id,
  tradeId: String(wire.trade_id),
  price: String(wire.price),
  size: String(wire.size),
  side: wire.side ?? '',
  time: wire.time ?? '',
})

/** Documented nowhere, seen always: newest first. Should the venue turn its order, ids tell. */
export function oldestFirst(trades: readonly VenueTrade[]): readonly VenueTrade[] {
  const [first] = trades
  const last = trades.at(-1)
  if (first === undefined || last === undefined || Number(first.tradeId) < Number(last.tradeId)) return trades
  return trades.toReversed()
}
