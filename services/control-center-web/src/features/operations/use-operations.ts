'use client'
/** The three lists, page by page from the newest on; what happens meanwhile is put before them, or in its place. */
import {
  type InfiniteData,
  keepPreviousData,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useApi } from '../../api/api-provider.tsx'
import { answerOf } from '../../api/problem.ts'
import type { Store } from '../../api/store.ts'
import type { Denial, Fill, ListedOrder, Order } from '../../api/types.ts'
import { useLiveEvents } from '../../live/live-provider.tsx'
import { type OperationFilters, queryOf } from './operation-filters.ts'
import type { Range } from './table-foot.tsx'
import {
  foldedPages,
  type Merging,
  newestOf,
  type Told,
  type ToldPage,
  toldOf,
  withFresh,
} from './with-fresh.ts'

const PAGE = 500
/** Of what came since the list was asked for; more, and it is put into its pages. */
const MOST_FRESH = 2_000
/** Of a list that is kept up for hours. */
const MOST_ROWS = 100_000

/** Since somebody has looked further back: until then what was loaded there may be gone to again. */
const BACK_FOR_GOOD_MS = 60_000

const FIRST: string | undefined = undefined

export function useOrders(filters: OperationFilters, range: Store<Range>) {
  const { client } = useApi()
  const { state } = filters
  const query = { ...queryOf(filters), ...(state.length === 0 ? {} : { state }), limit: PAGE }
  const rules = useMemo((): Merging<ListedOrder, Order> => {
    const passes = passesFilters(filters)
    return {
      toRow: asListed,
      isNewer: (a, b) => a.version > b.version,
      passes: (order) => passes(order) && (state.length === 0 || state.includes(order.state)),
    }
  }, [filters, state])
  const { add, ...list } = useKeptUp({
    ...{ queryKey: ['orders', 'list', query], rules, isAtTop: atTop(filters, range) },
    ask: async (cursor, signal) => {
      const page = await answerOf(
        client.GET('/api/v1/operations', { params: { query: { ...query, ...cursor } }, signal }),
      )
      return { ...page, items: page.items.map(asListed) }
    },
  })
  useLiveEvents('order', (events) => add(events.map(({ order }) => [order.id, order])))
  return list
}

const NO_FILLS: ListedOrder['fills'] = []

/** Its fills are no part of the list, and of a hundred thousand orders they would be a third of what it takes. */
const asListed = (order: Order | ListedOrder): ListedOrder => ({ ...order, fills: NO_FILLS })

export function useFills(filters: OperationFilters, range: Store<Range>) {
  const { client } = useApi()
  const query = { ...queryOf(filters), limit: PAGE }
  const rules = useMemo(
    (): Merging<Fill, Fill> => ({
      ...{ toRow: (fill) => fill, isNewer: () => false, passes: passesFilters(filters) },
    }),
    [filters],
  )
  const { add, ...list } = useKeptUp({
    ...{ queryKey: ['fills', 'list', query], rules, isAtTop: atTop(filters, range) },
    ask: (cursor, signal) =>
      answerOf(client.GET('/api/v1/fills', { params: { query: { ...query, ...cursor } }, signal })),
  })
  useLiveEvents('fill', (events) => add(events.map(({ fill }) => [fill.id, fill])))
  return list
}

