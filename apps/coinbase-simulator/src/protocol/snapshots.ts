/** What a subscription is answered with, before its acknowledgement. */
import type { UnixNanos } from '@oasis/domain'
import {
  bookSnapshotEvents,
  candleEvents,
  statusEvents,
  tickerEvents,
  topOfBook,
  tradesEvents,
} from './channel-events.ts'
import type { MarketView } from './market-view.ts'
import type { PublicChannel } from './requests.ts'

const SNAPSHOT_TRADES = 100
const SNAPSHOT_CANDLES = 100
/** The candles channel knows no other length. */
export const STREAM_CANDLE_SECONDS = 300

/** The `events` of each snapshot frame: one for every product, but one in all for `status`. */
export function* snapshotEvents(
  view: MarketView,
  channel: PublicChannel,
  productIds: readonly string[],
  now: UnixNanos,
): Generator<string> {
  if (channel === 'heartbeats') return
  if (channel === 'status') {
    if (productIds.length > 0) yield statusEvents('snapshot', view, new Set(productIds), now)
    return
  }
  for (const id of productIds) yield productSnapshot(view, channel, id, now)
}

function productSnapshot(
  view: MarketView,
  channel: Exclude<PublicChannel, 'heartbeats' | 'status'>,
  id: string,
  now: UnixNanos,
): string {
  switch (channel) {
    case 'market_trades':
      return tradesEvents('snapshot', view.recentTrades(id, SNAPSHOT_TRADES))
    case 'level2':
      return bookSnapshotEvents(id, view.book(id))
    case 'ticker':
      return tickerEvents('snapshot', id, view.day(id, now), topOfBook(view, id))
    case 'ticker_batch':
      return tickerEvents('snapshot', id, view.day(id, now))
    case 'candles': {
      const seconds = Number(now / 1_000_000_000n)
      const from = seconds - SNAPSHOT_CANDLES * STREAM_CANDLE_SECONDS
      return candleEvents('snapshot', id, view.candles(id, STREAM_CANDLE_SECONDS, from, seconds))
    }
  }
}
