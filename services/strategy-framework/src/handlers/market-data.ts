/** Trades and quotes, as instances take them in. What nobody subscribes to is not even consumed. */
import { topics } from '@oasis/contracts'
import type { ConsumedTopic } from '@oasis/runtime'
import type { InstanceInput } from '../core/instance-input.ts'

export type TradeInput = InstanceInput & { kind: 'TRADE' }
export type QuoteInput = InstanceInput & { kind: 'QUOTE' }

export const tradeInputs: ConsumedTopic<TradeInput> = {
  ...topics.trades,
  codec: { decode: (bytes) => ({ kind: 'TRADE', trade: topics.trades.codec.decode(bytes) }) },
}

export const quoteInputs: ConsumedTopic<QuoteInput> = {
  ...topics.quotes,
  codec: { decode: (bytes) => ({ kind: 'QUOTE', quote: topics.quotes.codec.decode(bytes) }) },
}
