/**
 * The public half of the exchange: sessions, their clocks (heartbeats, candles, batched tickers, silence), faults, and
 * the fan-out of what the market source publishes. Runs wherever a Scheduler runs.
 */
import type { UnixNanos } from '@oasis/domain'
import { NANOS_PER_SECOND } from '@oasis/domain'
import type { Scheduler, Timer } from '@oasis/ports'
import { candleEvents, heartbeatEvents, tickerEvents } from '../protocol/channel-events.ts'
import type { MarketView } from '../protocol/market-view.ts'
import type { PublicChannel } from '../protocol/requests.ts'
import { STREAM_CANDLE_SECONDS } from '../protocol/snapshots.ts'
import { HEARTBEATS_ENTRY } from '../protocol/subscriptions.ts'
import type { Audience, MarketSource } from '../source/market-source.ts'
import { FaultPlan, type SimulatorFaults } from './faults.ts'
import { RateLimiter } from './rate-limiter.ts'
import { Session, type SessionSettings, type Transport } from './session.ts'

export interface ExchangeOptions extends SessionSettings {
  readonly source: MarketSource
  readonly scheduler: Scheduler
  /** Requests per client address; zero for no limit. */
  readonly messagesPerSecond: number
}

export interface Exchange {
  readonly view: MarketView
  readonly faults: SimulatorFaults
  readonly connections: number
  connect(transport: Transport): Session
  stop(): void
}

/** The venue's process is older than any connection: heartbeat counters do not start at 0. */
const AGE_AT_START = 139_651n * NANOS_PER_SECOND + 272_674_714n
const TICKER_BATCH_SECONDS = 5
const GOING_AWAY = 1001

export function createExchange(options: ExchangeOptions): Exchange {
  const { source, scheduler } = options
  const { view } = source
  const sessions = new Set<Session>()
  const limiter = new RateLimiter(options.messagesPerSecond)
  const faults = new FaultPlan({ now: scheduler.now, closeAll: (code) => closeAll(sessions, code) })
  const audience = createAudience(sessions)
  const boot = scheduler.now() - AGE_AT_START
  const beats = createSecondBeats(audience, view, () => scheduler.now() - boot)
  let timer: Timer
  let due = scheduler.now()
  const everySecond = (): void => {
    // From the last due time, not from now, so that heartbeats do not drift; but never a burst after a pause.
    due = (due + NANOS_PER_SECOND) as UnixNanos
    if (due < scheduler.now()) due = (scheduler.now() + NANOS_PER_SECOND) as UnixNanos
    timer = scheduler.at(due, everySecond)
    const now = scheduler.now()
    beats(now)
    for (const session of sessions) {
      session.checkSilence(now)
      if (!session.open) sessions.delete(session)
    }
  }
  timer = scheduler.after(1000, everySecond)
  due = (due + NANOS_PER_SECOND) as UnixNanos
  source.start(audience)
  return {
    view,
    faults,
    get connections() {
      return [...sessions].filter((session) => session.open).length
    },
    connect(transport) {
      const session = new Session({ transport, scheduler, view, faults, limiter }, options)
      sessions.add(session)
      return session
    },
    stop() {
      timer.cancel()
      closeAll(sessions, GOING_AWAY)
      source.stop()
    },
  }
}

function createAudience(sessions: ReadonlySet<Session>): Audience {
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
  }
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
