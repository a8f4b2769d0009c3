import { QueryClient } from '@tanstack/react-query'
import { ApiProblem } from './problem.ts'

/** What is live comes by events; what is read again on its own is so stale after this. */
const STALE_MS = 30_000
const MOST_RETRIES = 2

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: STALE_MS,
        // Whoever was refused is refused again.
        retry: (failures, error) =>
          failures < MOST_RETRIES && !(error instanceof ApiProblem && error.status < 500),
        refetchOnWindowFocus: false,
        // Whether the server can be reached is not what a browser calls being online: it may be on this machine.
        networkMode: 'always',
      },
      // A command that may have been taken is never sent again by itself.
      mutations: { retry: false, networkMode: 'always' },
    },
  })
}
