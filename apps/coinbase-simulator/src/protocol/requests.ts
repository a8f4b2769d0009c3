/** What a client sends on the WebSocket. */
import { z } from 'zod'

const request = z.object({
  type: z.enum(['subscribe', 'unsubscribe']),
  channel: z.string(),
  product_ids: z.array(z.string()).optional(),
  jwt: z.string().optional(),
})

export type StreamRequest = z.infer<typeof request>

/** `undefined` for what is no request of the protocol. */
export function parseStreamRequest(text: string): StreamRequest | undefined {
  try {
    return request.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

export const PUBLIC_CHANNELS = [
  'heartbeats',
  'market_trades',
  'ticker',
  'ticker_batch',
  'level2',
  'candles',
  'status',
] as const
export type PublicChannel = (typeof PUBLIC_CHANNELS)[number]

/** The one private channel; it needs a token, whichever URL the client has connected to. */
export const USER_CHANNEL = 'user'

export const findPublicChannel = (name: string): PublicChannel | undefined =>
  PUBLIC_CHANNELS.find((channel) => channel === name)

/** `level2` is asked for and arrives as `l2_data`. */
export const wireChannel = (channel: PublicChannel): string => (channel === 'level2' ? 'l2_data' : channel)
