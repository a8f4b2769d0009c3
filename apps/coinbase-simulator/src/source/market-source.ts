/** Where the market comes from: the synthetic model, or a recorded capture. */
import type { MarketView, WireTrade } from '../protocol/market-view.ts'
import type { PublicChannel } from '../protocol/requests.ts'

/** The connected clients, as a source sees them. */
export interface Audience {
  /** A source need not encode what nobody has subscribed to. */
  wants(channel: PublicChannel, productId: string): boolean
  /** Whether any connection has a market-data subscription. */
  listening(): boolean
  /** Bytes waiting to be written on the slowest connection. */
  backlog(): number
  /** `events` is the JSON text of the frame's `events`. */
  publish(channel: PublicChannel, productId: string, events: string): void
  /** Trades as they happen, oldest first: sooner than `market_trades` tells of them. What rests may fill by them. */
  traded(productId: string, trades: readonly WireTrade[]): void
  /** The book has changed. After the trades of the same moment. */
  moved(productId: string): void
}

export interface MarketSource {
  readonly kind: 'synthetic' | 'capture'
  readonly view: MarketView
  start(audience: Audience): void
  /** Saves what is to outlive the process. */
  stop(): void
}
