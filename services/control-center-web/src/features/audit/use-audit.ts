'use client'
/** The log page by page from the newest on, and whether its chain is whole. */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useApi } from '../../api/api-provider.tsx'
import { answerOf } from '../../api/problem.ts'
import type { AuditFilters } from './audit-filters.ts'

const PAGE = 200
/** No event tells of the log. While only its newest page is shown, that one is asked for again. */
const REPEAT_MS = 5_000

const FIRST: string | undefined = undefined

export function useAudit({ actor, action }: AuditFilters) {
  const { client } = useApi()
  const query = {
    ...(actor.trim() === '' ? {} : { actor: actor.trim() }),
    ...(action.trim() === '' ? {} : { action: action.trim() }),
    limit: PAGE,
  }
  const pages = useInfiniteQuery({
    queryKey: ['audit', 'list', query],
    queryFn: ({ pageParam, signal }) =>
      answerOf(
        client.GET('/api/v1/audit', {
          params: { query: { ...query, ...(pageParam === undefined ? {} : { cursor: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: FIRST,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: ({ state }) => (state.data?.pages.length === 1 ? REPEAT_MS : false),
    placeholderData: keepPreviousData,
  })
  const rows = useMemo(() => pages.data?.pages.flatMap(({ items }) => items) ?? [], [pages.data])
  return { ...pages, rows }
}

/** Reads the whole log, so that it is asked for once, and again by hand. */
export function useVerification() {
  const { client } = useApi()
  return useQuery({
    queryKey: ['audit', 'verification'],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/audit/verification', { signal })),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
}
