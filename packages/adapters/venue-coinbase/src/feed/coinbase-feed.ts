/**
 * The public WebSocket feed. Frames go to the handlers in order, as they come; sequence numbers, books and what to do
 * about gaps are the connector's. Heartbeats are subscribed on opening, which also satisfies the venue's rule that a
 * first subscription must arrive within 5 seconds.
 */
import { connectionId } from '@oasis/domain'
import type { FeedConnection, FeedHandlers, Logger, MarketFeed, Random, Scheduler } from '@oasis/ports'
import { OtsError } from '@oasis/runtime'
import WebSocket from 'ws'
import { COINBASE } from '../venue.ts'
import { OutgoingQueue } from './outgoing-queue.ts'
import { parseFrame } from './parse-frame.ts'
import { encodeRequest, SUBSCRIBE_HEARTBEATS } from './requests.ts'

export interface CoinbaseFeedOptions {
  readonly wsUrl: string
  readonly scheduler: Scheduler
  readonly random: Random
  readonly logger: Logger
  /** Default 10,000. */
  readonly connectTimeoutMs?: number
}

/** A BTC-USD snapshot has 5 MB. */
const MAX_FRAME_BYTES = 64 * 1024 * 1024
/** The venue takes 8 unauthenticated messages a second of one address; one less, since they do not arrive as evenly as sent. */
const LIMIT = { messages: 7, perMs: 1_000 }

export function createCoinbaseFeed(options: CoinbaseFeedOptions): MarketFeed {
  return {
    venue: COINBASE,
    source: 'LIVE',
    connect: async (handlers, signal) => {
      const socket = await openSocket(options, signal)
      return attach(socket, handlers, options)
    },
  }
}

function openSocket(options: CoinbaseFeedOptions, signal: AbortSignal): Promise<WebSocket> {
  const { wsUrl, scheduler, connectTimeoutMs = 10_000 } = options
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const socket = new WebSocket(wsUrl, { maxPayload: MAX_FRAME_BYTES, perMessageDeflate: false })
    const settle = (error?: unknown) => {
      deadline.cancel()
      signal.removeEventListener('abort', onAbort)
      socket.off('error', onError)
      socket.off('close', onEarlyClose)
      if (error === undefined) return resolve(socket)
      // Ending a socket that is still connecting emits one more error.
      socket.on('error', () => {})
      socket.terminate()
      reject(error)
    }
    const fail = (why: string, cause?: unknown) =>
      settle(new OtsError('OTS_VENUE_UNREACHABLE', `${wsUrl} ${why}`, { cause }))
    const onAbort = () => settle(signal.reason)
    const onError = (error: Error) => fail(`refused the connection: ${error.message}`, error)
    const onEarlyClose = () => fail('closed the connection before it was open')
    const deadline = scheduler.after(connectTimeoutMs, () => fail(`did not answer in ${connectTimeoutMs} ms`))
    signal.addEventListener('abort', onAbort, { once: true })
    socket.once('open', () => {
      // Frames may be in the same packet as the handshake: they wait until somebody listens.
      socket.pause()
      settle()
    })
    socket.on('error', onError)
    socket.on('close', onEarlyClose)
  })
}

function attach(socket: WebSocket, handlers: FeedHandlers, options: CoinbaseFeedOptions): FeedConnection {
  const { scheduler, random, logger } = options
  const startedAt = scheduler.now().toString(36)
  const suffix = Math.floor(random() * 36 ** 6).toString(36)
  const id = connectionId(`coinbase-${startedAt}-${suffix}`)
  let closed = false
  let lastError: string | undefined
  const outgoing = new OutgoingQueue(scheduler, LIMIT, (text) => {
    if (socket.readyState === WebSocket.OPEN) socket.send(text)
  })
  const end = (): boolean => {
    const first = !closed
    closed = true
    outgoing.close()
    return first
  }

  socket.on('message', (data, isBinary) => {
    if (closed) return
    const text = data.toString()
    const parsed: ReturnType<typeof parseFrame> = isBinary
      ? { ok: false, reason: 'a binary frame' }
      : parseFrame(text, scheduler.now())
    if (parsed.ok) handlers.onFrame(parsed.frame)
    else handlers.onMalformed(text, parsed.reason)
  })
  socket.on('error', (error) => {
    lastError = error.message
    logger.warn({ connection: id, reason: error.message }, 'feed socket failed')
  })
  socket.on('close', (code, reason) => {
    if (end()) handlers.onClose(lastError ?? `closed with ${code} ${reason.toString()}`.trim())
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
      // No closing handshake: a venue that has gone silent would not answer it.
      socket.terminate()
    },
  }
}
