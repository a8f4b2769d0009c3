/**
 * The exchange: sessions, their clocks (heartbeats, candles, batched tickers, silence), faults, and
 * the fan-out of what the market source publishes, with the private half beside it. Runs wherever a Scheduler runs.
 */
import type { UnixNanos } from '@oasis/domain'
import { NANOS_PER_SECOND } from '@oasis/domain'
import type { Scheduler, Timer } from '@oasis/ports'
import { ExchangeFaults, type SimulatorFaults } from '../faults/exchange-faults.ts'
import type { SimulatorOptions } from '../options.ts'
import { candleEvents, heartbeatEvents, tickerEvents } from '../protocol/channel-events.ts'
import type { MarketView } from '../protocol/market-view.ts'
import { flaggedView, type ProductFlags } from '../protocol/product-flags.ts'
import type { PublicChannel } from '../protocol/requests.ts'
import { STREAM_CANDLE_SECONDS } from '../protocol/snapshots.ts'
import { HEARTBEATS_ENTRY } from '../protocol/subscriptions.ts'
import type { Audience, MarketSource } from '../source/market-source.ts'
import type { VenueJournal } from '../source/venue-journal.ts'
import { RateLimiter } from './rate-limiter.ts'
import type { SeamsFactory } from './seams.ts'
import { Session, type Transport } from './session.ts'
import { Venue } from './venue.ts'

export interface ExchangeOptions {
  readonly source: MarketSource
  readonly scheduler: Scheduler
  readonly options: SimulatorOptions
  readonly journal: VenueJournal
  readonly keyPath: string | undefined
  /** In the place of the faults that the options plan; those of frames on demand are given to it. */
  readonly seams?: SeamsFactory
}

export interface Exchange {
  readonly view: MarketView
  readonly faults: SimulatorFaults
  readonly connections: number
  /** Users, keys and orders. */
  readonly venue: Venue
  connect(transport: Transport): Session
  stop(): void
}

/** The venue's process is older than any connection: heartbeat counters do not start at 0. */
const AGE_AT_START = 139_651n * NANOS_PER_SECOND + 272_674_714n
const TICKER_BATCH_SECONDS = 5
const GOING_AWAY = 1001
const BROKEN = 1006

export function createExchange(ports: ExchangeOptions): Exchange {
  const { source, scheduler, journal, keyPath, options } = ports
  const flags = new Map<string, ProductFlags>()
  const view = flaggedView(source.view, flags)
  const sessions = new Set<Session>()
  const limiter = new RateLimiter(options.messagesPerSecond)
  const faults = new ExchangeFaults({
    scheduler,
    plan: options.faults,
    seed: options.faultSeed,
    closeAll: (code) => closeAll(sessions, code),
  })
  const seams = ports.seams?.(faults.seams.frames) ?? faults.seams
  const venue = new Venue({
    view,
    flags,
    scheduler,
    seams,
    journal,
    keyPath,
    options,
    onOrders: (member, orders) => {
      faults.noteOrders(member, orders)
      for (const session of sessions) session.publishOrders(member, orders)
    },
  })
  venue.start()
  faults.start(venue)
  const audience = createAudience(sessions, venue)
  const boot = scheduler.now() - AGE_AT_START
  const beats = createSecondBeats(audience, view, () => scheduler.now() - boot)
  const seconds = everySecond(scheduler, (now) => {
    beats(now)
    for (const session of sessions) {
      session.checkSilence(now)
      if (!session.open) sessions.delete(session)
    }
  })
  source.start(audience)
  let connected = 0
  let stopped = false
  return {
    view,
    faults,
    venue,
    get connections() {
      return [...sessions].filter((session) => session.open).length
    },
    connect(transport) {
      const number = ++connected
      const { authenticate } = venue
      const around = { transport, scheduler, view, seams, limiter, authenticate, number }
      const { clientId, firstSubscribeMs, silenceMs, maxBacklogBytes } = options
      const session = new Session(around, { clientId, firstSubscribeMs, silenceMs, maxBacklogBytes })
      sessions.add(session)
      if (faults.unreachable) session.close(BROKEN, 'unreachable')
      return session
    },
    stop() {
      if (stopped) return
      stopped = true
      seconds.cancel()
      faults.stop()
      closeAll(sessions, GOING_AWAY)
      source.stop()
      venue.stop()
    },
  }
}

function createAudience(sessions: ReadonlySet<Session>, { desk }: Venue): Audience {
  return {
    wants(channel, productId) {
      for (const session of sessions) if (session.subscriptions.get(channel)?.has(productId)) return true
      return false
    },
    listening() {
      for (const { subscriptions } of sessions) {
        if (subscriptions.size > (subscriptions.has('heartbeats') ? 1 : 0)) return true
      }
      return false
    },
    backlog: () => Math.max(0, ...[...sessions].map((session) => (session.open ? session.backlog() : 0))),
    publish(channel, productId, events) {
      for (const session of sessions) session.publish(channel, productId, events)
    },
    traded: (productId, trades) => desk.onTrades(productId, trades),
    moved: (productId) => desk.onBook(productId),
  }
}

/** From the last due time, not from now, so that heartbeats do not drift; but never a burst after a pause. */
function everySecond(scheduler: Scheduler, run: (now: UnixNanos) => void): Timer {
  const later = (from: UnixNanos): UnixNanos => (from + NANOS_PER_SECOND) as UnixNanos
  let due = later(scheduler.now())
  const beat = (): void => {
    due = later(due)
    if (due < scheduler.now()) due = later(scheduler.now())
    timer = scheduler.at(due, beat)
    run(scheduler.now())
  }
  let timer = scheduler.after(1000, beat)
  return { cancel: () => timer.cancel() }
}

function closeAll(sessions: Set<Session>, code: number): number {
  const open = [...sessions].filter((session) => session.open)
  for (const session of open) session.close(code, 'closed by the exchange')
  sessions.clear()
  return open.length
}

/** What is sent by the clock rather than by the market, and only when it has changed. */
function createSecondBeats(
  audience: Audience,
  view: MarketView,
  age: () => bigint,
): (now: UnixNanos) => void {
  const last = new Map<string, string>()
  let beats = 0
  const publishChanged = (channel: PublicChannel, id: string, events: string): void => {
    const key = `${channel}/${id}`
    if (last.get(key) === events) return
    last.set(key, events)
    audience.publish(channel, id, events)
  }
  return (now) => {
    beats++
    audience.publish('heartbeats', HEARTBEATS_ENTRY, heartbeatEvents(now, age()))
    const seconds = Number(now / NANOS_PER_SECOND)
    for (const id of view.productIds) {
      if (audience.wants('candles', id)) {
        const forming = view.candles(id, STREAM_CANDLE_SECONDS, seconds - STREAM_CANDLE_SECONDS, seconds)
        const candle = forming.at(-1)
        if (candle) publishChanged('candles', id, candleEvents('update', id, [candle]))
      }
      if (beats % TICKER_BATCH_SECONDS === 0 && audience.wants('ticker_batch', id)) {
        publishChanged('ticker_batch', id, tickerEvents('update', id, view.day(id, now)))
      }
    }
  }
}
