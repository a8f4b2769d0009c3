import type { Scheduler } from '@oasis/ports'

/** An adapter that is told to stop gets this long to say what it knows. */
const GRACE_MS = 1_000

/**
 * Runs a call under a deadline: at first the signal aborts, which the adapter may still answer by what it knows (that
 * nothing was sent, say); then the call is given up and this rejects.
 */
export async function withDeadline<T>(
  scheduler: Scheduler,
  timeoutMs: number,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const abort = new AbortController()
  const givenUp = Promise.withResolvers<never>()
  const reason = new Error(`no answer within ${timeoutMs} ms`)
  const deadline = scheduler.after(timeoutMs, () => abort.abort(reason))
  const end = scheduler.after(timeoutMs + GRACE_MS, () => givenUp.reject(reason))
  try {
    return await Promise.race([call(abort.signal), givenUp.promise])
  } finally {
    deadline.cancel()
    end.cancel()
  }
}
