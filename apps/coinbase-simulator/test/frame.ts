export interface FrameEvent {
  readonly type?: string
  readonly product_id?: string
  readonly updates?: readonly {
    readonly side: 'bid' | 'offer'
    readonly event_time: string
    readonly price_level: string
    readonly new_quantity: string
  }[]
  readonly trades?: readonly {
    readonly product_id: string
    readonly trade_id: string
    readonly price: string
    readonly size: string
    readonly time: string
    readonly side: string
  }[]
  readonly tickers?: readonly Record<string, string>[]
  readonly candles?: readonly Record<string, string>[]
  readonly products?: readonly Record<string, unknown>[]
  readonly subscriptions?: Readonly<Record<string, readonly string[]>>
  readonly current_time?: string
  readonly heartbeat_counter?: number
}

export interface Frame {
  readonly channel?: string
  readonly client_id?: string
  readonly timestamp: string
  readonly sequence_num: number
  readonly events: readonly FrameEvent[]
  readonly type?: string
  readonly message?: string
}

export const parseFrame = (text: string): Frame => JSON.parse(text)

export const subscribeText = (channel: string, productIds?: readonly string[]): string =>
  JSON.stringify({ type: 'subscribe', channel, product_ids: productIds })

export const unsubscribeText = (channel: string, productIds?: readonly string[]): string =>
  JSON.stringify({ type: 'unsubscribe', channel, product_ids: productIds })

/** Live trade ids of a product, oldest first. */
export function tradeIds(frames: readonly Frame[], productId: string, type?: string): number[] {
  return frames
    .filter((frame) => frame.channel === 'market_trades')
    .flatMap((frame) => frame.events)
    .filter((event) => type === undefined || event.type === type)
    .flatMap((event) => [...(event.trades ?? [])].reverse())
    .filter((trade) => trade.product_id === productId)
    .map((trade) => Number(trade.trade_id))
}
