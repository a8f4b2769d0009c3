/**
 * The one way from an outbox to the bus: in order, at least once. It publishes shortly after it was told that something
 * was written, so that what one event caused goes as one batch and none of it delays the order on its way; once at
 * start for what a crash left; a failed publication is tried again with bounded backoff. What no bus ever takes goes to the
 * dead letters in its place, so that nothing waits behind it for ever: consumers find the hole, or never hear of it.
 */

import {
  type Bus,
  type CrashPoints,
  type Logger,
  type NewRecord,
  NO_CRASH_POINTS,
  type Outbox,
  type Scheduler,
  type Timer,
} from '@oasis/ports'
import type { Metrics } from '../metrics/metrics.ts'
import { createOutboxGauges } from './outbox-gauges.ts'
import { publishable, type RefusedRecord } from './publishable.ts'

export interface OutboxRelayOptions {
  readonly name: string
  readonly outbox: Outbox
  readonly bus: Bus
  readonly scheduler: Scheduler
  readonly logger: Logger
  /** In the place of a record that no bus takes; its value is not to be kept. */
  readonly deadLetter: (record: RefusedRecord, reason: string) => NewRecord
  readonly metrics?: Metrics
  readonly batchSize?: number
  readonly crashPoints?: CrashPoints
  /** Wait for more before publishing, as Kafka's `linger.ms`; default 2. */
  readonly lingerMs?: number
}

export interface OutboxRelay {
  /** Publishes what was left from before. Resolves at once; failures are retried in the background. */
  start(): void
  /** Something was committed to the outbox. */
  notify(): void
  /** Resolves when everything written so far has been published and marked. */
  drained(): Promise<void>
  /** Flushes within the caller's deadline, then ends. */
  stop(): Promise<void>
}

const FIRST_DELAY_MS = 20
const MAX_DELAY_MS = 5_000

export function createOutboxRelay(options: OutboxRelayOptions): OutboxRelay {
  const { name, outbox, bus, scheduler, logger, batchSize = 500, lingerMs = 2 } = options
  const { crashPoints = NO_CRASH_POINTS } = options
  let lingering: Timer | undefined
  let running: Promise<void> | undefined
  let again = false
  const stopped = new AbortController()

  const gauges = createOutboxGauges(name, scheduler, options.metrics)

  async function publishPending(): Promise<void> {
    for (;;) {
      const entries = await outbox.pendingEntries(batchSize)
      gauges.pending(entries.length)
      const last = entries.at(-1)
      if (last === undefined) return
      await bus.publish(entries.map((entry) => publishable(entry, options)))
      crashPoints.pass('published')
      await outbox.markPublished(last.id)
      gauges.waiting(false)
      if (entries.length === batchSize) continue
      gauges.pending(0)
      return
    }
  }

  async function run(): Promise<void> {
    let delayMs = FIRST_DELAY_MS
    while (again) {
      again = false
      try {
        await publishPending()
        delayMs = FIRST_DELAY_MS
      } catch (error) {
        if (stopped.signal.aborted) throw error
        logger.error({ err: error, outbox: name, retryInMs: delayMs }, 'outbox could not be published')
        again = true
        await scheduler.sleep(delayMs, stopped.signal)
        delayMs = Math.min(delayMs * 2, MAX_DELAY_MS)
      }
    }
  }

  const publishNow = (): void => {
    lingering?.cancel()
    lingering = undefined
    again = true
    running ??= run()
      .catch((error) => {
        if (!stopped.signal.aborted) logger.error({ err: error, outbox: name }, 'outbox relay ended')
      })
      .finally(() => {
        running = undefined
        if (again && !stopped.signal.aborted) publishNow()
      })
  }

  return {
    start: publishNow,
    notify: () => {
      gauges.waiting(true)
      lingering ??= scheduler.after(lingerMs, publishNow)
    },
    drained: async () => {
      if (lingering) publishNow()
      while (running) await running
    },
    stop: async () => {
      lingering?.cancel()
      stopped.abort(new Error('relay stopped'))
      while (running) await running
      // One last try with what is there; a bus that is down leaves its records in the outbox for the next start.
      await publishPending().catch((error) => {
        logger.warn({ err: error, outbox: name }, 'outbox left to the next start')
      })
    },
  }
}
