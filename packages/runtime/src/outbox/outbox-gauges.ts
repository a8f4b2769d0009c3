/** What an outbox tells: how much waits, and since when none of it has been published. */
import type { Scheduler } from '@oasis/ports'
import type { Metrics } from '../metrics/metrics.ts'
import { timestampSeconds } from '../metrics/timestamp-seconds.ts'

export interface OutboxGauges {
  /** Seen to be waiting, at least this many. */
  pending(count: number): void
  /** From the first record on that waits, however often publishing it fails or hangs, until one has been published. */
  waiting(now: boolean): void
}

export function createOutboxGauges(
  service: string,
  scheduler: Scheduler,
  metrics: Metrics | undefined,
): OutboxGauges {
  let isWaiting = false
  const waiting = (now: boolean): void => {
    if (isWaiting === now) return
    isWaiting = now
    const since = timestampSeconds(now ? scheduler.now() : undefined)
    metrics?.set('ots_outbox_waiting_since_timestamp_seconds', { service }, since)
  }
  return {
    waiting,
    pending: (count) => {
      metrics?.set('ots_outbox_pending', { service }, count)
      waiting(count > 0)
    },
  }
}
