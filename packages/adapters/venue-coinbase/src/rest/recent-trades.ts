/** `GET /market/products/{id}/ticker`: the last trades, newest first on the wire, at most 100; `side` is the maker's. */
import type { VenueTrade } from '@oasis/ports'
import { z } from 'zod'
import { oldestFirst, toVenueTrade, tradeSchema } from '../feed/channels/market-trades.ts'
import type { GetJson } from './get-json.ts'

const MAX_TRADES = 100
const responseSchema = z.object({ trades: z.array(tradeSchema) })

export async function fetchRecentTrades(
  getJson: GetJson,
  symbol: string,
  limit: number,
  signal: AbortSignal,
): Promise<readonly VenueTrade[]> {
  const path = `/market/products/${encodeURIComponent(symbol)}/ticker`
  const query = [['limit', String(Math.min(limit, MAX_TRADES))]] as const
  const { trades } = await getJson({ path, query, schema: responseSchema }, signal)
  return oldestFirst(trades.map(toVenueTrade))
}
