/** The one deadline of this adapter: by the injected clock, and the caller's own besides. */
import type { Scheduler } from '@oasis/ports'

/** Whoever is called gives up when its signal says so, and says so by the signal's reason. */
export async function within<T>(
  scheduler: Scheduler,
  timeoutMs: number,
  signal: AbortSignal,
  call: (limited: AbortSignal) => Promise<T>,
): Promise<T> {
  const deadline = new AbortController()
  const timer = scheduler.after(timeoutMs, () => deadline.abort(new Error(`no answer in ${timeoutMs} ms`)))
  try {
    return await call(AbortSignal.any([signal, deadline.signal]))
  } finally {
    timer.cancel()
  }
}
