import { accountId } from '@oasis/domain'
import { parsedText } from '@oasis/runtime'
import { z } from 'zod'

const milliseconds = z.number().int().positive()

const settings = z.strictObject({
  accountId: parsedText(accountId),
  mode: z.enum(['PAPER', 'REAL']).default('PAPER'),
  /** How long the venue may take to answer a submit or a cancel before the outcome counts as unknown. */
  submitTimeoutMs: milliseconds.default(10_000),
  /** Deadline of each look at the venue while reconciling. */
  lookupTimeoutMs: milliseconds.default(10_000),
  /** Until a cancel-all answers, whatever the venue does; a halted account is watched further. */
  cancelAllTimeoutMs: milliseconds.default(2_000),
  /** Cancels of a cancel-all under way at once. */
  cancelConcurrency: z.number().int().positive().max(256).default(16),
  /** Between two looks at what is open while halted. */
  haltWatchMs: milliseconds.default(5_000),
  /** Of limit and stop-limit orders without one, where the venue has expiries. */
  defaultExpiryMs: milliseconds.default(24 * 3_600_000),
  /** For the orders of a paper account to end before it starts again. */
  resetTimeoutMs: milliseconds.default(10_000),
  reconcileIntervalMs: milliseconds.default(30_000),
  /** Between two passes while an order's outcome is not known or a difference is not explained. */
  resolveIntervalMs: milliseconds.default(5_000),
  /** An order is given up as absent when so many complete scans over so long did not find it. */
  absentScans: z.number().int().min(3).default(3),
  absentAfterMs: milliseconds.min(30_000).default(30_000),
  /**
   * Of time in which the venue could be reached: then a person decides about an order in doubt. It is to be written down
   * within the minute that is promised.
   */
  reviewAfterMs: milliseconds.max(60_000).default(55_000),
  /** Between our clock and the venue's; beyond it nothing is placed. */
  maxClockOffsetMs: milliseconds.default(250),
  /** After a reconciliation that failed. */
  reconcileRetryMs: milliseconds.default(1_000),
  /**
   * Since the last complete reconciliation; beyond it nothing is placed until one is complete again. Ten intervals: a
   * venue's lists fail for a minute or two in the course of things, and what they would have shown (a fill that the
   * stream lost, a transfer, somebody else's order) is to be traded past for minutes at most.
   */
  maxReconciliationAgeMs: milliseconds.default(300_000),
  /** Executions are asked for from this much before the last known one: venues may show an earlier one late. */
  executionOverlapMs: milliseconds.default(60_000),
})

export const orderManagerConfigSchema = settings.refine(
  ({ maxReconciliationAgeMs, reconcileIntervalMs }) => maxReconciliationAgeMs >= 2 * reconcileIntervalMs,
  {
    path: ['maxReconciliationAgeMs'],
    error: 'must be at least twice reconcileIntervalMs, or trading would close between two reconciliations',
  },
)

export type OrderManagerConfig = z.infer<typeof orderManagerConfigSchema>
