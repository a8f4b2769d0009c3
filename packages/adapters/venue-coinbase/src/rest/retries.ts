/** The one retry policy of this adapter: bounded, with full jitter, for what passes by itself, and within the caller's signal. */
import type { Random, Scheduler } from '@oasis/ports'

export interface RetryOptions {
  readonly scheduler: Scheduler
  readonly random: Random
  readonly attempts: number
}

export interface RetryPace {
  /** The longest wait after the first attempt; doubled after each. */
  readonly firstDelayMs: number
  readonly maxDelayMs: number
}

/** What an attempt has come to: done, or in vain, for which `giveUp` says what that means when there is no other. */
export type Attempt<T> =
  | { readonly done: true; readonly result: T }
  | { readonly done: false; readonly why: string; readonly giveUp: (attempts: number) => T }

/** Rejects only with what an attempt rejects with; one that is aborted while it waits gives up. */
export async function withRetries<T>(
  { scheduler, random, attempts }: RetryOptions,
  { firstDelayMs, maxDelayMs }: RetryPace,
  signal: AbortSignal,
  attempt: () => Promise<Attempt<T>>,
  onRetry: (failure: { readonly attempt: number; readonly delayMs: number; readonly reason: string }) => void,
): Promise<T> {
  for (let n = 1; ; n++) {
    const outcome = await attempt()
    if (outcome.done) return outcome.result
    if (n >= attempts || signal.aborted) return outcome.giveUp(n)
    const delayMs = random() * Math.min(firstDelayMs * 2 ** n, maxDelayMs)
    onRetry({ attempt: n, delayMs, reason: outcome.why })
    await scheduler.sleep(delayMs, signal).catch(() => {})
    if (signal.aborted) return outcome.giveUp(n)
  }
}
