import { accountId } from '@oasis/domain'
import { parsedText } from '@oasis/runtime'
import { z } from 'zod'

const milliseconds = z.int().positive()

export const auditorConfigSchema = z.strictObject({
  accounts: z.array(parsedText(accountId)).min(1),
  intervalMs: milliseconds.default(10_000).describe('Between two looks at the cache and at the venue'),
  recountMs: milliseconds
    .default(600_000)
    .describe('How often the whole history is read from the store and folded again'),
  lookupTimeoutMs: milliseconds.default(10_000).describe('Deadline of one look at the venue or the store'),
  reportTimeoutMs: milliseconds.default(2_000).describe('Deadline of one ReportAudit'),
  venueLooks: z
    .int()
    .positive()
    .default(3)
    .describe(
      "The venue's balances are ahead of the books for a moment after each fill: looks that must agree",
    ),
})

export type AuditorConfig = z.infer<typeof auditorConfigSchema>
