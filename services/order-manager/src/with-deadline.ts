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
  graceMs = GRACE_MS,
): Promise<T> {
  const abort = new AbortController()
  // The call goes first: what guards it can be set up while it is on its way.
  const answer = call(abort.signal)
  const givenUp = Promise.withResolvers<never>()
  let timer = scheduler.after(timeoutMs, () => {
    const reason = new Error(`no answer within ${timeoutMs} ms`)
    abort.abort(reason)
    timer = scheduler.after(graceMs, () => givenUp.reject(reason))
  })
  try {
    return await Promise.race([answer, givenUp.promise])
  } finally {
    timer.cancel()
  }
}

/** Whether it settled in time; it goes on in any case. */
export async function settlesWithin(
  scheduler: Scheduler,
  timeoutMs: number,
  work: Promise<unknown>,
): Promise<boolean> {
  const late = Promise.withResolvers<boolean>()
  const timer = scheduler.after(timeoutMs, () => late.resolve(false))
  const done = work.then(
    () => true,
    () => true,
  )
  try {
    return await Promise.race([done, late.promise])
  } finally {
    timer.cancel()
  }
}