export function useDenials(filters: OperationFilters, range: Store<Range>) {
  const { client } = useApi()
  // Codes are the API's to know; one that it does not know is refused by it.
  const code = filters.code as Denial['code'][]
  const query = { ...queryOf(filters), ...(code.length === 0 ? {} : { code }), limit: PAGE }
  const rules = useMemo((): Merging<Denial, Denial> => {
    const passes = passesFilters(filters)
    return {
      ...{ toRow: (denial) => denial, isNewer: () => false },
      passes: (denial) => passes(denial) && (code.length === 0 || code.includes(denial.code)),
    }
  }, [filters, code])
  const { add, ...list } = useKeptUp({
    ...{ queryKey: ['denials', 'list', query], rules, isAtTop: atTop(filters, range) },
    ask: (cursor, signal) =>
      answerOf(client.GET('/api/v1/risk/denials', { params: { query: { ...query, ...cursor } }, signal })),
  })
  useLiveEvents('denial', (events) => add(events.map((denial) => [denial.id, denial])))
  return list
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

/** What is sorted or searched is looked for in all that is loaded. */
const atTop =
  ({ q, sort }: OperationFilters, range: Store<Range>) =>
  (): boolean =>
    q.trim() === '' && sort === null && range.get()[1] <= PAGE

interface KeptUp<Row, Value> {
  readonly queryKey: readonly unknown[]
  readonly ask: (cursor: { readonly cursor?: string }, signal: AbortSignal) => Promise<ToldPage<Row>>
  readonly rules: Merging<Row, Value>
  /** Nobody looks further back than the first page. */
  readonly isAtTop: () => boolean
}

/** A list, page by page, and what came since it was asked for. */
function useKeptUp<Row extends { readonly id: string }, Value>({
  queryKey,
  ask,
  rules,
  isAtTop,
}: KeptUp<Row, Value>) {
  const cache = useQueryClient()
  const pages = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => ask(pageParam === undefined ? {} : { cursor: pageParam }, signal),
    initialPageParam: FIRST,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    // To compare a hundred thousand rows with themselves, field by field, takes longer than to draw those in sight.
    structuralSharing: false,
  })
  const told = useTold(pages.data?.pages)
  const list = JSON.stringify(queryKey)
  const [state, setState] = useState<Fresh<Value>>({ list, values: new Map() })
  // Another list begins without.
  const values = state.list === list ? state.values : NOTHING_FRESH
  const add = (entries: readonly (readonly [string, Value])[]): void =>
    setState((before) => ({
      list,
      values: new Map([...(before.list === list ? before.values : NOTHING_FRESH), ...entries]),
    }))
  const awayAt = useRef(0)
  useEffect(() => {
    // Of a list that is left open for a day the newest are kept; what follows them is asked for when somebody goes there.
    if (!isAtTop()) awayAt.current = Date.now()
    const isCut = Date.now() - awayAt.current > BACK_FOR_GOOD_MS
    if (values.size <= (isCut ? PAGE : MOST_FRESH)) return
    // What is on its way will be put to the pages as they were when it was asked for.
    if (cache.getQueryState(queryKey)?.fetchStatus !== 'idle') return
    cache.setQueryData<InfiniteData<ToldPage<Row>, string | undefined>>(queryKey, (known) => {
      if (known === undefined) return known
      const folded = foldedPages(known.pages, values, rules, keyOf, MOST_ROWS)
      return asPages(isCut ? [newestOf(folded, PAGE)] : folded)
    })
    setState((before) => (before.list === list ? { list, values: without(before.values, values) } : before))
    if (isCut) void cache.invalidateQueries({ queryKey, exact: true })
  })
  const rows = useMemo(() => withFresh(told, values, rules), [told, values, rules])
  return { ...pages, rows, add }
}

/** Not what came meanwhile under the same key. */
const without = <Value>(values: ReadonlyMap<string, Value>, folded: ReadonlyMap<string, Value>) =>
  new Map([...values].filter(([key, value]) => folded.get(key) !== value))

const keyOf = ({ id }: { readonly id: string }): string => id

const asPages = <Row>(pages: readonly ToldPage<Row>[]): InfiniteData<ToldPage<Row>, string | undefined> => ({
  pages: [...pages],
  // Only the first is looked at when all is read anew: the others follow from the pages.
  pageParams: pages.map(() => FIRST),
})

/** All pages as one list; what came at its end is put to it. */
function useTold<Row extends { readonly id: string }>(pages: readonly ToldPage<Row>[] = NO_PAGES): Told<Row> {
  const before = useRef<Told<Row>>(undefined)
  const told = useMemo(() => toldOf(pages, keyOf, before.current), [pages])
  useEffect(() => {
    before.current = told
  }, [told])
  return told
}

const NO_PAGES: readonly never[] = []

interface Fresh<Value> {
  readonly list: string
  readonly values: ReadonlyMap<string, Value>
}

const NOTHING_FRESH: ReadonlyMap<string, never> = new Map<string, never>()

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
