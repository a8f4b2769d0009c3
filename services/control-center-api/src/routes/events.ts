/** Live events as a stream of server-sent events. */
import { z } from 'zod'
import type { Authenticator } from '../auth/authenticator.ts'
import { Problem } from '../http/problem.ts'
import { type ApiRoute, route } from '../http/route.ts'
import { takeOver } from '../http/stream-reply.ts'
import { LIVE_TOPICS, type LiveTopic } from '../live/live-frames.ts'
import type { LiveHub } from '../live/live-hub.ts'

export interface EventRouteParts {
  readonly hub: LiveHub
  readonly authenticator: Pick<Authenticator, 'isStillAdmitted'>
  readonly maxStreams: number
}

const names = LIVE_TOPICS.join('|')
const topicList = z.string().regex(new RegExp(`^(?:${names})(?:,(?:${names}))*$`))

export function eventRoutes({ hub, authenticator, maxStreams }: EventRouteParts): readonly ApiRoute[] {
  return [
    route({
      method: 'GET',
      path: '/events',
      access: 'viewer',
      tag: 'live',
      summary: 'Live events, as server-sent events',
      description: [
        'Events: `order`, `denial`, `reset` (orders), `fill` (fills), `command`, `control` (commands), `feed` (feeds), `portfolio`, `quote` (quotes), `trades`, `candle` (candles).',
        'Those with an `id` are complete and in order: with it in `Last-Event-ID` the stream goes on after it, also after a restart of the system; one that comes again is the same. The last four are conflated: the newest of an account or instrument, four times a second at most; `trades` has those since the one before, 50 at most, and `candle` is the newest minute.',
        '`resync`: something was missed; load what you show anew. `expired`: the token is not valid any more. A comment comes as a heartbeat.',
      ].join('\n\n'),
      query: z.strictObject({
        topics: topicList.default(LIVE_TOPICS.join(',')).describe('Separated by commas'),
      }),
      answer: {
        status: 200,
        description: 'A stream that lasts',
        schema: z.string(),
        mediaType: 'text/event-stream',
      },
      handle: async ({ query: { topics }, raw, reply }) => {
        if (hub.clients >= maxStreams)
          throw new Problem('OTS_HTTP_TOO_MANY_REQUESTS', 'too many streams are open')
        const id = raw.headers['last-event-id']
        const sink = takeOver(reply, {
          'content-type': 'text/event-stream; charset=utf-8',
          'cache-control': 'no-store, no-transform',
          // Proxies that gather answers would hold events back.
          'x-accel-buffering': 'no',
        })
        const chosen = [...new Set(topics.split(','))] as LiveTopic[]
        const mayGoOn = () => authenticator.isStillAdmitted(raw)
        try {
          await hub.attach(sink, chosen, typeof id === 'string' ? id : undefined, mayGoOn)
        } catch {
          // The headers are gone: the client comes again with its last event.
          sink.destroy()
        }
        return reply
      },
    }),
  ]
}
