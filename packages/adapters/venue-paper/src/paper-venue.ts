/** The paper venue: port `Venue` over the matching core, fed by normalized market data from the bus. */
import { deadLetterRecord, topics } from '@oasis/contracts'
import {
  formatRate,
  type Instrument,
  type InstrumentId,
  type Quote,
  type Trade,
  venueOfAccount,
} from '@oasis/domain'
import type { Bus, BusRecord, Logger, PaperJournal, Random, Scheduler, Venue, VenueEvent } from '@oasis/ports'
import { type Consumer, consume, consumedAs, type Metrics, OtsError } from '@oasis/runtime'
import type { PaperVenueConfig } from './config.ts'
import { EffectRecorder } from './effect-recorder.ts'
import { ExpiryTimer } from './expiry-timer.ts'
import { JournalWriter } from './journal-writer.ts'
import { MarketInlet } from './market-inlet.ts'
import { OrderArchive, reportOf, toVenueExecution } from './order-archive.ts'
import { OrderWire } from './order-wire.ts'
import { openAccount, type PaperAccount, resetAccount } from './paper-account.ts'

export interface PaperVenuePorts {
  readonly bus: Bus
  /** Stays open at `stop`: who opened it closes it. */
  readonly journal: PaperJournal
  readonly scheduler: Scheduler
  /** Drawn from once in an account's life, for its seed. */
  readonly random: Random
  readonly logger: Logger
  readonly metrics: Metrics
  /** The venue can no longer keep its word (journal or market data failed): the process should end. */
  readonly onFatal: (error: unknown) => void
}

interface Session {
  readonly account: PaperAccount
  readonly archive: OrderArchive
  readonly writer: JournalWriter
  readonly wire: OrderWire
  readonly onEvent: (event: VenueEvent) => void
  close(): Promise<void>
}

export function createPaperVenue(ports: PaperVenuePorts, config: PaperVenueConfig): Venue {
  let session: Session | undefined
  let wanted = false

  const running = (): Session => {
    if (!session) throw new OtsError('OTS_VENUE_UNREACHABLE', 'the paper venue is not running')
    return session
  }
  const notSent = () => {
    const reason = session ? 'aborted' : 'the paper venue is not running'
    return { kind: 'NOT_SENT', reason } as const
  }
  /** Everything told before is durable, and nothing that is not durable is told. */
  const settled = async (): Promise<Session> => {
    const current = running()
    await current.writer.settled()
    return current
  }

  return {
    id: venueOfAccount(config.accountId),
    traits: { lookupIsConclusive: true, submitIsIdempotent: true, goodTilDate: true },
    async start(onEvent) {
      if (session) throw new OtsError('OTS_START_FAILED', 'the paper venue is running already')
      wanted = true
      session = await openSession(ports, config, onEvent)
    },
    async stop() {
      wanted = false
      const current = session
      session = undefined
      await current?.close()
    },
    submit: (order, signal, veto) =>
      session && !signal.aborted ? session.wire.submit(order, signal, veto) : Promise.resolve(notSent()),
    cancel: (id, signal) =>
      session && !signal.aborted ? session.wire.cancel(id, signal) : Promise.resolve(notSent()),
    async findOrder(id) {
      const { wire, archive } = await settled()
      const order = archive.find(id)
      return order ? reportOf(order) : wire.pending(id)
    },
    async openOrders() {
      const { account } = await settled()
      return [...account.matcher.openOrders()].sort((a, b) => a.arrival - b.arrival).map(reportOf)
    },
    async executionsSince(since) {
      return (await settled()).archive.executionsSince(since).map(toVenueExecution)
    },
    async balances() {
      const { balances } = (await settled()).account.matcher
      return balances.entries().map(([currency, { held }]) => ({
        currency,
        available: balances.available(currency),
        held,
      }))
    },
    async time() {
      running()
      return ports.scheduler.now()
    },
    /** While it goes on the venue is not running: nothing can arrive between the old account and the new one. */
    async reset(resetId) {
      const current = running()
      if (current.account.state.resetId === resetId) return
      session = undefined
      await current.close()
      try {
        await resetAccount(ports.journal, current.account.seed, config, resetId)
      } catch (error) {
        ports.onFatal(error)
        throw error
      }
      if (wanted) session = await openSession(ports, config, current.onEvent)
    },
  }
}

