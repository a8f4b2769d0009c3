/** A curve up to now: what was asked for ends when it was asked. */

import type { Portfolio } from '../../api/types.ts'
import type { EquityChartPoint } from '../../charts/equity-chart.tsx'
import { toMillis } from '../../ui/format/time-format.ts'

/** What is held now is worth more, or less: of the last point's own span that ends it, after it begins another one. */
export function withNewest(
  points: readonly EquityChartPoint[],
  account: Pick<Portfolio, 'ts' | 'equity'> | undefined,
  stepMs: number,
): readonly EquityChartPoint[] {
  const last = points.at(-1)
  if (last === undefined || account === undefined || account.equity === null || account.ts <= last.ts)
    return points
  const { ts, equity } = account
  if (toMillis(ts) < toMillis(last.ts) + stepMs) return [...points.slice(0, -1), { ...last, close: equity }]
  return [...points, { ts, open: last.close ?? equity, close: equity }]
}
