/** `heartbeats`: one a second. The counter does not start at 0 and may be a string; `current_time` is Go's own format. */
import type { FeedMessage } from '@oasis/ports'
import { z } from 'zod'

const eventSchema = z.object({ heartbeat_counter: z.coerce.number().int().nonnegative().catch(0) })

export function parseHeartbeat(event: unknown): FeedMessage {
  return { kind: 'HEARTBEAT', counter: eventSchema.parse(event).heartbeat_counter }
}
