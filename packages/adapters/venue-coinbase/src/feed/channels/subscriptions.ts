/** `subscriptions`: the whole current set after each request. Unknown products are simply absent from it. */
import type { FeedMessage } from '@oasis/ports'
import { z } from 'zod'

const eventSchema = z.object({ subscriptions: z.record(z.string(), z.array(z.string())) })

export function parseSubscriptions(event: unknown): FeedMessage {
  return { kind: 'SUBSCRIPTIONS', channels: eventSchema.parse(event).subscriptions }
}
