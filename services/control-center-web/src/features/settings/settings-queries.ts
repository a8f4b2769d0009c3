/** What Settings asks for. No event tells of users and tokens: they are asked for again while they are looked at. */
import { queryOptions } from '@tanstack/react-query'
import type { ApiClient } from '../../api/api-client.ts'
import { answerOf } from '../../api/problem.ts'

const REPEAT_MS = 30_000

export const settingsQueries = {
  users: (client: ApiClient) =>
    queryOptions({
      queryKey: ['users'],
      queryFn: ({ signal }) => answerOf(client.GET('/api/v1/users', { signal })),
      refetchInterval: REPEAT_MS,
    }),
  tokens: (client: ApiClient) =>
    queryOptions({
      queryKey: ['tokens'],
      queryFn: ({ signal }) => answerOf(client.GET('/api/v1/auth/tokens', { signal })),
      refetchInterval: REPEAT_MS,
    }),
} as const
