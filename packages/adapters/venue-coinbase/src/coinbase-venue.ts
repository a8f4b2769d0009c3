/**
 * Coinbase Advanced Trade as a place that takes orders: the signed calls, the user stream and what is remembered of
 * orders, put together to the port `Venue`. What is decided where: `rest/orders/create-order.ts` (what an answer to a
 * create proves), `trading/order-lookup.ts` (what "not found" means), `trading/fill-follower.ts` (fills before reports).
 */
import type { Venue, VenueEvent } from '@oasis/ports'
import type { CoinbaseVenueOptions } from './coinbase-venue-options.ts'
import { createCoinbaseClient } from './rest/coinbase-client.ts'
import { within } from './rest/within.ts'
import { parseBalances } from './trading/balances.ts'
import { FillFollower } from './trading/fill-follower.ts'
import { FillReader } from './trading/fill-reader.ts'
import { OrderEntry } from './trading/order-entry.ts'
import { OrderIndex } from './trading/order-index.ts'
import { OrderLookup } from './trading/order-lookup.ts'
import type { ReportContext } from './trading/order-report.ts'
import { readUpdates } from './trading/user-updates.ts'
import { UserStream } from './user-stream/user-stream.ts'
import { COINBASE } from './venue.ts'

const STREAM_LIMITS = {
  connectTimeoutMs: 10_000,
  subscribeTimeoutMs: 10_000,
  silenceMs: 6_000,
  maxBackoffMs: 10_000,
}
const FIRST_CLOCK_MS = 3_000
const FILL_PATIENCE_MS = 20_000

/**
 * Nothing is asked before `start`. Its looks fail with `OTS_VENUE_UNREACHABLE` when retries are used up, or with what the
 * venue refused them for; `submit` and `cancel` never reject.
 */
export function createCoinbaseVenue(options: CoinbaseVenueOptions): Venue {
  const { scheduler, random, instrumentOf, submitIsIdempotent = false, dryRun = false } = options
  const logger = options.logger.child({ venue: COINBASE, ...(dryRun ? { dryRun } : {}) })
  const client = createCoinbaseClient({ ...options, logger })
  const index = new OrderIndex()
  const context: ReportContext = { index, incrementOf: (id) => instrumentOf?.(id)?.quantityIncrement }
  const lookup = new OrderLookup({ ...context, client, scheduler, logger })
  const fills = new FillReader({ ...context, client, logger })
  const { onSubmitSent } = options
  const entry = new OrderEntry({ client, lookup, index, scheduler, logger, dryRun, onSubmitSent })
  let tell: (event: VenueEvent) => void = () => {}
  const follower = new FillFollower({
    ...{ fills, scheduler, random, logger, patienceMs: FILL_PATIENCE_MS },
    onExecution: (execution) => tell({ kind: 'EXECUTION', execution }),
    onReport: (report) => tell({ kind: 'ORDER', report }),
  })
  const stream = new UserStream({
    ...{ wsUrl: options.userWsUrl, scheduler, random, logger },
    ...{ ...STREAM_LIMITS, ...options.stream },
    token: () => client.webSocketToken(),
    onEvents: (events, at) => {
      const updates = readUpdates(events, at, context)
      for (const { report, orderedAt } of updates.read) follower.follow(report, orderedAt)
      if (updates.unreadable === 0) return
      logger.error({ orders: updates.unreadable }, 'orders of the stream cannot be read; they are looked up')
      tell({ kind: 'RECONNECTED' })
    },
    onReconnected: () => tell({ kind: 'RECONNECTED' }),
  })
  return {
    id: COINBASE,
    traits: { lookupIsConclusive: false, submitIsIdempotent, goodTilDate: true },
    start: async (onEvent) => {
      tell = onEvent
      client.keepReady()
      // A clock that is far off would make the stream's token look expired.
      const { signal } = new AbortController()
      await within(scheduler, FIRST_CLOCK_MS, signal, (limited) => client.readClock(limited)).catch(() => {})
      await stream.start()
    },
    stop: async () => {
      tell = () => {}
      await stream.stop()
      await follower.stop()
      client.close()
    },
    submit: (order, signal, veto) => entry.submit(order, signal, veto),
    cancel: (venueOrderId, signal) => entry.cancel(venueOrderId, signal),
    findOrder: (clientOrderId, signal, known) => lookup.find(clientOrderId, signal, known),
    openOrders: (signal) => lookup.open(signal),
    executionsSince: (since, signal) => fills.since(since, signal),
    balances: async (signal) => parseBalances(await client.accounts(signal), options.portfolioId),
    time: async (signal) => (await client.readClock(signal)).venueTime,
  }
}
