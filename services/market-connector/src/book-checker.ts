/** Compares our books with the venue's REST books now and then, since a wrong book may look like a right one. */
import type { Logger, MarketReference, Scheduler } from '@oasis/ports'
import type { Metrics } from '@oasis/runtime'
import { compareBooks } from './core/compare-books.ts'
import type { ConnectorState, InstrumentState } from './core/connector-state.ts'

export interface BookCheckerOptions {
  readonly reference: MarketReference
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly metrics: Metrics
  readonly intervalMs: number
  readonly tolerance: number
  readonly onMismatch: (instrument: InstrumentState) => void
}

/** The market may move between our book and the answer: only what differs twice is wrong. */
const RECHECK_MS = 2_000
const LEVELS = 1

/** Runs until aborted; never rejects. */
export async function checkBooks(
  state: ConnectorState,
  options: BookCheckerOptions,
  signal: AbortSignal,
): Promise<void> {
  const { scheduler, intervalMs, logger } = options
  while (!signal.aborted) {
    try {
      await scheduler.sleep(intervalMs, signal)
      for (const instrument of state.instruments.values()) await checkBook(instrument, options, signal)
    } catch (error) {
      if (!signal.aborted) logger.warn({ err: error }, 'comparison with the REST book failed')
    }
  }
}

async function checkBook(
  instrument: InstrumentState,
  options: BookCheckerOptions,
  signal: AbortSignal,
): Promise<void> {
  const { reference, scheduler, metrics, tolerance, onMismatch } = options
  const differs = async () => {
    const venue = await reference.book(instrument.symbol, LEVELS, signal)
    return compareBooks(instrument, venue, tolerance) === 'DIFFERS'
  }
  if (!(await differs())) return
  await scheduler.sleep(RECHECK_MS, signal)
  if (!(await differs())) return
  metrics.increment('ots_feed_book_mismatches_total', { instrument: instrument.id })
  onMismatch(instrument)
}
