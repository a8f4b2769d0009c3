import { QueryClient } from '@tanstack/react-query'

/** What is live comes by events; what is read again on its own is so stale after this. */
const STALE_MS = 30_000
const MOST_RETRIES = 2

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: STALE_MS, retry: MOST_RETRIES, refetchOnWindowFocus: false },
      // A command that may have been taken is never sent again by itself.
      mutations: { retry: false },
    },
  })
}
