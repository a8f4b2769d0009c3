/** What can be traded, and how its data comes in. */
import {
  type FeedStatus,
  formatMoney,
  formatPrice,
  formatQuantity,
  formatRfc3339,
  type Instrument,
  millisBetween,
  type UnixNanos,
} from '@oasis/domain'
import type { Scheduler } from '@oasis/ports'
import { z } from 'zod'
import { type ApiRoute, route } from '../http/route.ts'
import { decimal, timestamp } from '../http/schemas.ts'
import type { InstrumentsView } from '../views/instruments-view.ts'
import type { InstrumentView, LiveView } from '../views/live-view.ts'

export interface MarketRouteParts {
  readonly instruments: InstrumentsView
  readonly live: Pick<LiveView, 'instruments' | 'feeds'>
  readonly scheduler: Scheduler
}

const quoted = {
  lastPrice: decimal.nullable(),
  lastTradeAgeMs: z.number().nullable(),
  bookState: z.string().nullable().describe('LIVE, or why its book is not to be trusted'),
  bid: decimal.nullable(),
  ask: decimal.nullable(),
  quoteAgeMs: z.number().nullable(),
}

const instrumentJson = z
  .object({
    id: z.string(),
    venue: z.string(),
    symbol: z.string(),
    base: z.string(),
    quote: z.string(),
    status: z.string(),
    priceIncrement: decimal,
    quantityIncrement: decimal,
    minQuantity: decimal,
    maxQuantity: decimal,
    minNotional: decimal,
    maxNotional: decimal,
    followed: z.boolean().describe('Its trades and quotes come in'),
    ...quoted,
  })
  .meta({ id: 'Instrument' })

export const feedJsonSchema = z
  .object({
    venue: z.string(),
    connection: z.string(),
    state: z.string(),
    instruments: z.array(z.string()),
    detail: z.string(),
    ts: timestamp,
  })
  .meta({ id: 'Feed' })

const TAG = 'market'

export function marketRoutes({ instruments, live, scheduler }: MarketRouteParts): readonly ApiRoute[] {
  return [
    route({
      method: 'GET',
      path: '/market/instruments',
      access: 'viewer',
      tag: TAG,
      summary: 'Instruments, with their last prices where they are followed',
      answer: { status: 200, description: 'By id', schema: z.object({ items: z.array(instrumentJson) }) },
      handle: async () => {
        const followed = new Map(live.instruments().map((view) => [view.instrumentId, view]))
        const now = scheduler.now()
        return { items: instruments.all().map((each) => instrumentToJson(each, followed.get(each.id), now)) }
      },
    }),
    route({
      method: 'GET',
      path: '/market/feeds',
      access: 'viewer',
      tag: TAG,
      summary: 'Connections to venues, as they last told of themselves',
      answer: {
        status: 200,
        description: 'One for each venue',
        schema: z.object({ items: z.array(feedJsonSchema) }),
      },
      handle: async () => ({ items: live.feeds().map(feedJson) }),
    }),
  ]
}

function instrumentToJson(instrument: Instrument, view: InstrumentView | undefined, now: UnixNanos) {
  const { id, venue, symbol, base, quote, status } = instrument
  return {
    ...{ id, venue, symbol, base, quote, status },
    priceIncrement: formatPrice(instrument.priceIncrement),
    quantityIncrement: formatQuantity(instrument.quantityIncrement),
    minQuantity: formatQuantity(instrument.minQuantity),
    maxQuantity: formatQuantity(instrument.maxQuantity),
    minNotional: formatMoney(instrument.minNotional),
    maxNotional: formatMoney(instrument.maxNotional),
    followed: view !== undefined,
    ...quotedJson(view, now),
  }
}

/** What is live is told with its age. */
function quotedJson(view: InstrumentView | undefined, now: UnixNanos) {
  const { trade, quote } = view ?? {}
  const [bid, ask] = [quote?.bids[0], quote?.asks[0]]
  return {
    lastPrice: trade === undefined ? null : formatPrice(trade.price),
    lastTradeAgeMs: trade === undefined ? null : Math.round(millisBetween(trade.tsInit, now)),
    bookState: quote?.state ?? null,
    bid: bid === undefined ? null : formatPrice(bid.price),
    ask: ask === undefined ? null : formatPrice(ask.price),
    quoteAgeMs: quote === undefined ? null : Math.round(millisBetween(quote.tsInit, now)),
  }
}

export const feedJson = ({ venue, connection, state, instruments, detail, tsInit }: FeedStatus) => ({
  ...{ venue, connection, state, detail },
  instruments: [...instruments],
  ts: formatRfc3339(tsInit),
})
