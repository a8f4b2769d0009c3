/** Equity history at several resolutions: each snapshot goes into the span of its time, at each of them. Pure. */
import { type AccountId, type Money, NANOS_PER_SECOND, type Portfolio, type UnixNanos } from '@oasis/domain'
import { EQUITY_RESOLUTIONS, type EquityPoint, type EquityResolution } from '@oasis/ports'

const MINUTE = 60n * NANOS_PER_SECOND
const HOUR = 60n * MINUTE
const DAY = 24n * HOUR

export const EQUITY_SPAN: Readonly<Record<EquityResolution, bigint>> = {
  '1s': NANOS_PER_SECOND,
  '1m': MINUTE,
  '1h': HOUR,
}

/** How long points are kept: about 170,000, 86,000 and 88,000 for each account at most. */
export const EQUITY_KEPT: Readonly<Record<EquityResolution, bigint>> = {
  '1s': 2n * DAY,
  '1m': 60n * DAY,
  '1h': 3_650n * DAY,
}

/** The newest span of each account and resolution, and up to when snapshots were taken. */
export type EquitySpans = ReadonlyMap<string, EquityPoint>

const keyOf = (accountId: AccountId, resolution: EquityResolution): string => `${accountId}/${resolution}`

export const equitySpans = (points: readonly EquityPoint[]): EquitySpans =>
  new Map(points.map((point) => [keyOf(point.accountId, point.resolution), point]))

/** Those spans that the snapshot has changed. One of an older span than the newest is left out: its time is over. */
export function takeSnapshot(spans: EquitySpans, portfolio: Portfolio): readonly EquityPoint[] {
  return EQUITY_RESOLUTIONS.flatMap((resolution) => {
    const ts = (portfolio.ts - (portfolio.ts % EQUITY_SPAN[resolution])) as UnixNanos
    const known = spans.get(keyOf(portfolio.accountId, resolution))
    if (known !== undefined && ts < known.ts) return []
    return [pointOf(portfolio, resolution, ts, known?.ts === ts ? known : undefined)]
  })
}

export function withSpans(spans: EquitySpans, points: readonly EquityPoint[]): EquitySpans {
  const next = new Map(spans)
  for (const point of points) next.set(keyOf(point.accountId, point.resolution), point)
  return next
}

function pointOf(
  { accountId, equity, grossExposure, netExposure, openOrders }: Portfolio,
  resolution: EquityResolution,
  ts: UnixNanos,
  known: EquityPoint | undefined,
): EquityPoint {
  const first = known?.first ?? equity
  const high = largest(known?.high, equity)
  const low = smallest(known?.low, equity)
  const last = equity ?? known?.last
  return {
    ...{ accountId, resolution, ts, grossExposure, netExposure, openOrders },
    ...(first === undefined ? {} : { first }),
    ...(high === undefined ? {} : { high }),
    ...(low === undefined ? {} : { low }),
    ...(last === undefined ? {} : { last }),
  }
}

function largest(a: Money | undefined, b: Money | undefined): Money | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return a > b ? a : b
}

function smallest(a: Money | undefined, b: Money | undefined): Money | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return a < b ? a : b
}

/** Several points as one, for spans longer than those that are kept. Not empty, oldest first. */
export function merged(points: readonly EquityPoint[], ts: UnixNanos): EquityPoint | undefined {
  const last = points.at(-1)
  if (last === undefined) return undefined
  const first = points.find((point) => point.first !== undefined)?.first
  const end = points.findLast((point) => point.last !== undefined)?.last
  const high = points.reduce<Money | undefined>((so, point) => largest(so, point.high), undefined)
  const low = points.reduce<Money | undefined>((so, point) => smallest(so, point.low), undefined)
  const { accountId, resolution, grossExposure, netExposure, openOrders } = last
  return {
    ...{ accountId, resolution, ts, grossExposure, netExposure, openOrders },
    ...(first === undefined ? {} : { first }),
    ...(high === undefined ? {} : { high }),
    ...(low === undefined ? {} : { low }),
    ...(end === undefined ? {} : { last: end }),
  }
}
