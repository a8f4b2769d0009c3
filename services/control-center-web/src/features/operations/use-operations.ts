'use client'
/** The three lists, page by page from the newest on; what happens meanwhile is put before them, or in its place. */
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useApi } from '../../api/api-provider.tsx'
import { answerOf } from '../../api/problem.ts'
import type { Denial, Fill, ListedOrder, Order } from '../../api/types.ts'
import { useLiveEvents } from '../../live/live-provider.tsx'
import { type OperationFilters, queryOf } from './operation-filters.ts'
import { toldOf, withFresh } from './with-fresh.ts'

const PAGE = 500
/** Of what came since the list was asked for; more, and it is asked for anew. */
const MOST_FRESH = 2_000

const FIRST: string | undefined = undefined

export function useOrders(filters: OperationFilters, isWanted: boolean) {
  const { client } = useApi()
  const { state } = filters
  const query = { ...queryOf(filters), ...(state.length === 0 ? {} : { state }), limit: PAGE }
  const pages = useInfiniteQuery({
    queryKey: ['orders', 'list', query],
    queryFn: ({ pageParam, signal }) =>
      answerOf(
        client.GET('/api/v1/operations', {
          params: { query: { ...query, ...(pageParam === undefined ? {} : { cursor: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: FIRST,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    enabled: isWanted,
    placeholderData: keepPreviousData,
  })
  const fresh = useFresh<Order>(JSON.stringify(query), ['orders', 'list'])
  useLiveEvents('order', (events) => fresh.add(events.map(({ order }) => [order.id, order])))
  const passes = useMemo(() => passesFilters(filters), [filters])
  const told = useTold(pages.data?.pages)
  const rows = useMemo(
    () =>
      withFresh<ListedOrder>(told, fresh.values, {
        toRow: (order) => ({ ...order, fills: [] }),
        isNewer: (a, b) => a.version > b.version,
        passes: (order) => passes(order) && (state.length === 0 || state.includes(order.state)),
      }),
    [told, fresh.values, passes, state],
  )
  return { ...pages, rows }
}

export function useFills(filters: OperationFilters, isWanted: boolean) {
  const { client } = useApi()
  const query = { ...queryOf(filters), limit: PAGE }
  const pages = useInfiniteQuery({
    queryKey: ['fills', 'list', query],
    queryFn: ({ pageParam, signal }) =>
      answerOf(
        client.GET('/api/v1/fills', {
          params: { query: { ...query, ...(pageParam === undefined ? {} : { cursor: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: FIRST,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    enabled: isWanted,
    placeholderData: keepPreviousData,
  })
  const fresh = useFresh<Fill>(JSON.stringify(query), ['fills', 'list'])
  useLiveEvents('fill', (events) => fresh.add(events.map(({ fill }) => [fill.id, fill])))
  const passes = useMemo(() => passesFilters(filters), [filters])
  const told = useTold(pages.data?.pages)
  const rows = useMemo(
    () => withFresh<Fill>(told, fresh.values, { toRow: (fill) => fill, isNewer: () => false, passes }),
    [told, fresh.values, passes],
  )
  return { ...pages, rows }
}

export function useDenials(filters: OperationFilters, isWanted: boolean) {
  const { client } = useApi()
  // Codes are the API's to know; one that it does not know is refused by it.
  const code = filters.code as Denial['code'][]
  const query = { ...queryOf(filters), ...(code.length === 0 ? {} : { code }), limit: PAGE }
  const pages = useInfiniteQuery({
    queryKey: ['denials', 'list', query],
    queryFn: ({ pageParam, signal }) =>
      answerOf(
        client.GET('/api/v1/risk/denials', {
          params: { query: { ...query, ...(pageParam === undefined ? {} : { cursor: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: FIRST,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    enabled: isWanted,
    placeholderData: keepPreviousData,
  })
  const fresh = useFresh<Denial>(JSON.stringify(query), ['denials', 'list'])
  useLiveEvents('denial', (events) => fresh.add(events.map((denial) => [denial.id, denial])))
  const passes = useMemo(() => passesFilters(filters), [filters])
  const told = useTold(pages.data?.pages)
  const rows = useMemo(
    () =>
      withFresh<Denial>(told, fresh.values, {
        ...{ toRow: (denial) => denial, isNewer: () => false },
        passes: (denial) => passes(denial) && (code.length === 0 || code.includes(denial.code)),
      }),
    [told, fresh.values, passes, code],
  )
  return { ...pages, rows }
}

export function useTimeline(id: string | null) {
  const { client } = useApi()
  const cache = useQueryClient()
  useLiveEvents('order', (events) => {
    if (events.some(({ order }) => order.id === id))
      void cache.invalidateQueries({ queryKey: ['timeline', id] })
  })
  return useQuery({
    queryKey: ['timeline', id],
    queryFn: ({ signal }) =>
      answerOf(client.GET('/api/v1/orders/{id}', { params: { path: { id: id ?? '' } }, signal })),
    enabled: id !== null,
  })
}

/** All pages as one list, made when a page comes and not for each thing that happens. */
const useTold = <Row extends { readonly id: string }>(
  pages: readonly { readonly items: readonly Row[] }[] | undefined,
) => useMemo(() => toldOf(pages?.flatMap(({ items }) => items) ?? [], ({ id }) => id), [pages])

interface Filtered {
  readonly side: string
  readonly instrumentId: string
  readonly strategyId: string
}

const passesFilters =
  ({ side, instrument, strategy, to }: OperationFilters) =>
  (row: Filtered): boolean =>
    // What happens now is after the end of any span that has one.
    to === null &&
    (side === null || row.side === side) &&
    (instrument.length === 0 || instrument.includes(row.instrumentId)) &&
    (strategy.length === 0 ||
      strategy.some((id) => row.strategyId === id || row.strategyId.startsWith(`${id}.`)))

/** What came since, by key, of one list: another list begins without. */
function useFresh<Value>(list: string, queryKey: readonly string[]) {
  const cache = useQueryClient()
  const [state, setState] = useState<{ readonly list: string; readonly values: ReadonlyMap<string, Value> }>({
    list,
    values: new Map(),
  })
  const values = state.list === list ? state.values : NOTHING_FRESH
  const add = (entries: readonly (readonly [string, Value])[]): void =>
    setState((before) => {
      const known = before.list === list ? before.values : NOTHING_FRESH
      const next = new Map<string, Value>([...(known as ReadonlyMap<string, Value>), ...entries])
      if (next.size <= MOST_FRESH) return { list, values: next }
      void cache.invalidateQueries({ queryKey })
      return { list, values: new Map() }
    })
  return { values: values as ReadonlyMap<string, Value>, add }
}

const NOTHING_FRESH: ReadonlyMap<string, never> = new Map<string, never>()
