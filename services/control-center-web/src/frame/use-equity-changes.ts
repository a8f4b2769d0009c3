/** How equity has changed since the day, the week and the account began, and how high it was. */
import { useApi } from '../api/api-provider.tsx'
import { queries, useAsked, usePortfolio } from '../api/queries.ts'
import type { EquityHistory } from '../api/types.ts'
import { compareDecimals, subtractDecimals } from '../ui/format/decimal.ts'
import { toMillis } from '../ui/format/time-format.ts'
import { useNow } from '../ui/time.tsx'

export interface EquityChange {
  /** What it was. */
  readonly base: string
  readonly change: string
}

export interface EquityChanges {
  /** Of the day in UTC, as the risk engine counts days. */
  readonly today: EquityChange | undefined
  readonly week: EquityChange | undefined
  readonly all: EquityChange | undefined
  /** Of the first that is known. */
  readonly since: string | undefined
  readonly peak: string | undefined
}

const DAY_MS = 86_400_000
/** As many as the API gives. */
const DAYS_KEPT = 1_990

export function useEquityChanges(): EquityChanges {
  const { client } = useApi()
  const now = useNow()
  const midnight = now - (now % DAY_MS)
  const from = new Date(midnight - DAYS_KEPT * DAY_MS).toISOString()
  const { data } = useAsked({ ...queries.equity(client, from, '1d'), enabled: now > 0 })
  const { data: portfolios } = usePortfolio()
  return changesOf(data?.points ?? [], portfolios?.accounts[0]?.equity ?? undefined, midnight)
}

type DayPoint = Pick<EquityHistory['points'][number], 'ts' | 'open' | 'high'>

export function changesOf(
  days: readonly DayPoint[],
  equity: string | undefined,
  midnight: number,
): EquityChanges {
  const changeSince = (fromMs: number): EquityChange | undefined => {
    const base = days.find(({ ts, open }) => open !== null && toMillis(ts) >= fromMs)?.open ?? undefined
    if (base === undefined || equity === undefined) return undefined
    return { base, change: subtractDecimals(equity, base) }
  }
  const highs = [...days.map(({ high }) => high), equity].filter((high) => high != null)
  return {
    today: changeSince(midnight),
    week: changeSince(midnight - 6 * DAY_MS),
    all: changeSince(0),
    since: days[0]?.ts,
    peak: highs.toSorted(compareDecimals).at(-1),
  }
}
