/** Wiring: the feed's frames go through the core, whose effects go to the bus, the connection and the metrics. */
import { topics } from '@oasis/contracts'
import { type InstrumentId, millisBetween, type PriceLevel, venueOf } from '@oasis/domain'
import type {
  Bus,
  FeedConnection,
  FeedFrame,
  Logger,
  MarketFeed,
  MarketReference,
  Random,
  Scheduler,
  Timer,
} from '@oasis/ports'
import type { HealthReport, Metrics, Service } from '@oasis/runtime'
import { checkBooks } from './book-checker.ts'
import type { MarketConnectorConfig } from './config.ts'
import {
  BOOK_PHASES,
  type BookPhase,
  type ConnectorCounters,
  type ConnectorState,
  createConnectorState,
  forgetInstruments,
} from './core/connector-state.ts'
import type { Effect } from './core/effect.ts'
import { onConnected, onDisconnected, onReadingResumed, onTick } from './core/on-connection.ts'
import { onFrame, onMalformed } from './core/on-frame.ts'
import { quarantineAndRecover } from './core/quarantine.ts'
import { dueQuotes, nextQuoteAt } from './core/quotes.ts'
import { FeedSession } from './feed-session.ts'
import { refreshInstruments } from './instrument-refresh.ts'
import { Publisher } from './publisher.ts'
import { backfillTrades } from './trade-backfill.ts'

export interface MarketConnectorPorts {
  readonly feed: MarketFeed
  readonly reference: MarketReference
  readonly bus: Bus
  readonly scheduler: Scheduler
  readonly random: Random
  readonly logger: Logger
  readonly metrics: Metrics
}

export interface BookSummary {
  readonly instrumentId: InstrumentId
  readonly phase: BookPhase
  readonly bestBid: PriceLevel | undefined
  readonly bestAsk: PriceLevel | undefined
  readonly bidLevels: number
  readonly askLevels: number
}

export interface MarketConnector extends Service {
  /** Counted since the start. */
  stats(): Readonly<ConnectorCounters>
  /** As they are now, in the order of the configuration. */
  books(): readonly BookSummary[]
}

const TICK_MS = 1_000

export class MarketConnectorService implements MarketConnector {
  readonly name: string
  readonly #ports: MarketConnectorPorts
  readonly #config: MarketConnectorConfig
  readonly #state: ConnectorState
  readonly #publisher: Publisher
  readonly #session: FeedSession
  readonly #stopping = new AbortController()
  readonly #tasks: Promise<void>[] = []
  #tickTimer: Timer | undefined
  #quoteTimer: Timer | undefined
  #opened = false
  #paused = false

