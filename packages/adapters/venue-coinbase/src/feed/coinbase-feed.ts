/**
 * The public WebSocket feed. Frames go to the handlers in order, as they come; sequence numbers, books and what to do
 * about gaps are the connector's. Heartbeats are subscribed on opening, which also satisfies the venue's rule that a
 * first subscription must arrive within 5 seconds.
 */
import { connectionId } from '@oasis/domain'
import type { FeedConnection, FeedHandlers, Logger, MarketFeed, Random, Scheduler } from '@oasis/ports'
import { COINBASE } from '../venue.ts'
import { type FeedSocket, type OpenFeedSocket, openWebSocket } from './feed-socket.ts'
import { OutgoingQueue } from './outgoing-queue.ts'
import { type ParsedFrame, parseFrame } from './parse-frame.ts'
import { encodeRequest, SUBSCRIBE_HEARTBEATS } from './requests.ts'

export interface CoinbaseFeedOptions {
  readonly wsUrl: string
  readonly scheduler: Scheduler
  readonly random: Random
  readonly logger: Logger
  /** Default 10,000. */
  readonly connectTimeoutMs?: number
  /** How a socket is opened; a WebSocket to `wsUrl` by default. For whoever has the exchange without a network. */
  readonly openSocket?: OpenFeedSocket
}

/** The venue takes 8 unauthenticated messages a second of one address; one less, since they do not arrive as evenly as sent. */
const LIMIT = { messages: 7, perMs: 1_000 }

export function createCoinbaseFeed(options: CoinbaseFeedOptions): MarketFeed {
  const { connectTimeoutMs = 10_000 } = options
  const openSocket = options.openSocket ?? openWebSocket({ ...options, connectTimeoutMs })
  return {
    venue: COINBASE,
    source: 'LIVE',
    connect: async (handlers, signal) => attach(await openSocket(signal), handlers, options),
  }
}

function attach(socket: FeedSocket, handlers: FeedHandlers, options: CoinbaseFeedOptions): FeedConnection {
  const { scheduler, random, logger } = options
  const startedAt = scheduler.now().toString(36)
  const suffix = Math.floor(random() * 36 ** 6).toString(36)
  const id = connectionId(`coinbase-${startedAt}-${suffix}`)
  let closed = false
  let lastError: string | undefined
  const outgoing = new OutgoingQueue(scheduler, LIMIT, (text) => socket.send(text))
  const end = (): boolean => {
    const first = !closed
    closed = true
    outgoing.close()
    return first
  }
  const receive = (text: string, parsed: ParsedFrame) => {
    if (closed) return
    if (parsed.ok) handlers.onFrame(parsed.frame)
    else handlers.onMalformed(text, parsed.reason)
  }

  socket.listen({
    onText: (text) => {
      if (!closed) receive(text, parseFrame(text, scheduler.now()))
    },
    onBinary: () => receive('', { ok: false, reason: 'a binary frame' }),
    onError: (reason) => {
      lastError = reason
      logger.warn({ connection: id, reason }, 'feed socket failed')
    },
    onClose: (code, reason) => {
      if (end()) handlers.onClose(lastError ?? `closed with ${code} ${reason}`.trim())
    },
  })

  outgoing.push(SUBSCRIBE_HEARTBEATS)
  let held = false
  // The caller has its connection before the first frame.
  scheduler.defer(() => {
    if (!held) socket.resume()
  })
  return {
    id,
    subscribe: (channel, symbols) => outgoing.push(encodeRequest('subscribe', channel, symbols)),
    unsubscribe: (channel, symbols) => outgoing.push(encodeRequest('unsubscribe', channel, symbols)),
    pause: () => {
      held = true
      socket.pause()
    },
    resume: () => {
      held = false
      socket.resume()
    },
    close: () => {
      end()
      socket.terminate()
    },
  }
}
