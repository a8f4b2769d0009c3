/** Trades and quotes, as instances take them in. What nobody subscribes to is not even consumed. */
import { topics } from '@oasis/contracts'
import { consumedAs, type MappedTopic } from '@oasis/runtime'
import type { InstanceInput } from '../core/instance-input.ts'

export type TradeInput = InstanceInput & { kind: 'TRADE' }
export type QuoteInput = InstanceInput & { kind: 'QUOTE' }

export const tradeInputs: MappedTopic<TradeInput> = consumedAs(topics.trades, (trade) => ({
  kind: 'TRADE',
  trade,
}))

export const quoteInputs: MappedTopic<QuoteInput> = consumedAs(topics.quotes, (quote) => ({
  kind: 'QUOTE',
  quote,
}))
