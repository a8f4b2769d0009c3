/** The last prices, signals, decisions and feed states, kept from the topics for whoever looks. Nothing durable. */
import { deadLetterRecord, topics } from '@oasis/contracts'
import {
  addMillis,
  type FeedStatus,
  type InstrumentId,
  type Quote,
  type RiskDecision,
  type Signal,
  type Trade,
} from '@oasis/domain'
import type { Bus, Logger, Scheduler } from '@oasis/ports'
import {
  type ConsumedTopic,
  type Consumer,
  consume,
  type HealthReport,
  type Metrics,
  type Service,
} from '@oasis/runtime'
import { RecentTimes } from './recent-times.ts'

const KEPT = 50
/** Trades of each instrument. */
export const TAPE_KEPT = 500

export interface InstrumentView {
  readonly instrumentId: InstrumentId
  readonly trade?: Trade
  readonly quote?: Quote
}

/** A trade and its place on the tape of its instrument: each is one after the other, from when this view was made. */
export interface TapeEntry {
  readonly place: number
  readonly trade: Trade
}

export interface LiveView extends Service {
  instruments(): readonly InstrumentView[]
  /** The last {@link TAPE_KEPT} trades that happened while this view followed, oldest first. */
  tape(instrumentId: InstrumentId): readonly TapeEntry[]
  /** Newest first. */
  signals(): readonly Signal[]
  decisions(): readonly RiskDecision[]
  /** Orders that risk has approved within so long, up to now. */
  approvedWithin(ms: number): number
  feeds(): readonly FeedStatus[]
}

export interface LiveViewPorts {
  readonly bus: Bus
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly metrics: Metrics
}

export interface LiveViewConfig {
  readonly instruments: readonly InstrumentId[]
  /**
   * Where the connector is another process, it may have told of its feed before this one was there. Few are told, so that
   * reading all of them costs nothing. Default 'latest'.
   */
  readonly feedsFrom?: 'earliest' | 'latest'
  /** Told of each signal and decision as it comes. */
  readonly onSignal?: (signal: Signal) => void
  readonly onDecision?: (decision: RiskDecision) => void
  readonly onFeedStatus?: (status: FeedStatus) => void
}

interface Reading {
  readonly ownKeys?: ReadonlySet<string>
  readonly startAt?: 'earliest' | 'latest'
}

export function createLiveView(ports: LiveViewPorts, config: LiveViewConfig): LiveView {
  const tapes = new Map<InstrumentId, TapeEntry[]>()
  const quotes = new Map<InstrumentId, Quote>()
  const feeds = new Map<string, FeedStatus>()
  const signals: Signal[] = []
  const decisions: RiskDecision[] = []
  const approvals = new RecentTimes()
  const consumers: Consumer[] = []
  let failure: unknown
  const keys = new Set<string>(config.instruments)

  async function follow<T>(
    topic: ConsumedTopic<T>,
    onEvent: (event: T) => void,
    { ownKeys, startAt = 'latest' }: Reading = {},
  ) {
    consumers.push(
      await consume({
        ...ports,
        group: `live-view/${topic.spec.name}`,
        topics: [topic],
        startAt,
        // Nothing durable: after a restart only what is new is of interest.
        commit: 'own',
        ...(ownKeys === undefined ? {} : { keys: ownKeys }),
        onEvent,
        deadLetter: (record, reason) => deadLetterRecord(record, reason, ports.scheduler.now()),
        onFatal: (error) => {
          failure = error
          ports.logger.error({ err: error }, 'live view ended')
        },
      }),
    )
  }

  return {
    name: 'live-view',
    start: async () => {
      await follow(topics.trades, (trade) => keepOnTape(tapes, trade), { ownKeys: keys })
      await follow(topics.quotes, (quote) => void quotes.set(quote.instrumentId, quote), { ownKeys: keys })
      const onFeedStatus = (status: FeedStatus) => {
        feeds.set(status.venue, status)
        config.onFeedStatus?.(status)
      }
      await follow(topics.feedStatus, onFeedStatus, { startAt: config.feedsFrom ?? 'latest' })
      await follow(topics.signals, (signal) => {
        keepNewest(signals, signal)
        config.onSignal?.(signal)
      })
      await follow(topics.riskDecisions, (decision) => {
        keepNewest(decisions, decision)
        if (decision.verdict.result === 'APPROVED') approvals.add(decision.ts)
        config.onDecision?.(decision)
      })
    },
    stop: async () => {
      await Promise.all(consumers.map((consumer) => consumer.close()))
    },
    health: (): HealthReport =>
      failure === undefined
        ? { ready: true, detail: 'following' }
        : { ready: false, detail: String(failure) },
    instruments: () =>
      config.instruments.map((instrumentId) => {
        const trade = tapes.get(instrumentId)?.at(-1)?.trade
        const quote = quotes.get(instrumentId)
        return { instrumentId, ...(trade ? { trade } : {}), ...(quote ? { quote } : {}) }
      }),
    tape: (instrumentId) => (tapes.get(instrumentId) ?? []).slice(-TAPE_KEPT),
    signals: () => signals,
    decisions: () => decisions,
    approvedWithin: (ms) => approvals.since(addMillis(ports.scheduler.now(), -ms)),
    feeds: () => [...feeds.values()],
  }
}

function keepNewest<T>(list: T[], item: T): void {
  list.unshift(item)
  if (list.length > KEPT) list.pop()
}

/** Cut when it is twice as long as needed, so that not each trade moves all others. */
function keepOnTape(tapes: Map<InstrumentId, TapeEntry[]>, trade: Trade): void {
  const tape = tapes.get(trade.instrumentId)
  if (tape === undefined) {
    tapes.set(trade.instrumentId, [{ place: 1, trade }])
    return
  }
  const last = tape.at(-1)
  // Delivery is at least once, and what is fetched after a gap may have come before it.
  const isKnown = ({ trade: { eventId } }: TapeEntry) => eventId === trade.eventId
  if (trade.origin === 'LIVE' ? last !== undefined && isKnown(last) : tape.some(isKnown)) return
  tape.push({ place: (last?.place ?? 0) + 1, trade })
  if (tape.length >= 2 * TAPE_KEPT) tape.splice(0, tape.length - TAPE_KEPT)
}