async function openSession(
  ports: PaperVenuePorts,
  config: PaperVenueConfig,
  onEvent: (event: VenueEvent) => void,
): Promise<Session> {
  const account = await openAccount(ports.journal, ports.random, config, ports.scheduler.now())
  const { matcher } = account
  const parts = assemble(ports, config, account, onEvent)
  const consumers = await follow(ports, config, parts.inlet, (instrument) =>
    matcher.setInstrument(instrument),
  )
  parts.expiry.watch(matcher.nextExpiry())
  ports.logger.info(describe(config, account), 'paper venue open')
  return {
    account,
    onEvent,
    ...parts,
    async close() {
      parts.wire.close()
      parts.expiry.watch(undefined)
      parts.inlet.close()
      for (const consumer of consumers) await consumer.close()
      // A failure has been reported by onFatal.
      await parts.writer.settled().catch(() => {})
    },
  }
}

function assemble(
  ports: PaperVenuePorts,
  config: PaperVenueConfig,
  { matcher, state, seed }: PaperAccount,
  onEvent: (event: VenueEvent) => void,
) {
  const { scheduler } = ports
  const archive = new OrderArchive(state.orders, state.executions)
  const writer = new JournalWriter(ports.journal, scheduler, ports.onFatal)
  const expiry = new ExpiryTimer(scheduler, () => {
    const events = matcher.expire(scheduler.now())
    if (events.length > 0) recorder.record(events)
    expiry.watch(matcher.nextExpiry())
  })
  const recorder = new EffectRecorder({
    matcher,
    archive,
    writer,
    onEvent,
    journaled: state.instruments.map((instrument) => instrument.id),
    afterEffect: () => expiry.watch(matcher.nextExpiry()),
  })
  const inlet = new MarketInlet({
    venue: venueOfAccount(config.accountId),
    matcher,
    scheduler,
    mergeWaitMs: config.mergeWaitMs,
    onEvents: (events) => recorder.record(events),
  })
  const wire = new OrderWire({
    scheduler,
    matcher,
    archive,
    recorder,
    seed,
    latencyMs: config.latencyMs,
    catchUp: (id) => inlet.catchUp(id),
    settled: () => writer.settled(),
  })
  return { archive, writer, expiry, inlet, wire }
}

const describe = (config: PaperVenueConfig, { matcher, state }: PaperAccount): object => ({
  accountId: config.accountId,
  makerFee: formatRate(config.makerFee),
  takerFee: formatRate(config.takerFee),
  latencyMs: config.latencyMs,
  newAccount: state.seed === undefined,
  openOrders: [...matcher.openOrders()].length,
})

/** Instruments from the beginning, at every start; market data from now on, since the past must not fill anything. */
async function follow(
  ports: PaperVenuePorts,
  config: PaperVenueConfig,
  inlet: MarketInlet,
  onInstrument: (instrument: Instrument) => void,
): Promise<readonly Consumer[]> {
  const { scheduler } = ports
  const venue = venueOfAccount(config.accountId)
  const shared = {
    bus: ports.bus,
    scheduler,
    logger: ports.logger,
    metrics: ports.metrics,
    commit: 'own' as const,
    onFatal: ports.onFatal,
    deadLetter: (record: BusRecord, reason: string) => deadLetterRecord(record, reason, scheduler.now()),
  }
  const instruments = await consume<Instrument>({
    ...shared,
    group: `paper-venue-instruments.${config.accountId}`,
    topics: [topics.instruments],
    startAt: 'earliest',
    onEvent: (instrument) => {
      if (instrument.venue === venue) onInstrument(instrument)
    },
  })
  await instruments.caughtUp
  const market = await consume<MarketInput>({
    ...shared,
    group: `paper-venue-market.${config.accountId}`,
    topics: [
      consumedAs(topics.trades, (trade) => ({ trade })),
      { ...quotes, read: (record, bytes) => quoteOrNone(() => quotes.read(record, bytes), record) },
    ],
    startAt: 'latest',
    onEvent: (event) => {
      if ('quote' in event) inlet.onQuote(event.quote)
      else if ('trade' in event) inlet.onTrade(event.trade)
      else {
        ports.logger.error({ err: event.error, instrument: event.noQuoteOf }, 'quote unreadable: no book')
        inlet.loseBook(event.noQuoteOf)
      }
    },
  })
  return [instruments, market]
}

type MarketInput =
  | { readonly trade: Trade }
  | { readonly quote: Quote }
  | { readonly noQuoteOf: InstrumentId; readonly error: unknown }

const quotes = consumedAs(topics.quotes, (quote) => ({ quote }))

/** Whoever consumes the topic whole sets such a record aside; here it ends the book that it would have replaced. */
function quoteOrNone(read: () => { readonly quote: Quote }, record: BusRecord): MarketInput {
  try {
    return read()
  } catch (error) {
    // The topic's keys are instrument ids.
    return { noQuoteOf: record.key as InstrumentId, error }
  }
}
