/**
 * One HTTP request with its whole answer, and what is known when there is none. Invariants: a failure with
 * `sent: false` proves that no byte of the request has left this process, since a request gets its socket only when that
 * is connected (and, with TLS, the venue's certificate is verified); and an answer is the one to this request, since its
 * connection carries no other.
 */
import * as http from 'node:http'
import * as https from 'node:https'
import type { Socket } from 'node:net'
import type { Random, Scheduler } from '@oasis/ports'
import { OwnConnections } from './own-connections.ts'

export interface HttpAnswer {
  readonly status: number
  readonly headers: http.IncomingHttpHeaders
  readonly body: string
}

/** There is no whole answer. The message holds neither headers nor bodies. */
export class HttpFailure extends Error {
  readonly sent: boolean

  constructor(message: string, sent: boolean) {
    super(message)
    this.name = 'HttpFailure'
    this.sent = sent
  }
}

export interface HttpRequest {
  readonly url: URL
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  readonly signal: AbortSignal
  /** Asked when there is a connection, right before the first byte: a reason fails the request, unsent. */
  readonly veto?: () => string | undefined
  /** All bytes are with the operating system. */
  readonly onSent?: () => void
}

export interface HttpExchange {
  send(request: HttpRequest): Promise<HttpAnswer>
  /** From here on connections to it are kept ready for requests to come. */
  keepReady(origin: string): void
  close(): void
}

export interface HttpExchangeOptions {
  readonly scheduler: Scheduler
  readonly random: Random
  /** Of an answer; a longer one is cut off and counts as none. */
  readonly maxAnswerBytes: number
  /** As {@link OwnConnectionsOptions} has it. */
  readonly idleMs: number
  readonly connectTimeoutMs: number
}

/** In use at once: for those that act, and for those that look, so that neither has to wait for the other. */
const MAX_CONNECTIONS = 64
const READY_CONNECTIONS = { POST: 4, GET: 2 } as const

export function createHttpExchange(options: HttpExchangeOptions): HttpExchange {
  const pools = new Map<string, OwnConnections>()
  const poolOf = (origin: string, method: HttpRequest['method']): OwnConnections => {
    const name = `${method} ${origin}`
    const known = pools.get(name)
    if (known !== undefined) return known
    const ready = READY_CONNECTIONS[method]
    const pool = new OwnConnections({ ...options, origin, ready, max: MAX_CONNECTIONS })
    pools.set(name, pool)
    return pool
  }
  return {
    send: (request) => exchange(request, poolOf(request.url.origin, request.method), options.maxAnswerBytes),
    keepReady: (origin) => {
      poolOf(origin, 'POST').keepReady()
      poolOf(origin, 'GET').keepReady()
    },
    close: () => {
      for (const pool of pools.values()) pool.close()
    },
  }
}

async function exchange(
  request: HttpRequest,
  connections: OwnConnections,
  maxBytes: number,
): Promise<HttpAnswer> {
  let socket: Socket
  try {
    socket = await connections.take(request.signal)
  } catch (error) {
    throw new HttpFailure(messageOf(error), false)
  }
  return sendOver(socket, request, maxBytes)
}

function sendOver(
  socket: Socket,
  { url, method, headers, body, signal, veto, onSent }: HttpRequest,
  maxBytes: number,
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    let sent = false
    let answer: http.IncomingMessage | undefined
    const fail = (why: unknown): void => {
      signal.removeEventListener('abort', onAbort)
      reject(new HttpFailure(messageOf(why), sent))
      outgoing.destroy()
      socket.destroy()
    }
    const onAbort = (): void => fail(signal.reason)
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
    const request = url.protocol === 'https:' ? https.request : http.request
    // Without an agent: this connection, for this request, which tells the venue that it is the only one.
    const own = { createConnection: () => socket, setHost: false }
    const all = { host: url.host, ...headers, ...length, connection: 'close' }
    const outgoing = request(url, { method, headers: all, ...own }, (response) => {
      answer = response
      readBody(response, maxBytes).then((text) => {
        signal.removeEventListener('abort', onAbort)
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text })
        socket.destroy()
      }, fail)
    })
    outgoing.on('socket', () => {
      // Node writes the request right after this event, in the same turn; what is destroyed in it is not written.
      const vetoed = veto?.()
      if (vetoed !== undefined) return fail(vetoed)
      sent = true
    })
    outgoing.on('finish', () => onSent?.())
    outgoing.on('error', (error) => {
      // What comes behind a whole answer is not of this request.
      if (answer?.complete !== true) fail(error)
    })
    outgoing.on('close', () => {
      if (answer === undefined) fail('the connection was closed without an answer')
    })
    // Node tells of an abort by itself only while there is no answer.
    signal.addEventListener('abort', onAbort, { once: true })
    if (signal.aborted) fail(signal.reason)
    else outgoing.end(body)
  })
}

/** A host of several addresses that all refuse has a code, and no message. */
function messageOf(why: unknown): string {
  if (!(why instanceof Error)) return String(why)
  return why.message || ('code' in why ? String(why.code) : why.name)
}

/** Rejects when it is cut short or too long. */
function readBody(response: http.IncomingMessage, maxBytes: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let bytes = 0
    response.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > maxBytes) {
        reject(new Error(`the answer has more than ${maxBytes} bytes`))
        response.destroy()
      } else chunks.push(chunk)
    })
    // Node ends only what is whole by its own length; anything else errors or closes.
    response.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')))
    response.on('error', () => reject(new Error('the answer was cut short')))
    response.on('close', () => reject(new Error('the answer was cut short')))
  })
}
