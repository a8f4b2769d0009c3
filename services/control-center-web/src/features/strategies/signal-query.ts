import { queryOptions } from '@tanstack/react-query'
import type { ApiClient } from '../../api/api-client.ts'
import { answerOf } from '../../api/problem.ts'

const SIGNALS = 50
/** No event tells of signals. */
const EVERY_MS = 5_000

/** What a strategy wanted last, newest first. */
export const signalsOf = (client: ApiClient, id: string) =>
  queryOptions({
    queryKey: ['signals', id],
    queryFn: ({ signal }) =>
      answerOf(
        client.GET('/api/v1/strategies/{id}/signals', {
          params: { path: { id }, query: { limit: SIGNALS } },
          signal,
        }),
      ),
    refetchInterval: EVERY_MS,
  })
