/** The socket under the feed: what the feed needs of one, and the real one. */
import type { Scheduler } from '@oasis/ports'
import { OtsError } from '@oasis/runtime'
import WebSocket from 'ws'

export interface FeedSocketListener {
  onText(text: string): void
  onBinary(): void
  /** What went wrong; `onClose` follows. */
  onError(reason: string): void
  onClose(code: number, reason: string): void
}

/** Open, and paused until `resume`: frames may be in the same packet as the handshake. */
export interface FeedSocket {
  /** Called once, before `resume`. */
  listen(listener: FeedSocketListener): void
  /** Does nothing once the socket is no longer open. */
  send(text: string): void
  pause(): void
  resume(): void
  /** Without a closing handshake: a venue that has gone silent would not answer it. */
  terminate(): void
}

/** Rejects when there is no open socket in time, or with the signal's reason. */
export type OpenFeedSocket = (signal: AbortSignal) => Promise<FeedSocket>

export interface WebSocketOptions {
  readonly wsUrl: string
  readonly scheduler: Scheduler
  readonly connectTimeoutMs: number
}

/** A BTC-USD snapshot has 5 MB. */
const MAX_FRAME_BYTES = 64 * 1024 * 1024

export const openWebSocket =
  (options: WebSocketOptions): OpenFeedSocket =>
  async (signal) =>
    feedSocketOf(await connectTo(options, signal))

function connectTo(options: WebSocketOptions, signal: AbortSignal): Promise<WebSocket> {
  const { wsUrl, scheduler, connectTimeoutMs } = options
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const socket = new WebSocket(wsUrl, {
      maxPayload: MAX_FRAME_BYTES,
      perMessageDeflate: false,
      rejectUnauthorized: true,
    })
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
      socket.pause()
      settle()
    })
    socket.on('error', onError)
    socket.on('close', onEarlyClose)
  })
}

const feedSocketOf = (socket: WebSocket): FeedSocket => ({
  listen: (listener) => {
    socket.on('message', (data, isBinary) => {
      if (isBinary) listener.onBinary()
      else listener.onText(data.toString())
    })
    socket.on('error', (error) => listener.onError(error.message))
    socket.on('close', (code, reason) => listener.onClose(code, reason.toString()))
  },
  send: (text) => {
    if (socket.readyState === WebSocket.OPEN) socket.send(text)
  },
  pause: () => socket.pause(),
  resume: () => socket.resume(),
  terminate: () => socket.terminate(),
})
