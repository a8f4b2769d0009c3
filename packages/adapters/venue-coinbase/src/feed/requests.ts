/** What we send: one channel per message. Market data needs no authentication. */
import type { FeedChannel } from '@oasis/ports'

const WIRE_CHANNEL: Readonly<Record<FeedChannel, string>> = {
  book: 'level2',
  trades: 'market_trades',
  ticker: 'ticker',
}

export function encodeRequest(
  type: 'subscribe' | 'unsubscribe',
  channel: FeedChannel,
  symbols: readonly string[],
): string {
  return JSON.stringify({ type, product_ids: symbols, channel: WIRE_CHANNEL[channel] })
}

/** Without heartbeats most channels close after 60 to 90 seconds of silence. */
export const SUBSCRIBE_HEARTBEATS = JSON.stringify({ type: 'subscribe', channel: 'heartbeats' })