  constructor(ports: MarketConnectorPorts, config: MarketConnectorConfig) {
    const { feed, scheduler, bus, logger } = ports
    const foreign = config.instruments.find((id) => venueOf(id) !== feed.venue)
    if (foreign !== undefined) throw new RangeError(`${foreign} is not an instrument of ${feed.venue}`)
    this.name = `${feed.venue}-connector`
    this.#ports = ports
    this.#config = config
    const recoverable = feed.source === 'LIVE'
    const settings = { ...config, recoverable }
    this.#state = createConnectorState(feed.venue, config.instruments, settings, scheduler.now())
    this.#publisher = new Publisher({
      bus,
      scheduler,
      logger,
      highMark: config.maxQueuedRecords,
      onPressure: (paused) => this.#onPressure(paused),
    })
    this.#session = new FeedSession({
      ...ports,
      symbols: () => [...this.#state.instruments.keys()],
      onOpen: (connection) => this.#onOpen(connection),
      onFrame: (frame) => this.#onFrame(frame),
      onMalformed: (reason) => this.#onMalformed(reason),
      onClosed: (reason) => this.#apply(onDisconnected(this.#state, reason, scheduler.now())),
    })
  }

  /** Does not wait for the venue: it may be away, and everything else can start. */
  async start(): Promise<void> {
    const { feed } = this.#ports
    const { instrumentRefreshMs, instruments, bookCheckIntervalMs } = this.#config
    const { signal } = this.#stopping
    const options = { ...this.#ports, publisher: this.#publisher, intervalMs: instrumentRefreshMs }
    this.#tasks.push(refreshInstruments(options, instruments, (absent) => this.#open(absent), signal))
    this.#tick()
    if (bookCheckIntervalMs > 0 && feed.source === 'LIVE') this.#tasks.push(this.#checkBooks())
  }

  async stop(): Promise<void> {
    this.#tickTimer?.cancel()
    this.#quoteTimer?.cancel()
    this.#stopping.abort(new Error('market connector stopped'))
    await Promise.all(this.#tasks)
    await this.#publisher.drain()
  }

  health(): HealthReport {
    const { failing } = this.#publisher
    if (failing !== undefined) return { ready: false, detail: `the bus takes no records: ${failing}` }
    if (!this.#opened) return { ready: false, detail: "the venue's instruments are not known yet" }
    if (this.#state.connection === undefined) {
      return { ready: false, detail: `not connected: ${this.#session.lastFailure ?? 'connecting'}` }
    }
    const waiting = [...this.#state.instruments.values()].filter(({ phase }) => phase !== 'LIVE')
    if (waiting.length === 0) return { ready: true, detail: `${this.#state.instruments.size} books live` }
    return { ready: false, detail: `no live book of ${waiting.map(({ symbol }) => symbol).join(', ')}` }
  }

  stats(): Readonly<ConnectorCounters> {
    return this.#state.counters
  }

  books(): readonly BookSummary[] {
    return [...this.#state.instruments.values()].map(({ id, phase, book }) => ({
      instrumentId: id,
      phase,
      bestBid: book.bestBid(),
      bestAsk: book.bestAsk(),
      bidLevels: book.levelCount('BID'),
      askLevels: book.levelCount('ASK'),
    }))
  }

  /** Only now: what consumers get of an instrument they do not know is lost to them. */
  #open(absent: readonly InstrumentId[]): void {
    this.#opened = true
    forgetInstruments(this.#state, absent)
    this.#tasks.push(this.#session.run(this.#stopping.signal))
  }

  #checkBooks(): Promise<void> {
    const { bookCheckIntervalMs: intervalMs, bookCheckTolerance: tolerance } = this.#config
    const onMismatch = ({ symbol }: { symbol: string }) => this.#onMismatch(symbol)
    return checkBooks(
      this.#state,
      { ...this.#ports, intervalMs, tolerance, onMismatch },
      this.#stopping.signal,
    )
  }

  #onOpen(connection: FeedConnection): void {
    const { id } = connection
    this.#ports.logger.info({ connection: id }, 'feed connected')
    if (this.#paused) connection.pause()
    this.#apply(onConnected(this.#state, id, this.#ports.scheduler.now()))
  }

  #onFrame(frame: FeedFrame): void {
    const { metrics, logger } = this.#ports
    const { venue } = this.#state
    metrics.increment('ots_feed_messages_total', { venue, channel: frame.channel })
    metrics.observe('ots_feed_latency_seconds', { venue }, millisBetween(frame.tsEvent, frame.tsInit) / 1_000)
    for (const message of frame.messages) {
      if (message.kind === 'ERROR') logger.warn({ reason: message.message }, 'the venue sent an error')
    }
    this.#apply(onFrame(this.#state, frame))
  }

  #onMalformed(reason: string): void {
    const { metrics, scheduler } = this.#ports
    metrics.increment('ots_feed_malformed_total', { venue: this.#state.venue })
    this.#apply(onMalformed(this.#state, reason, scheduler.now()))
  }

  #onMismatch(symbol: string): void {
    const { connection, instruments } = this.#state
    const instrument = instruments.get(symbol)
    if (connection === undefined || instrument === undefined) return
    const now = this.#ports.scheduler.now()
    const detail = `${symbol}: the book differs from the venue's REST book`
    this.#apply(quarantineAndRecover(this.#state, connection, 'GAP', [instrument], detail, now))
  }

  #onPressure(paused: boolean): void {
    this.#ports.logger.warn({ paused }, 'the bus is slow: reading of the feed is paused or goes on')
    this.#paused = paused
    if (paused) this.#session.connection?.pause()
    else {
      onReadingResumed(this.#state, this.#ports.scheduler.now())
      this.#session.connection?.resume()
    }
  }

  #tick(): void {
    const { scheduler, metrics } = this.#ports
    const now = scheduler.now()
    for (const { id, heardAt } of this.#state.instruments.values()) {
      metrics.set('ots_feed_staleness_seconds', { instrument: id }, millisBetween(heardAt, now) / 1_000)
    }
    this.#tellBooks()
    if (!this.#paused) this.#apply(onTick(this.#state, now))
    this.#tickTimer = scheduler.after(TICK_MS, () => this.#tick())
  }

  /** Phases without a book included. */
  #tellBooks(): void {
    const { venue, instruments } = this.#state
    const phases = [...instruments.values()].map(({ phase }) => phase)
    for (const phase of BOOK_PHASES) {
      const count = phases.filter((each) => each === phase).length
      this.#ports.metrics.set('ots_feed_books', { venue, phase: phase.toLowerCase() }, count)
    }
  }

  #apply(effects: readonly Effect[]): void {
    for (const effect of effects) this.#applyOne(effect)
    this.#scheduleQuotes()
  }

  #applyOne(effect: Effect): void {
    const { venue } = this.#state
    const { logger, metrics } = this.#ports
    switch (effect.kind) {
      case 'STATUS': {
        const { status } = effect
        logger.info(
          { state: status.state, detail: status.detail, connection: status.connection },
          'feed status',
        )
        this.#publisher.push(() => topics.feedStatus.record(status))
        return
      }
      case 'QUOTE': {
        const { quote, urgent } = effect
        this.#publisher.pushQuote(quote.instrumentId, () => topics.rawQuotes(venue).record(quote), urgent)
        return
      }
      case 'TRADES':
        for (const trade of effect.trades) this.#publisher.push(() => topics.rawTrades(venue).record(trade))
        return
      case 'RESUBSCRIBE_BOOKS':
        this.#session.connection?.unsubscribe('book', effect.symbols)
        this.#session.connection?.subscribe('book', effect.symbols)
        return
      case 'RECONNECT':
        this.#session.drop(effect.reason)
        return
      case 'FETCH_TRADES':
        this.#backfill(effect)
        return
      case 'TRADES_LOST': {
        const { from, to } = effect.missing
        const labels = { venue, instrument: effect.instrumentId }
        metrics.increment('ots_feed_trade_gaps_total', labels, to - from + 1)
        logger.warn({ instrument: effect.instrumentId, from, to }, 'trades are missing that no source has')
        return
      }
      case 'COUNT':
        metrics.increment(effect.what === 'GAP' ? 'ots_feed_gaps_total' : 'ots_feed_resyncs_total', { venue })
    }
  }

  #backfill({ symbol, missing }: Extract<Effect, { kind: 'FETCH_TRADES' }>): void {
    const { feed, reference, scheduler, logger } = this.#ports
    const source = feed.source === 'LIVE' ? reference : undefined
    const apply = (effects: readonly Effect[]) => this.#apply(effects)
    const options = { reference: source, scheduler, logger, apply }
    void backfillTrades(this.#state, symbol, missing, options, this.#stopping.signal)
  }

  #scheduleQuotes(): void {
    const due = nextQuoteAt(this.#state)
    if (due === undefined || this.#quoteTimer !== undefined) return
    this.#quoteTimer = this.#ports.scheduler.at(due, () => {
      this.#quoteTimer = undefined
      this.#apply(dueQuotes(this.#state, this.#ports.scheduler.now()))
    })
  }
}
