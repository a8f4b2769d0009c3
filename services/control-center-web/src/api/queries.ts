/** What pages ask for, each with its key. What live events tell of is kept up by them (src/live) and not asked again. */
import {
  type DefaultError,
  type QueryKey,
  queryOptions,
  type UseQueryOptions,
  useQuery,
} from '@tanstack/react-query'
import type { ApiClient } from './api-client.ts'
import { useApi, useIsAdmitted } from './api-provider.tsx'
import { answerOf } from './problem.ts'
import type { EquityHistory, Order } from './types.ts'

/** For what no event tells of: ages, counts. */
const REPEAT_MS = 5_000
/** Limits in use stand beside what is held, which follows at once. */
const LIMITS_MS = 2_000
/** What is held now goes on at a curve's end meanwhile. */
const CURVE_MS = 60_000
const FINE_CURVE_MS: Partial<Record<EquityHistory['interval'], number>> = { '1s': 5_000, '5s': 15_000 }
const OPEN_LIMIT = 500
const OPEN_STATES: Order['state'][] = [
  ...(['PENDING_SUBMIT', 'SUBMITTED', 'UNKNOWN', 'REVIEW'] as const),
  ...(['OPEN', 'PARTIALLY_FILLED', 'PENDING_CANCEL'] as const),
]
const EVENTS_SHOWN = 12

export const queries = {
  bot: (client: ApiClient) =>
    queryOptions({
      queryKey: ['bot'],
      queryFn: ({ signal }) => answerOf(client.GET('/api/v1/bot', { signal })),
      // An event tells of it at once; but a halt that was missed must not look like running for longer than this.
      refetchInterval: REPEAT_MS,
    }),
  portfolio: (client: ApiClient) =>
    queryOptions({
      queryKey: ['portfolio'],
      queryFn: ({ signal }) => answerOf(client.GET('/api/v1/portfolio', { signal })),
    }),
  risk: (client: ApiClient) =>
    queryOptions({
      queryKey: ['risk'],
      queryFn: ({ signal }) => answerOf(client.GET('/api/v1/risk', { signal })),
      refetchInterval: LIMITS_MS,
    }),
  strategies: (client: ApiClient) =>
    queryOptions({
      queryKey: ['strategies'],
      queryFn: ({ signal }) => answerOf(client.GET('/api/v1/strategies', { signal })),
    }),
  instruments: (client: ApiClient) =>
    queryOptions({
      queryKey: ['instruments'],
      queryFn: ({ signal }) => answerOf(client.GET('/api/v1/market/instruments', { signal })),
    }),
  feeds: (client: ApiClient) =>
    queryOptions({
      queryKey: ['feeds'],
      queryFn: ({ signal }) => answerOf(client.GET('/api/v1/market/feeds', { signal })),
    }),
  system: (client: ApiClient) =>
    queryOptions({
      queryKey: ['system'],
      queryFn: ({ signal }) => answerOf(client.GET('/api/v1/system', { signal })),
      refetchInterval: REPEAT_MS,
    }),
  openOrders: (client: ApiClient) =>
    queryOptions({
      queryKey: ['orders', 'open'],
      queryFn: ({ signal }) =>
        answerOf(
          client.GET('/api/v1/operations', {
            params: { query: { state: OPEN_STATES, limit: OPEN_LIMIT } },
            signal,
          }),
        ),
    }),
  lastFills: (client: ApiClient) =>
    queryOptions({
      queryKey: ['fills', 'last'],
      queryFn: ({ signal }) =>
        answerOf(client.GET('/api/v1/fills', { params: { query: { limit: EVENTS_SHOWN } }, signal })),
    }),
  lastOrders: (client: ApiClient) =>
    queryOptions({
      queryKey: ['orders', 'last'],
      queryFn: ({ signal }) =>
        answerOf(client.GET('/api/v1/operations', { params: { query: { limit: EVENTS_SHOWN } }, signal })),
    }),
  /** `from`: to the minute at the finest, or each look would be another question. */
  equity: (client: ApiClient, from: string, interval: EquityHistory['interval']) =>
    queryOptions({
      queryKey: ['equity', from, interval],
      queryFn: ({ signal }) =>
        answerOf(client.GET('/api/v1/portfolio/equity', { params: { query: { from, interval } }, signal })),
      // Of a young account there is nothing to show before the second point.
      refetchInterval: ({ state: { data } }) =>
        data !== undefined && data.points.length < 2 && interval !== '1d'
          ? REPEAT_MS
          : (FINE_CURVE_MS[interval] ?? CURVE_MS),
    }),
  proposals: (client: ApiClient) =>
    queryOptions({
      queryKey: ['commands', 'proposed'],
      queryFn: ({ signal }) =>
        answerOf(client.GET('/api/v1/commands', { params: { query: { state: 'PROPOSED' } }, signal })),
    }),
  command: (client: ApiClient, id: string) =>
    queryOptions({
      queryKey: ['command', id],
      queryFn: ({ signal }) =>
        answerOf(client.GET('/api/v1/commands/{id}', { params: { path: { id } }, signal })),
    }),
} as const

/** Asked for as soon as somebody is in: the frame stands there before. */
export function useAsked<Data, Key extends QueryKey>(
  options: UseQueryOptions<Data, DefaultError, Data, Key>,
) {
  const isAdmitted = useIsAdmitted()
  return useQuery({ ...options, enabled: isAdmitted && options.enabled !== false })
}

export const useBot = () => useAsked(queries.bot(useApi().client))
export const usePortfolio = () => useAsked(queries.portfolio(useApi().client))
export const useRisk = () => useAsked(queries.risk(useApi().client))
export const useStrategies = () => useAsked(queries.strategies(useApi().client))
export const useInstruments = () => useAsked(queries.instruments(useApi().client))
export const useFeeds = () => useAsked(queries.feeds(useApi().client))
export const useSystem = () => useAsked(queries.system(useApi().client))
export const useOpenOrders = () => useAsked(queries.openOrders(useApi().client))
