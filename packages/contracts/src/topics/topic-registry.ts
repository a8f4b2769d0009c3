/** Every topic of the system. Market data may be committed in groups and set aside when broken; order events never. */
import {
  type ControlState,
  commandTargetKey,
  type HaltControlState,
  quoteEventId,
  tradeEventId,
  type UnixNanos,
  type VenueId,
} from '@oasis/domain'
import { accountEventCodec } from '../codecs/account-event-codec.ts'
import { commandCodec } from '../codecs/command-codec.ts'
import { commandEventCodec } from '../codecs/command-event-codec.ts'
import { controlStateCodec } from '../codecs/control-state-codec.ts'
import { deadLetterCodec } from '../codecs/dead-letter-codec.ts'
import { feedStatusCodec } from '../codecs/feed-status-codec.ts'
import { instrumentCodec } from '../codecs/instrument-codec.ts'
import { portfolioCodec } from '../codecs/portfolio-codec.ts'
import { quoteCodec } from '../codecs/quote-codec.ts'
import { rawQuoteCodec, rawTradeCodec } from '../codecs/raw-market-data-codecs.ts'
import { riskDecisionCodec } from '../codecs/risk-decision-codec.ts'
import { signalCodec } from '../codecs/signal-codec.ts'
import { tradeCodec } from '../codecs/trade-codec.ts'
import type { RawQuote, RawTrade } from '../raw-market-data.ts'
import { type Topic, type TopicRecord, type TopicSettings, topic } from './topic.ts'

const HOUR_MS = 3_600_000
const RAW_RETENTION_MS = 6 * HOUR_MS
const MARKET_RETENTION_MS = 7 * 24 * HOUR_MS
const TRADING_RETENTION_MS = 180 * 24 * HOUR_MS

const marketData = (name: string, retentionMs: number): TopicSettings => ({
  name,
  partitions: 8,
  retentionMs,
  compacted: false,
  groupCommit: true,
})

const trading = (name: string): TopicSettings => ({
  name,
  partitions: 1,
  retentionMs: TRADING_RETENTION_MS,
  compacted: false,
  groupCommit: false,
})

const latestByKey = (name: string): TopicSettings => ({
  name,
  partitions: 1,
  retentionMs: undefined,
  compacted: true,
  groupCommit: false,
})

const rawTrades = (venue: VenueId | string): Topic<RawTrade> =>
  topic({
    spec: marketData(`market-data.trades.${venue}`, RAW_RETENTION_MS),
    codec: rawTradeCodec,
    onUndecodable: 'DEAD_LETTER',
    keyOf: (trade) => trade.instrumentId,
    eventIdOf: (trade) => tradeEventId(trade.instrumentId, trade.tradeId),
  })

const rawQuotes = (venue: VenueId | string): Topic<RawQuote> =>
  topic({
    spec: marketData(`market-data.quotes.${venue}`, RAW_RETENTION_MS),
    codec: rawQuoteCodec,
    onUndecodable: 'DEAD_LETTER',
    keyOf: (quote) => quote.instrumentId,
    eventIdOf: (quote) => quoteEventId(quote.instrumentId, quote.connection, quote.sequence, quote.state),
  })

/** Key: the venue, so that all of a venue's statuses are in order. */
const feedStatus = topic({
  spec: marketData('market-data.feed-status', MARKET_RETENTION_MS),
  codec: feedStatusCodec,
  onUndecodable: 'DEAD_LETTER',
  keyOf: (status) => status.venue,
  eventIdOf: (status) => `feed/${status.connection}/${status.state}/${status.tsInit}`,
})

const trades = topic({
  spec: marketData('market-data.trades.normalized', MARKET_RETENTION_MS),
  codec: tradeCodec,
  onUndecodable: 'DEAD_LETTER',
  keyOf: (trade) => trade.instrumentId,
  eventIdOf: (trade) => trade.eventId,
})

const quotes = topic({
  spec: marketData('market-data.quotes.normalized', MARKET_RETENTION_MS),
  codec: quoteCodec,
  onUndecodable: 'DEAD_LETTER',
  keyOf: (quote) => quote.instrumentId,
  eventIdOf: (quote) => quote.eventId,
})

const instruments = topic({
  spec: latestByKey('reference-data.instruments'),
  codec: instrumentCodec,
  onUndecodable: 'DEAD_LETTER',
  keyOf: (instrument) => instrument.id,
  eventIdOf: (instrument) => `instrument/${instrument.id}/${instrument.tsEvent}`,
})

const signals = topic({
  spec: trading('trading.signals'),
  codec: signalCodec,
  onUndecodable: 'DEAD_LETTER',
  keyOf: (signal) => signal.accountId,
  eventIdOf: (signal) => signal.eventId,
})

