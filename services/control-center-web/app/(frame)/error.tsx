'use client'

import { useQueryClient } from '@tanstack/react-query'
import { PageFailure } from '../../src/frame/page-failure.tsx'

/** A page that breaks leaves the frame, and with it Stop, where it is. */
export default function PageError({ error, reset }: { error: Error; reset: () => void }) {
  const cache = useQueryClient()
  const retry = () => {
    // It may be an answer that broke it: what only this page has asked for is asked for anew.
    cache.removeQueries({ type: 'inactive', predicate: ({ queryKey }) => queryKey[0] !== 'texts' })
    reset()
  }
  return <PageFailure error={error} onRetry={retry} />
}
