import type { Scheduler } from '@oasis/ports'

const NANOS_PER_MS = 1_000_000n

/** Tells whether the time is over. */
export function deadline(scheduler: Scheduler, withinMs: number): () => boolean {
  const due = scheduler.now() + BigInt(Math.ceil(withinMs)) * NANOS_PER_MS
  return () => scheduler.now() >= due
}
