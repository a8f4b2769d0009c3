/** Lets virtual time pass `speed` times as fast as real time, without drifting: each wait aims at the whole. */
import { millisBetween, type UnixNanos } from '@oasis/domain'

export function paced(speed: number): (from: UnixNanos, to: UnixNanos) => Promise<void> {
  let origin: { readonly virtual: UnixNanos; readonly realMs: number } | undefined
  return async (from, to) => {
    origin ??= { virtual: from, realMs: performance.now() }
    const due = origin.realMs + millisBetween(origin.virtual, to) / speed
    const waitMs = due - performance.now()
    if (waitMs > 1) await new Promise((resolve) => setTimeout(resolve, waitMs))
  }
}
