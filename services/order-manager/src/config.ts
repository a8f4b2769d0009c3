import { accountId } from '@oasis/domain'
import { parsedText } from '@oasis/runtime'
import { z } from 'zod'

const milliseconds = z.number().int().positive()

export const orderManagerConfigSchema = z.strictObject({
  accountId: parsedText(accountId),
  mode: z.enum(['PAPER', 'REAL']).default('PAPER'),
  /** How long the venue may take to answer a submit or a cancel before the outcome counts as unknown. */
  submitTimeoutMs: milliseconds.default(10_000),
  /** Deadline of each look at the venue while reconciling. */
  lookupTimeoutMs: milliseconds.default(10_000),
  reconcileIntervalMs: milliseconds.default(30_000),
  /** After a reconciliation that failed. */
  reconcileRetryMs: milliseconds.default(1_000),
  /** Executions are asked for from this much before the last known one: venues may show an earlier one late. */
  executionOverlapMs: milliseconds.default(60_000),
})

export type OrderManagerConfig = z.infer<typeof orderManagerConfigSchema>
