/** Equity over time, as coarse as is asked for. */
import { formatMoney, formatRfc3339, type Money, type UnixNanos } from '@oasis/domain'
import type { EquityPoint, EquityResolution, ReadModelStore, Scheduler } from '@oasis/ports'
import { z } from 'zod'
import type { ControlCenterConfig } from '../config.ts'
import { Problem } from '../http/problem.ts'
import { type ApiRoute, route } from '../http/route.ts'
import { decimal, timestamp } from '../http/schemas.ts'
import { EQUITY_KEPT, EQUITY_SPAN, merged } from '../projections/equity-spans.ts'
import { accountOf, spanOf, spanQuery } from './list-query.ts'

export interface EquityRouteParts {
  readonly readModels: Pick<ReadModelStore, 'equity'>
  readonly scheduler: Scheduler
  readonly config: Pick<ControlCenterConfig, 'accountId'>
}

const SECOND = EQUITY_SPAN['1s']
const MINUTE = EQUITY_SPAN['1m']
const HOUR = EQUITY_SPAN['1h']

/** Each is made of the points that are kept at a resolution. */
const INTERVALS = {
  '1s': { span: SECOND, of: '1s' },
  '5s': { span: 5n * SECOND, of: '1s' },
  '15s': { span: 15n * SECOND, of: '1s' },
  '1m': { span: MINUTE, of: '1m' },
  '5m': { span: 5n * MINUTE, of: '1m' },
  '15m': { span: 15n * MINUTE, of: '1m' },
  '1h': { span: HOUR, of: '1h' },
  '4h': { span: 4n * HOUR, of: '1h' },
  '1d': { span: 24n * HOUR, of: '1h' },
} as const satisfies Record<string, { readonly span: bigint; readonly of: EquityResolution }>

type Interval = keyof typeof INTERVALS
const NAMES = ['1s', '5s', '15s', '1m', '5m', '15m', '1h', '4h', '1d'] as const satisfies readonly Interval[]

const MAX_POINTS = 2_000n
/** Stored points that one answer may be made of. */
const MAX_READ = 50_000
const DAY = 24n * HOUR

const pointSchema = z
  .object({
    ts: timestamp.describe('Beginning of the span'),
    open: decimal.nullable().describe('null while something that was held had no price'),
    high: decimal.nullable(),
    low: decimal.nullable(),
    close: decimal.nullable(),
    grossExposure: decimal.describe('At the end of the span'),
    netExposure: decimal,
    openOrders: z.int(),
  })
  .meta({ id: 'EquityPoint' })

export function equityRoutes({ readModels, scheduler, config }: EquityRouteParts): readonly ApiRoute[] {
  return [
    route({
      method: 'GET',
      path: '/portfolio/equity',
      access: 'viewer',
      tag: 'portfolio',
      summary: 'Equity over time',
      description: `Kept by the second for 2 days, by the minute for 60, by the hour for ten years. Without an interval, the finest that is kept and gives at most ${MAX_POINTS} points; by default of the last day.`,
      query: z.strictObject({
        ...spanQuery,
        interval: z.enum(NAMES).optional(),
        account: z.string().min(1).max(128).optional(),
      }),
      answer: {
        status: 200,
        description: 'Oldest first; spans in which nothing was told are left out',
        schema: z
          .object({
            accountId: z.string(),
            interval: z.enum(NAMES),
            from: timestamp,
            to: timestamp,
            points: z.array(pointSchema),
          })
          .meta({ id: 'EquityHistory' }),
      },
      handle: async ({ query }) => {
        const accountId = query.account === undefined ? config.accountId : accountOf(query.account)
        const now = scheduler.now()
        const asked = spanOf(query)
        const to = asked.to ?? ((now + SECOND) as UnixNanos)
        const from = asked.from ?? ((to - DAY) as UnixNanos)
        const interval = query.interval ?? finest(from, to, now)
        const { span, of: resolution } = INTERVALS[interval]
        if ((to - from) / span > MAX_POINTS) throw tooMany(interval, from, to, now)
        const points = await readModels.equity({ accountId, resolution, from, to, limit: MAX_READ })
        return {
          ...{ accountId, interval },
          from: formatRfc3339(from),
          to: formatRfc3339(to),
          points: bySpan(points, span).map(toJson),
        }
      },
    }),
  ]
}

function finest(from: UnixNanos, to: UnixNanos, now: UnixNanos): Interval {
  const fits = (name: Interval) => {
    const { span, of } = INTERVALS[name]
    return (to - from) / span <= MAX_POINTS && now - from <= EQUITY_KEPT[of]
  }
  return NAMES.find(fits) ?? '1d'
}

function tooMany(interval: Interval, from: UnixNanos, to: UnixNanos, now: UnixNanos): Problem {
  const message = `more than ${MAX_POINTS} points of ${interval}; take ${finest(from, to, now)}, or a shorter time`
  return new Problem('OTS_HTTP_INVALID', message, { errors: [{ path: 'querystring/interval', message }] })
}

function bySpan(points: readonly EquityPoint[], span: bigint): readonly EquityPoint[] {
  const spans = Map.groupBy(points, ({ ts }) => ts - (ts % span))
  return [...spans].flatMap(([ts, of]) => merged(of, ts as UnixNanos) ?? [])
}

const money = (value: Money | undefined): string | null => (value === undefined ? null : formatMoney(value))

const toJson = (point: EquityPoint): z.output<typeof pointSchema> => ({
  ts: formatRfc3339(point.ts),
  open: money(point.first),
  high: money(point.high),
  low: money(point.low),
  close: money(point.last),
  grossExposure: formatMoney(point.grossExposure),
  netExposure: formatMoney(point.netExposure),
  openOrders: point.openOrders,
})
