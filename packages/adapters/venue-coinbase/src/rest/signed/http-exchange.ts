/**
 * One HTTP request with its whole answer, and what is known when there is none. Invariant: a failure with
 * `sent: false` proves that no byte of the request has left this process. That holds because a request gets its socket
 * only when that is connected (and, with TLS, the venue's certificate is verified); before that there is nothing it
 * could be written to.
 */
import * as http from 'node:http'
import * as https from 'node:https'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'

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
  close(): void
}

export interface HttpExchangeOptions {
  /** Of an answer; a longer one is cut off and counts as none. */
  readonly maxAnswerBytes: number
  /**
   * A connection that has been idle for longer is not used again: the venue may be closing it at this moment, and then
   * nobody could tell whether the request had arrived.
   */
  readonly idleMs: number
}

const MAX_CONNECTIONS = 64

export function createHttpExchange(options: HttpExchangeOptions): HttpExchange {
  const settings = { keepAlive: true, maxSockets: MAX_CONNECTIONS, timeout: options.idleMs }
  const agents = { 'http:': new PlainAgent(settings), 'https:': new SecureAgent(settings) }
  return {
    send: (request) => {
      const secure = request.url.protocol === 'https:'
      const agent = secure ? agents['https:'] : agents['http:']
      return exchange(request, secure ? https.request : http.request, agent, options.maxAnswerBytes)
    },
    close: () => {
      for (const agent of Object.values(agents)) agent.destroy()
    },
  }
}

type Connected = (error: Error | null, socket: Duplex) => void

class PlainAgent extends http.Agent {
  override createConnection(options: http.ClientRequestArgs, done: Connected): undefined {
    handOverWhen('connect', super.createConnection(options), done)
  }
}

class SecureAgent extends https.Agent {
  override createConnection(options: https.RequestOptions, done: Connected): undefined {
    handOverWhen('secureConnect', super.createConnection(options), done)
  }
}

function handOverWhen(
  ready: 'connect' | 'secureConnect',
  socket: Duplex | null | undefined,
  done: Connected,
): void {
  if (!socket) throw new Error('an agent without a socket')
  const settle = (error: Error | null): void => {
    socket.off(ready, onReady)
    socket.off('error', onError)
    socket.off('close', onClose)
    done(error, socket)
  }
  const onReady = (): void => settle(null)
  const onError = (error: Error): void => {
    socket.on('error', () => {})
    settle(error)
  }
  const onClose = (): void => settle(new Error('closed while connecting'))
  socket.on(ready, onReady)
  socket.on('error', onError)
  socket.on('close', onClose)
}

type Requester = typeof http.request

function exchange(
  { url, method, headers, body, signal, veto, onSent }: HttpRequest,
  request: Requester,
  agent: http.Agent,
  maxBytes: number,
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    let sent = false
    const fail = (why: unknown): void => {
      signal.removeEventListener('abort', onAbort)
      reject(new HttpFailure(messageOf(why), sent))
      outgoing.destroy()
    }
    const onAbort = (): void => fail(signal.reason)
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
    let answered = false
    const outgoing = request(url, { method, headers: { ...headers, ...length }, agent }, (response) => {
      answered = true
      readBody(response, maxBytes).then((text) => {
        signal.removeEventListener('abort', onAbort)
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text })
      }, fail)
    })
    outgoing.on('socket', (socket: Socket) => {
      // Node writes the request right after this event, in the same turn; what is destroyed in it is not written.
      const vetoed = veto?.()
      if (vetoed !== undefined) return fail(vetoed)
      sent = true
      socket.setNoDelay(true)
    })
    outgoing.on('finish', () => onSent?.())
    outgoing.on('error', fail)
    outgoing.on('close', () => {
      if (!answered) fail('the connection was closed without an answer')
    })
    // Node tells of an abort only once there is a socket, and connecting may take forever.
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
