/** A venue's market data as its adapter decodes it: transport and wire format are the adapter's, meaning is the connector's. */
import type {
  BookChange,
  Candle,
  ConnectionId,
  Instrument,
  InstrumentId,
  PriceLevel,
  UnixNanos,
  VenueId,
} from '@oasis/domain'

/** The venue's own strings: the normalizer, not the adapter, decides what they mean. */
export interface VenueTrade {
  readonly symbol: string
  readonly tradeId: string
  readonly price: string
  readonly size: string
  readonly side: string
  readonly time: string
}

export type FeedMessage =
  | { readonly kind: 'BOOK_SNAPSHOT'; readonly symbol: string; readonly changes: readonly BookChange[] }
  | { readonly kind: 'BOOK_UPDATE'; readonly symbol: string; readonly changes: readonly BookChange[] }
  /** Oldest first, whatever the venue's order. A snapshot is recent history, sent on subscribing. */
  | { readonly kind: 'TRADES'; readonly snapshot: boolean; readonly trades: readonly VenueTrade[] }
  | { readonly kind: 'TICKER'; readonly symbol: string; readonly price: string }
  | { readonly kind: 'HEARTBEAT'; readonly counter: number }
  | { readonly kind: 'SUBSCRIPTIONS'; readonly channels: Readonly<Record<string, readonly string[]>> }
  | { readonly kind: 'ERROR'; readonly message: string }
  /** Known to exist and of no use here (candles, status). */
  | { readonly kind: 'OTHER' }

export interface FeedFrame {
  /** As on the wire, for counting: `l2_data`, `market_trades`, … */
  readonly channel: string
  /** The connection's counter; undefined on frames that carry none (errors). */
  readonly sequence: number | undefined
  /** The venue's time of sending. */
  readonly tsEvent: UnixNanos
  readonly tsInit: UnixNanos
  readonly messages: readonly FeedMessage[]
}

export interface FeedHandlers {
  onFrame(frame: FeedFrame): void
  /** Bytes that are no frame of the protocol; the connection stays up. */
  onMalformed(text: string, reason: string): void
  /** Called once, unless we closed it ourselves; nothing follows it. */
  onClose(reason: string): void
}

/** Heartbeats are not a choice: the adapter always subscribes them. */
export type FeedChannel = 'book' | 'trades' | 'ticker'

export interface FeedConnection {
  readonly id: ConnectionId
  /** Queued under the venue's message-rate limit. */
  subscribe(channel: FeedChannel, symbols: readonly string[]): void
  unsubscribe(channel: FeedChannel, symbols: readonly string[]): void
  /** Stops reading from the socket: the only backpressure there is towards a venue. */
  pause(): void
  resume(): void
  /** No handler is called any more. */
  close(): void
}

export interface MarketFeed {
  readonly venue: VenueId
  /** A recording cannot send a book again and cannot be connected to twice; its gaps stay gaps. */
  readonly source: 'LIVE' | 'RECORDING'
  /** Resolves when open; rejects when the venue cannot be reached within the adapter's deadline. */
  connect(handlers: FeedHandlers, signal: AbortSignal): Promise<FeedConnection>
}

export interface VenueBook {
  readonly symbol: string
  /** Best first. */
  readonly bids: readonly PriceLevel[]
  readonly asks: readonly PriceLevel[]
  readonly time: UnixNanos
}

export interface CandleQuery {
  readonly instrumentId: InstrumentId
  /** Seconds of one candle: 60, 300, … */
  readonly intervalSeconds: number
  /** Inclusive start of the first candle, exclusive end of the last. */
  readonly from: UnixNanos
  readonly to: UnixNanos
}

export interface CandleSource {
  /** Oldest first; minutes without trades are absent. */
  candles(query: CandleQuery, signal: AbortSignal): Promise<readonly Candle[]>
}

/** Public REST of a venue. */
export interface MarketReference extends CandleSource {
  /** All instruments whose symbol is asked for; all of the venue's when `symbols` is undefined. */
  instruments(symbols: readonly string[] | undefined, signal: AbortSignal): Promise<readonly Instrument[]>
  /** Newest last, at most `limit`. */
  recentTrades(symbol: string, limit: number, signal: AbortSignal): Promise<readonly VenueTrade[]>
  book(symbol: string, limit: number, signal: AbortSignal): Promise<VenueBook>
  /** The venue's clock. */
  time(signal: AbortSignal): Promise<UnixNanos>
}
