'use client'

import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react'
import { useApi, useIsAdmitted } from '../api/api-provider.tsx'
import { queries } from '../api/queries.ts'
import { createStore, type Store, useStore } from '../api/store.ts'
import { applyEvents } from './apply-events.ts'
import { LiveConnection, type LiveState } from './live-connection.ts'
import type { LiveEvent, LiveKind, LivePayload } from './live-event.ts'
import { createMarketStore, type Ticks, ticksOf, withEvents } from './market-store.ts'
import { type RecentEvent, toRecent, withRecent } from './recent-events.ts'
import { RecentOrders } from './recent-orders.ts'

interface Live {
  readonly connection: LiveConnection
  readonly market: Store<Ticks>
  readonly recent: Store<readonly RecentEvent[]>
}

const LiveContext = createContext<Live | undefined>(undefined)

/** Connected while somebody is logged in. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const { session, client } = useApi()
  const cache = useQueryClient()
  const [live] = useState<Live>(() => ({
    connection: new LiveConnection(session),
    market: createMarketStore(),
    recent: createStore<readonly RecentEvent[]>([]),
  }))
  const isAdmitted = useIsAdmitted()
  useEffect(() => {
    if (!isAdmitted) return
    const { connection, market, recent } = live
    const orders = new RecentOrders()
    const stopCorrecting = orders.correctAnswersOf(cache)
    const unsubscribe = connection.subscribe({
      onEvents: (events) => {
        orders.remember(events)
        applyEvents(cache, events)
        market.set(withEvents(market.get(), events, Date.now()))
        recent.set(withRecent(recent.get(), events.map(toRecent)))
      },
      onResync: () => {
        orders.forget()
        void cache.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'texts' })
      },
    })
    void cache.fetchQuery(queries.instruments(client)).then(
      ({ items }) => market.set(new Map([...ticksOf(items, Date.now()), ...market.get()])),
      () => undefined,
    )
    connection.start()
    return () => {
      connection.stop()
      unsubscribe()
      stopCorrecting()
    }
  }, [isAdmitted, live, cache, client])
  return <LiveContext value={live}>{children}</LiveContext>
}

export function useLive(): Live {
  const live = useContext(LiveContext)
  if (live === undefined) throw new Error('useLive outside of LiveProvider')
  return live
}

export const useLiveState = (): LiveState => useStore(useLive().connection.state)

/** Whether what is shown is not kept up any more. */
export const useIsStale = (): boolean => useLiveState().phase === 'lost'

export const useTicks = (): Ticks => useStore(useLive().market)

export const useRecentEvents = (): readonly RecentEvent[] => useStore(useLive().recent)

/** Calls back with all events of a kind that came since the last frame. */
export function useLiveEvents<Kind extends LiveKind>(
  kind: Kind,
  onEvents: (data: readonly LivePayload<Kind>[]) => void,
): void {
  const { connection } = useLive()
  const newest = useRef(onEvents)
  useEffect(() => {
    newest.current = onEvents
  })
  useEffect(
    () =>
      connection.subscribe({
        onEvents: (events) => {
          const chosen = events.filter(
            (event): event is Extract<LiveEvent, { kind: Kind }> => event.kind === kind,
          )
          // The kind says what the data is; the compiler does not follow it through a generic.
          if (chosen.length > 0)
            newest.current(chosen.map(({ data }) => data) as unknown as LivePayload<Kind>[])
        },
        onResync: () => undefined,
      }),
    [connection, kind],
  )
}
