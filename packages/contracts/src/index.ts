export { accountEventCodec } from './codecs/account-event-codec.ts'
export { approvalCodec, approvalPayload } from './codecs/approval-codec.ts'
export { balanceAdjustmentCodec } from './codecs/balance-adjustment-codec.ts'
export { commandCodec } from './codecs/command-codec.ts'
export { commandEventCodec } from './codecs/command-event-codec.ts'
export { controlStateCodec } from './codecs/control-state-codec.ts'
export { deadLetterCodec } from './codecs/dead-letter-codec.ts'
export { executionCodec } from './codecs/execution-codec.ts'
export { feedStatusCodec } from './codecs/feed-status-codec.ts'
export { instrumentCodec } from './codecs/instrument-codec.ts'
export { InvalidMessage } from './codecs/invalid-message.ts'
export type { MessageCodec } from './codecs/message-codec.ts'
export { orderCodec } from './codecs/order-codec.ts'
export { orderIntentCodec } from './codecs/order-intent-codec.ts'
export { portfolioCodec } from './codecs/portfolio-codec.ts'
export { quoteCodec } from './codecs/quote-codec.ts'
export { rawQuoteCodec, rawTradeCodec } from './codecs/raw-market-data-codecs.ts'
export { riskDecisionCodec } from './codecs/risk-decision-codec.ts'
export { signalCodec } from './codecs/signal-codec.ts'
export { tradeCodec } from './codecs/trade-codec.ts'
export type * from './raw-market-data.ts'
export { fileDescriptors } from './rpc/file-descriptors.ts'
export { orderService, riskService, type ServiceMethod } from './rpc/rpc-registry.ts'
export {
  inPlaceOf,
  type ReadCommand,
  readCommand,
  type UnreadableCommand,
} from './topics/read-command.ts'
export type { OnUndecodable, Topic, TopicRecord, TopicSettings } from './topics/topic.ts'
export {
  deadLetterRecord,
  haltStateKey,
  topicSpecs,
  topics,
  type UnusableRecord,
} from './topics/topic-registry.ts'
export * from './trading-rpc.ts'
