/** What every frame has around its events. `client_id` may or may not be there and is of no use. */
import { z } from 'zod'

const integer = z.union([
  z.int().nonnegative(),
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
])

export const envelopeSchema = z.object({
  channel: z.string().min(1).max(64),
  timestamp: z.string().optional(),
  /** Documented samples show strings, the wire has numbers. */
  sequence_num: integer.optional(),
  events: z.array(z.unknown()).optional(),
})
export type Envelope = z.infer<typeof envelopeSchema>

/** Of a channel that we know: a frame of it without events is none, and may have lost what it said. Throws then. */
export function eventsOf({ channel, events }: Envelope): readonly unknown[] {
  if (events === undefined) throw new RangeError(`a frame of ${channel} without events`)
  return events
}

/** Errors come without channel and sequence number; the socket stays up. */
export const errorSchema = z.object({ type: z.literal('error'), message: z.string().default('') })
