/** What happened last: what was there when the page was opened, and what came since. */
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useApi } from '../../api/api-provider.tsx'
import { queries, useRisk } from '../../api/queries.ts'
import { useRecentEvents } from '../../live/live-provider.tsx'
import { ofDenial, ofFill, ofOrder, type RecentEvent, withRecent } from '../../live/recent-events.ts'

export function useLastEvents(): readonly RecentEvent[] {
  const { client } = useApi()
  const live = useRecentEvents()
  const { data: fills } = useQuery(queries.lastFills(client))
  const { data: orders } = useQuery(queries.lastOrders(client))
  const { data: risk } = useRisk()
  return useMemo(
    () =>
      withRecent(live, [
        ...(fills?.items ?? []).map(ofFill),
        ...(orders?.items ?? []).map(ofOrder),
        ...(risk?.denials.recent ?? []).map(ofDenial),
      ]),
    [live, fills, orders, risk],
  )
}
