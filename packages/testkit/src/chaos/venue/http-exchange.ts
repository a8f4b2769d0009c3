/**
 * One HTTP request with its whole answer, and what is known when there is none: `connected` is false only where no
 * connection came about, which proves that no byte has left.
 */
import { Agent, request } from 'node:http'

export interface HttpAnswer {
  readonly status: number
  readonly body: string
}

export class HttpFailure extends Error {
  readonly connected: boolean

  constructor(message: string, connected: boolean) {
    super(message)
    this.name = 'HttpFailure'
    this.connected = connected
  }
}

export interface HttpCall {
  readonly port: number
  readonly path: string
  readonly body?: string
  readonly signal: AbortSignal
  readonly agent: Agent
  /** Asked when there is a connection, right before the first byte: a reason ends it unsent. */
  readonly veto?: () => string | undefined
  /** All bytes of the request are with the operating system. */
  readonly onSent?: () => void
}

export const createAgent = (): Agent => new Agent({ keepAlive: true, maxSockets: 50 })

export function exchangeHttp({
  port,
  path,
  body,
  signal,
  agent,
  veto,
  onSent,
}: HttpCall): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    let connected = false
    const sent = request(
      { host: '127.0.0.1', port, path, method: body === undefined ? 'GET' : 'POST', agent, signal },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', (error) => reject(new HttpFailure(error.message, true)))
        response.on('close', () => reject(new HttpFailure('the answer was cut short', true)))
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') })
        })
      },
    )
    // Node writes the request right after this, in the same turn: to a socket that is used again, or when connected.
    const proceed = (): void => {
      const vetoed = veto?.()
      if (vetoed === undefined) connected = true
      else sent.destroy(new Error(vetoed))
    }
    sent.on('socket', (socket) => {
      if (!socket.connecting) proceed()
      else socket.once('connect', proceed)
    })
    sent.on('finish', () => {
      if (connected) onSent?.()
      else sent.once('socket', (socket) => socket.once('connect', () => setImmediate(() => onSent?.())))
    })
    sent.on('error', (error) => reject(new HttpFailure(error.message, connected)))
    sent.end(body)
  })
}
