'use client'

import { PageFailure } from '../../src/frame/page-failure.tsx'

/** A page that breaks leaves the frame, and with it Stop, where it is. */
export default function PageError({ error, reset }: { error: Error; reset: () => void }) {
  return <PageFailure error={error} onRetry={reset} />
}
