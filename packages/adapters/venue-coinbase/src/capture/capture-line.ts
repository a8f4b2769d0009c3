/** One line of a recorded capture: `{"t":"header|http|connect|send|recv","ts":seconds,"data":raw frame}`. */
import type { UnixNanos } from '@oasis/domain'
import { OtsError } from '@oasis/runtime'
import { z } from 'zod'

/** Local receive time as a double: good to a quarter of a microsecond. */
const time = z
  .number()
  .positive()
  .max(9_000_000_000)
  .transform((seconds) => (BigInt(Math.round(seconds * 1_000_000)) * 1_000n) as UnixNanos)

const lineSchema = z.discriminatedUnion('t', [
  z.object({
    t: z.literal('header'),
    recorded: time,
    /** What was recorded: symbols by kind of data. */
    config: z.record(z.string(), z.array(z.string())).optional(),
  }),
  z.object({ t: z.literal('http'), ts: time, url: z.string(), data: z.string() }),
  z.object({ t: z.literal('connect'), ts: time, conn: z.string() }),
  z.object({ t: z.literal('send'), ts: time }),
  z.object({ t: z.literal('recv'), ts: time, conn: z.string(), data: z.string() }),
])
export type CaptureLine = z.infer<typeof lineSchema>

export function captureError(name: string, line: number, why: string, cause?: unknown): OtsError {
  return new OtsError('OTS_CAPTURE_UNREADABLE', `${name}, line ${line}: ${why}`, {
    cause,
    hint: 'A capture has one JSON object per line, the first one of them the header.',
  })
}

export function parseCaptureLine(text: string, name: string, line: number): CaptureLine {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw captureError(name, line, 'not JSON, or cut short', error)
  }
  const parsed = lineSchema.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw captureError(name, line, `${issue?.path.join('.') || 'the line'}: ${issue?.message ?? 'unknown'}`)
}
