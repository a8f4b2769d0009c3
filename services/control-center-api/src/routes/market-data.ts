/** The market of one instrument: candles, the best levels of its book, its tape. */
import type { Candle, InstrumentId, UnixNanos } from '@oasis/domain'
import type { CandleResolution, ReadModelStore, Scheduler } from '@oasis/ports'
import { z } from 'zod'
import type { ControlCenterConfig } from '../config.ts'
import { CANDLE_SPAN, candlesBySpan, HOUR, MINUTE, startOf } from '../core/candles.ts'
import { MAX_CURSOR_LENGTH } from '../core/cursor.ts'
import type { Pager } from '../http/pages.ts'
import { Problem } from '../http/problem.ts'
import { type ApiRoute, route } from '../http/route.ts'
import type { LiveView } from '../views/live-view.ts'
import { TAPE_KEPT } from '../views/live-view.ts'
import {
  bookJson,
  bookSchema,
  candleJson,
  candleSchema,
  tradeJson,
  tradeSchema,
} from '../views/market-json.ts'
import { spanOf, spanQuery } from './list-query.ts'

export interface MarketDataParts {
  readonly readModels: Pick<ReadModelStore, 'candles'>
  readonly live: Pick<LiveView, 'instruments' | 'tape'>
  readonly pager: Pager
  readonly scheduler: Scheduler
  readonly config: Pick<ControlCenterConfig, 'instruments'>
}

/** Each is made of the candles that are kept at a resolution. */
const INTERVALS = {
  '1m': { span: MINUTE, of: '1m' },
  '5m': { span: 5n * MINUTE, of: '1m' },
  '15m': { span: 15n * MINUTE, of: '1m' },
  '1h': { span: HOUR, of: '1h' },
  '4h': { span: 4n * HOUR, of: '1h' },
  '1d': { span: 24n * HOUR, of: '1h' },
} as const satisfies Record<string, { readonly span: bigint; readonly of: CandleResolution }>

const NAMES = ['1m', '5m', '15m', '1h', '4h', '1d'] as const satisfies readonly (keyof typeof INTERVALS)[]

const MAX_CANDLES = 500
const DEFAULT_CANDLES = 300
/** What a quote carries. */
const MAX_LEVELS = 25
const DEFAULT_TRADES = 50

const shared = { method: 'GET', access: 'viewer', tag: 'market', problems: ['OTS_HTTP_NOT_FOUND'] } as const
const params = z.strictObject({ instrument: z.string().min(1).max(128) })
const count = (max: number, byDefault: number) => z.coerce.number().int().min(1).max(max).default(byDefault)

export function marketDataRoutes(parts: MarketDataParts): readonly ApiRoute[] {
  return [candleRoute(parts), bookRoute(parts), tapeRoute(parts)]
}

function followed(text: string, { instruments }: MarketDataParts['config']): InstrumentId {
  const found = instruments.find((id) => id === text)
  if (found !== undefined) return found
  throw new Problem('OTS_HTTP_NOT_FOUND', `"${text}" is not followed; these are: ${instruments.join(', ')}`)
}

function candleRoute({ readModels, pager, config }: MarketDataParts): ApiRoute {
  return route({
    ...shared,
    path: '/market/:instrument/candles',
    summary: 'Candles, the newest page first',
    description:
      'Made of the trades that came in, and, of the time before, as the venue tells them. Kept by the minute for 60 days, by the hour for ten years. Minutes without trades have none; the newest is not over yet. `nextCursor` leads to the page before.',
    params,
    query: z.strictObject({
      ...spanQuery,
      interval: z.enum(NAMES).default('1m'),
      limit: count(MAX_CANDLES, DEFAULT_CANDLES),
      cursor: z.string().min(1).max(MAX_CURSOR_LENGTH).optional().describe('`nextCursor` of the page before'),
    }),
    answer: {
      status: 200,
      description: 'A page, the oldest of it first',
      schema: z
        .object({
          instrumentId: z.string(),
          interval: z.enum(NAMES),
          items: z.array(candleSchema),
          nextCursor: z.string().nullable().describe('null where there are no older ones'),
        })
        .meta({ id: 'CandlePage' }),
    },
    problems: ['OTS_HTTP_NOT_FOUND', 'OTS_HTTP_CURSOR_INVALID'],
    handle: async ({ params: { instrument }, query: { interval, limit, cursor, ...asked } }) => {
      const instrumentId = followed(instrument, config)
      const { span, of: resolution } = INTERVALS[interval]
      const { from, to } = spanOf(asked)
      const page = await pager.page<Candle>({
        ...{ limit, cursor, scope: { list: 'candles', filters: { instrument, interval, ...asked } } },
        positionOf: ({ openTime }) => [String(openTime)],
        read: async (wanted, after) => {
          const end = after === undefined ? to && endingAt(to, span) : (BigInt(after[0] ?? 0) as UnixNanos)
          const stored = await readModels.candles({
            ...{ instrumentId, resolution },
            ...(from === undefined ? {} : { from: endingAt(from, span) }),
            ...(end === undefined ? {} : { to: end }),
            limit: wanted * Number(span / CANDLE_SPAN[resolution]),
          })
          return candlesBySpan(stored.toReversed(), span).slice(-wanted).toReversed()
        },
      })
      const items = page.items.map(candleJson).reverse()
      return { instrumentId, interval, items, nextCursor: page.nextCursor }
    },
  })
}

/** The first beginning of a span that is not before it. */
const endingAt = (ts: UnixNanos, span: bigint): UnixNanos => startOf(ts + span - 1n, span)

function bookRoute({ live, scheduler, config }: MarketDataParts): ApiRoute {
  return route({
    ...shared,
    path: '/market/:instrument/book',
    summary: 'The best levels of the book, of the last quote',
    params,
    query: z.strictObject({ levels: count(MAX_LEVELS, MAX_LEVELS) }),
    answer: { status: 200, description: 'As it was told last', schema: bookSchema },
    handle: async ({ params: { instrument }, query: { levels } }) => {
      const instrumentId = followed(instrument, config)
      const quote = live.instruments().find((view) => view.instrumentId === instrumentId)?.quote
      return bookJson(instrumentId, quote, levels, scheduler.now())
    },
  })
}

function tapeRoute({ live, config }: MarketDataParts): ApiRoute {
  return route({
    ...shared,
    path: '/market/:instrument/trades',
    summary: 'The last trades, newest first',
    description: `Those of the last ${TAPE_KEPT} that came in since the start.`,
    params,
    query: z.strictObject({ limit: count(TAPE_KEPT, DEFAULT_TRADES) }),
    answer: {
      status: 200,
      description: 'The tape',
      schema: z.object({ instrumentId: z.string(), items: z.array(tradeSchema) }).meta({ id: 'Tape' }),
    },
    handle: async ({ params: { instrument }, query: { limit } }) => {
      const instrumentId = followed(instrument, config)
      const newest = live.tape(instrumentId).slice(-limit).reverse()
      return { instrumentId, items: newest.map(({ trade }) => tradeJson(trade)) }
    },
  })
}