const riskDecisions = topic({
  spec: trading('trading.risk-decisions'),
  codec: riskDecisionCodec,
  onUndecodable: 'DEAD_LETTER',
  keyOf: (decision) => decision.intent.accountId,
  eventIdOf: (decision) => decision.eventId,
})

/** An order event that cannot be decoded stops its consumer: skipping one would corrupt positions. */
const orderEvents = topic({
  spec: trading('trading.order-events'),
  codec: accountEventCodec,
  onUndecodable: 'STOP',
  keyOf: (event) => event.accountId,
  eventIdOf: (event) => event.eventId,
})

const portfolioSnapshots = topic({
  spec: trading('portfolio.snapshots'),
  codec: portfolioCodec,
  onUndecodable: 'DEAD_LETTER',
  keyOf: (portfolio) => portfolio.accountId,
  eventIdOf: ({ accountId, riskEpoch, accountSeq, ts }) =>
    `portfolio/${accountId}/${riskEpoch}/${accountSeq}/${ts}`,
})

/** Key: the target, so that its commands are in order. Its owners read them by {@link readCommand}: one may be a halt. */
const commands = topic({
  spec: trading('control.commands'),
  codec: commandCodec,
  onUndecodable: 'STOP',
  keyOf: (command) => commandTargetKey(command.target),
  eventIdOf: (command) => command.commandId,
})

const commandEvents = topic({
  spec: trading('control.events'),
  codec: commandEventCodec,
  onUndecodable: 'STOP',
  keyOf: (event) => commandTargetKey(event.target),
  eventIdOf: (event) => event.eventId,
})

const controlState = topic({
  spec: latestByKey('control.state'),
  codec: controlStateCodec,
  onUndecodable: 'STOP',
  keyOf: controlStateKey,
  eventIdOf: (state) =>
    state.kind === 'HALT'
      ? `control/${controlStateKey(state)}/${state.haltEpoch}`
      : `control/${controlStateKey(state)}/${state.version}`,
})

function controlStateKey(state: ControlState): string {
  switch (state.kind) {
    case 'ACCOUNT':
      return commandTargetKey({ kind: 'ACCOUNT', accountId: state.accountId })
    case 'STRATEGY':
      return commandTargetKey({ kind: 'STRATEGY', strategyId: state.strategyId })
    case 'HALT':
      return haltStateKey(state)
  }
}

/** Of the record of one owner's halt, which nobody else writes; a tombstone under it ends the halt. */
export function haltStateKey({ owner, accountId }: Pick<HaltControlState, 'owner' | 'accountId'>): string {
  return `halt/${owner === 'RISK_ENGINE' ? 'risk-engine' : 'order-manager'}/${accountId}`
}

/** Key: the topic that the record came from. A broken dead letter stops its reader, or it would breed others. */
const deadLetters = topic({
  spec: trading('dead-letter'),
  codec: deadLetterCodec,
  onUndecodable: 'STOP',
  keyOf: (letter) => letter.topic,
  eventIdOf: (letter) => `dead-letter/${letter.topic}/${letter.partition}/${letter.offset}`,
})

export const topics = {
  rawTrades,
  rawQuotes,
  feedStatus,
  trades,
  quotes,
  instruments,
  signals,
  riskDecisions,
  orderEvents,
  portfolioSnapshots,
  commands,
  commandEvents,
  controlState,
  deadLetters,
} as const

/** All topics that must exist before any service starts. */
export function topicSpecs(venues: readonly (VenueId | string)[]): TopicSettings[] {
  const { rawTrades: tradesOf, rawQuotes: quotesOf, ...shared } = topics
  return [
    ...venues.flatMap((venue) => [tradesOf(venue).spec, quotesOf(venue).spec]),
    ...Object.values(shared).map((each) => each.spec),
  ]
}

/** The fields of a bus record that a dead letter keeps. */
export interface UnusableRecord {
  readonly topic: string
  readonly partition: number
  readonly offset: number
  readonly key: string
  readonly value: Uint8Array | undefined
}

/** Together with the rest of a dead letter less than what a bus takes. */
const MAX_KEPT_BYTES = 900_000

export function deadLetterRecord(record: UnusableRecord, reason: string, now: UnixNanos): TopicRecord {
  const { value = new Uint8Array(0) } = record
  // All of it or nothing: a part of a message would be another one.
  const isKept = value.length <= MAX_KEPT_BYTES
  const why = isKept
    ? reason || 'unknown'
    : `its ${value.length} bytes are too many to be kept here: ${reason}`
  return deadLetters.record({
    topic: record.topic,
    partition: record.partition,
    offset: record.offset,
    key: record.key,
    value: isKept ? value : new Uint8Array(0),
    reason: why,
    ts: now,
  })
}
