/** A venue that answers private calls and the user stream as a test says, over real sockets. */
import { generateKeyPairSync } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from '@oasis/ports'
import { createRealScheduler, createSilentLogger } from '@oasis/runtime'
import { type WebSocket, WebSocketServer } from 'ws'
import {
  type ApiKey,
  type CoinbaseVenueOptions,
  createCoinbaseClient,
  createCoinbaseVenue,
} from '../src/index.ts'

export interface Asked {
  readonly method: string
  /** Below `/api/v3/brokerage`. */
  readonly path: string
  readonly url: URL
  readonly headers: IncomingMessage['headers']
  readonly body: unknown
}

export interface Answer {
  readonly status?: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** So much of the body, then the connection ends. */
  readonly cutAfter?: number
}

/** Undefined: no answer. `hang-up`: the connection ends without one. */
export type Script = (asked: Asked, n: number) => Answer | undefined | 'hang-up'

export const testKey: ApiKey = {
  name: 'organizations/o/apiKeys/k',
  algorithm: 'ES256',
  privateKey: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
}

const stops: (() => void | Promise<void>)[] = []
export async function stopAll(): Promise<void> {
  for (const stop of stops.splice(0).reverse()) await stop()
}
export const onStop = (stop: () => void | Promise<void>): void => void stops.push(stop)

export interface TestVenue {
  readonly url: string
  readonly wsUrl: string
  readonly asked: Asked[]
  readonly subscriptions: { readonly channel: string; readonly jwt?: string; readonly socket: WebSocket }[]
  readonly sockets: WebSocket[]
  script: Script
  to(path: string): Asked[]
}

export async function startVenue(
  script: Script = () => ({ status: 404, body: { error: 'NOT_FOUND', message: 'x' } }),
  onSubscribe: (channel: string, socket: WebSocket, connection: number) => void = () => {},
): Promise<TestVenue> {
  const server = createServer((request, response) => void serve(venue, request, response))
  const sockets = new WebSocketServer({ server })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const venue: TestVenue = {
    url: `http://127.0.0.1:${port}`,
    wsUrl: `ws://127.0.0.1:${port}`,
    asked: [],
    subscriptions: [],
    sockets: [],
    script,
    to: (path) => venue.asked.filter((each) => each.path === path),
  }
  sockets.on('connection', (socket) => {
    venue.sockets.push(socket)
    const connection = venue.sockets.length
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as { channel: string; jwt?: string }
      venue.subscriptions.push({ ...message, socket })
      onSubscribe(message.channel, socket, connection)
    })
  })
  onStop(() => {
    for (const client of sockets.clients) client.terminate()
    server.closeAllConnections()
    server.close()
  })
  return venue
}

async function serve(venue: TestVenue, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString()
  const url = new URL(request.url ?? '/', 'http://venue')
  const asked: Asked = {
    method: request.method ?? '',
    path: url.pathname.replace('/api/v3/brokerage', ''),
    url,
    headers: request.headers,
    body: text === '' ? undefined : JSON.parse(text),
  }
  venue.asked.push(asked)
  const answer = venue.script(asked, venue.to(asked.path).length)
  if (answer === undefined) return
  if (answer === 'hang-up') return void request.socket.destroy()
  const body = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body)
  response.writeHead(answer.status ?? 200, { ...answer.headers, 'content-length': Buffer.byteLength(body) })
  if (answer.cutAfter === undefined) return void response.end(body)
  response.write(body.slice(0, answer.cutAfter), () => request.socket.destroy())
}

export function optionsFor(venue: TestVenue, more: Partial<CoinbaseVenueOptions> = {}): CoinbaseVenueOptions {
  return {
    key: testKey,
    restUrl: venue.url,
    userWsUrl: venue.wsUrl,
    scheduler: createRealScheduler(),
    random: () => 0.1,
    logger: createSilentLogger(),
    attemptTimeoutMs: 400,
    requestsPerSecond: 1_000,
    ...more,
  }
}

export function clientFor(venue: TestVenue, more: Partial<CoinbaseVenueOptions> = {}) {
  const client = createCoinbaseClient(optionsFor(venue, more))
  onStop(() => client.close())
  return client
}

export function venueFor(venue: TestVenue, more: Partial<CoinbaseVenueOptions> = {}) {
  const adapter = createCoinbaseVenue(optionsFor(venue, more))
  onStop(() => adapter.stop())
  return adapter
}

/** Remembers all that was logged, as a log file would have it. */
export function rememberingLogger(lines: string[]): Logger {
  const write = (fields: object, message: string): void => {
    const err = 'err' in fields && fields.err instanceof Error ? { err: `${fields.err.stack}` } : {}
    lines.push(`${JSON.stringify({ ...fields, ...err })} ${message}`)
  }
  return { debug: write, info: write, warn: write, error: write, child: () => rememberingLogger(lines) }
}

export const anySignal = (): AbortSignal => new AbortController().signal

export async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 600 && !condition(); i++) await delay(10)
  if (!condition()) throw new Error('it did not come about in 6 s')
}
