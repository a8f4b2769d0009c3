/** What the terminal asks about the audit log. */
import { z } from 'zod'

export const auditRequest = z.strictObject({})

export const auditAnswer = z.object({
  entries: z.int(),
  head: z.object({ seq: z.int(), mac: z.string() }),
  finding: z.object({ kind: z.string(), seq: z.int(), detail: z.string() }).optional(),
})
export type AuditAnswer = z.output<typeof auditAnswer>
