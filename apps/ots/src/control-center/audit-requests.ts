/** What the terminal asks about the audit log. */
import { z } from 'zod'

export const auditRequest = z.strictObject({})

export const auditAnswer = z.object({
  entries: z.int(),
  head: z.object({ seq: z.int(), mac: z.string() }),
  /** Whether there was a head to compare its end with: without one, rows that were cut off are not missed. */
  endKnown: z.boolean().default(true),
  finding: z.object({ kind: z.string(), seq: z.int(), detail: z.string() }).optional(),
})
export type AuditAnswer = z.output<typeof auditAnswer>
